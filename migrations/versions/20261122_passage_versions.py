"""What a person changed in a transcript, passage by passage, and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_passage_versions"
down_revision = "20261122_voices"
branch_labels = None
depends_on = None


# What the machine left is the first version of each passage.
FIRST_VERSIONS = """
INSERT INTO passage_versions (
    revision_id, passage_id, is_present, start_seconds, end_seconds, text, words, language, status,
    speaker_role, is_speaker_confirmed, voice, starts_turn, exchange
)
SELECT
    revisions.id, passages.id, true, passages.start_seconds, passages.end_seconds, passages.text,
    passages.words, passages.language, passages.status, turns.speaker_role, turns.is_speaker_confirmed,
    turns.voice,
    ROW_NUMBER() OVER (PARTITION BY passages.turn_id ORDER BY passages.position) = 1,
    CASE
        WHEN passages.exchange_id IS NULL THEN 'outside'
        WHEN ROW_NUMBER() OVER (PARTITION BY passages.exchange_id ORDER BY passages.position) = 1
        THEN 'starts'
        ELSE 'continues'
    END
FROM passages
JOIN turns ON turns.id = passages.turn_id
JOIN revisions ON revisions.transcript_id = passages.transcript_id AND revisions.number = 1
"""


def upgrade() -> None:
    op.add_column("revisions", sa.Column("action", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "passage_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("start_seconds", sa.Double(), nullable=False),
        sa.Column("end_seconds", sa.Double(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("speaker_role", sa.String(), nullable=False),
        sa.Column("is_speaker_confirmed", sa.Boolean(), nullable=False),
        sa.Column("voice", sa.Integer(), nullable=True),
        sa.Column("starts_turn", sa.Boolean(), nullable=False),
        sa.Column("exchange", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('machine', 'corrected', 'checked')", name=op.f("ck_passage_versions_status")
        ),
        sa.CheckConstraint(
            "speaker_role IN ('leader', 'interviewer', 'unknown')",
            name=op.f("ck_passage_versions_speaker_role"),
        ),
        sa.CheckConstraint(
            "exchange IN ('starts', 'continues', 'outside')", name=op.f("ck_passage_versions_exchange")
        ),
        sa.CheckConstraint("end_seconds >= start_seconds", name=op.f("ck_passage_versions_span")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_passage_versions_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_versions")),
        sa.UniqueConstraint(
            "revision_id", "passage_id", name=op.f("uq_passage_versions_revision_id_passage_id")
        ),
    )
    op.create_table(
        "passage_redirects",
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("into_passage_id", sa.String(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_passage_redirects_revision_id")
        ),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_passage_redirects")),
    )
    op.create_table(
        "passage_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("seen_number", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_passage_drafts_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_drafts")),
        sa.UniqueConstraint(
            "curator_id", "passage_id", name=op.f("uq_passage_drafts_curator_id_passage_id")
        ),
    )
    op.create_index(op.f("ix_passage_versions_passage_id"), "passage_versions", ["passage_id"])
    op.create_index(op.f("ix_passage_versions_revision_id"), "passage_versions", ["revision_id"])
    op.create_index(op.f("ix_passage_redirects_into_passage_id"), "passage_redirects", ["into_passage_id"])
    op.create_index(op.f("ix_passage_drafts_passage_id"), "passage_drafts", ["passage_id"])
    op.execute(FIRST_VERSIONS)
    refuse_changes("passage_versions")
    with op.batch_alter_table("theme_decisions") as batch_op:
        batch_op.drop_constraint("fk_theme_decisions_passage_id", type_="foreignkey")
    if op.get_bind().dialect.name == "sqlite":  # the table was made anew there, without its triggers
        refuse_changes("theme_decisions")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER theme_decisions_no_{verb}")
    else:
        op.execute("ALTER TABLE theme_decisions DISABLE TRIGGER theme_decisions_no_change")
    # The older tables know no decision about a passage that is no more.
    op.execute("DELETE FROM theme_decisions WHERE passage_id NOT IN (SELECT id FROM passages)")
    with op.batch_alter_table("theme_decisions") as batch_op:
        batch_op.create_foreign_key("fk_theme_decisions_passage_id", "passages", ["passage_id"], ["id"])
    if op.get_bind().dialect.name == "sqlite":
        refuse_changes("theme_decisions")
    else:
        op.execute("ALTER TABLE theme_decisions ENABLE TRIGGER theme_decisions_no_change")
    # Both databases drop the triggers with their table.
    op.drop_table("passage_drafts")
    op.drop_table("passage_redirects")
    op.drop_table("passage_versions")
    op.drop_column("revisions", "action")


def refuse_changes(table: str) -> None:
    """Let the database itself refuse to change or delete the rows of a table."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
