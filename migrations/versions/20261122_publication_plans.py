"""Consent, schedules and what a publication needs."""

revision = "20261122_publication_plans"
down_revision = "20261122_corrections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
