"""Curators' sessions, kept by the server."""

revision = "20261122_curator_sessions"
down_revision = "20261122_passage_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
