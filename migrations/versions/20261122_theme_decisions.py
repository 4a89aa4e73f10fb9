"""What curators decided about themes, and the examples of themes they add."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_theme_decisions"
down_revision = "20261122_sound_quality"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_examples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("language IN ('fr', 'en')", name=op.f("ck_theme_examples_language")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_examples_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_examples")),
        sa.UniqueConstraint("theme_id", "text", name=op.f("uq_theme_examples_theme_id_text")),
    )
    op.create_table(
        "theme_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("is_about", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_theme_decisions_curator_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_theme_decisions_passage_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_decisions_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_decisions")),
    )
    with op.batch_alter_table("theme_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_decisions_passage_id"), ["passage_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_decisions_theme_id"), ["theme_id"], unique=False)
    op.add_column("tags", sa.Column("nearest_example", sa.String(), nullable=False, server_default=""))
    refuse_changes()


def downgrade() -> None:
    # Both databases drop the triggers with their table.
    op.drop_table("theme_decisions")
    op.drop_table("theme_examples")
    op.drop_column("tags", "nearest_example")


def refuse_changes() -> None:
    """Let the database itself refuse to change or delete a decision: another one follows it."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER theme_decisions_no_{verb.lower()} BEFORE {verb} ON theme_decisions "
                "BEGIN SELECT RAISE(ABORT, 'theme_decisions is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER theme_decisions_no_change BEFORE UPDATE OR DELETE ON theme_decisions "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
