"""Sound quality of passages, and the cleaned listening copy."""

revision = "20261122_sound_quality"
down_revision = "20261122_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
