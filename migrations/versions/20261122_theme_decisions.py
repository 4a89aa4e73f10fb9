"""What curators decided about themes, and the examples of themes they add."""

revision = "20261122_theme_decisions"
down_revision = "20261122_sound_quality"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
