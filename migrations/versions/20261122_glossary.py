"""Names and jargon of campaigns, and how they get misheard."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_glossary"
down_revision = "20261122_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "glossary_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("misheard", sa.JSON(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('name', 'place', 'jargon')", name=op.f("ck_glossary_entries_kind")),
        sa.CheckConstraint(
            "language IS NULL OR language IN ('fr', 'en')", name=op.f("ck_glossary_entries_language")
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_glossary_entries_text")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_glossary_entries_campaign_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_glossary_entries_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_entries")),
    )
    only_once("in_campaign", ["campaign_id", "text"], "retired_at IS NULL")
    only_once("everywhere", ["text"], "retired_at IS NULL AND campaign_id IS NULL")
    op.create_table(
        "glossary_dismissals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("misheard", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_dismissals")),
        sa.UniqueConstraint("misheard", "text", name=op.f("uq_glossary_dismissals_misheard_text")),
    )


def downgrade() -> None:
    op.drop_table("glossary_dismissals")
    op.drop_table("glossary_entries")


def only_once(name: str, columns: list[str], condition: str) -> None:
    """Let the database refuse a second entry in use with the same text."""
    op.create_index(
        f"uq_glossary_entries_{name}",
        "glossary_entries",
        columns,
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )
