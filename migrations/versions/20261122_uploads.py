"""Recordings that arrive piece by piece."""

revision = "20261122_uploads"
down_revision = "20261122_curator_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
