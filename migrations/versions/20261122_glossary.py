"""Names and jargon of campaigns, and how they get misheard."""

revision = "20261122_glossary"
down_revision = "20261122_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
