"""What a person changed in a transcript, passage by passage, and drafts."""

revision = "20261122_passage_versions"
down_revision = "20261122_voices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
