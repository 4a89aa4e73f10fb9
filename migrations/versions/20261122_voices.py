"""Voices heard in recordings, so that an interviewer is recognised across interviews."""

revision = "20261122_voices"
down_revision = "20261122_theme_decisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
