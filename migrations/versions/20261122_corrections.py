"""What readers propose, what curators decide, and notes of leaders' offices."""

revision = "20261122_corrections"
down_revision = "20261122_glossary"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
