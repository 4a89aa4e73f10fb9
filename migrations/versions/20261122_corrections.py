"""What readers propose, what curators decide, and notes of leaders' offices."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_corrections"
down_revision = "20261122_glossary"
branch_labels = None
depends_on = None

KEPT_OF_NOTE = (
    "passage_id, interview_id, signed_by, text_fr, text_en, channel, received_on, entered_by_id, entered_at"
)


def upgrade() -> None:
    create_corrections()
    create_office_notes()
    refuse_changes()


def downgrade() -> None:
    # Both databases drop the triggers with their table.
    op.drop_table("office_notes")
    op.drop_table("corrections")


def create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("start_seconds", sa.Double(), nullable=False),
        sa.Column("end_seconds", sa.Double(), nullable=False),
        sa.Column("seen_text", sa.String(), nullable=False),
        sa.Column("seen_number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reader_mark", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_with", sa.Integer(), nullable=True),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before_text", sa.String(), nullable=True),
        sa.Column("after_text", sa.String(), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('reader', 'blind')", name=op.f("ck_corrections_kind")),
        sa.CheckConstraint("answer IN ('text', 'nothing', 'unclear')", name=op.f("ck_corrections_answer")),
        sa.CheckConstraint("(answer = 'text') = (text <> '')", name=op.f("ck_corrections_text")),
        sa.CheckConstraint("answer <> 'unclear' OR kind = 'blind'", name=op.f("ck_corrections_unclear")),
        sa.CheckConstraint(
            "state IN ('waiting', 'same', 'accepted', 'edited', 'refused')", name=op.f("ck_corrections_state")
        ),
        sa.CheckConstraint("end_seconds >= start_seconds", name=op.f("ck_corrections_span")),
        sa.CheckConstraint(
            "(state IN ('waiting', 'same')) = (decided_at IS NULL)", name=op.f("ck_corrections_decision")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (curator_id IS NULL)", name=op.f("ck_corrections_curator")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (before_text IS NULL)", name=op.f("ck_corrections_before")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_with IS NULL)", name=op.f("ck_corrections_decided_with")
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'edited')) = (after_text IS NOT NULL)", name=op.f("ck_corrections_after")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal IS NOT NULL)", name=op.f("ck_corrections_refusal")
        ),
        sa.CheckConstraint(
            "refusal IS NULL OR refusal IN ('heard_otherwise', 'not_sure', 'already_so', 'not_a_correction')",
            name=op.f("ck_corrections_refusal_code"),
        ),
        sa.CheckConstraint(
            "decided_at IS NULL OR reader_mark IS NULL", name=op.f("ck_corrections_reader_mark")
        ),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_corrections_curator_id")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name=op.f("fk_corrections_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_passage_id_state", "corrections", ["passage_id", "state"])
    op.create_index("ix_corrections_interview_id_decided_at", "corrections", ["interview_id", "decided_at"])
    op.create_index("ix_corrections_state", "corrections", ["state"])


def create_office_notes() -> None:
    op.create_table(
        "office_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("text_fr", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint("text_fr <> '' OR text_en <> ''", name=op.f("ck_office_notes_text")),
        sa.CheckConstraint("signed_by <> ''", name=op.f("ck_office_notes_signed_by")),
        sa.CheckConstraint(
            "channel IN ('email', 'letter', 'phone', 'in_person')", name=op.f("ck_office_notes_channel")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_office_notes_withdrawn_by")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason = '')", name=op.f("ck_office_notes_withdrawn_reason")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name=op.f("fk_office_notes_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["curators.id"], name=op.f("fk_office_notes_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["curators.id"], name=op.f("fk_office_notes_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_notes")),
    )
    op.create_index(op.f("ix_office_notes_interview_id"), "office_notes", ["interview_id"])
    op.create_index(op.f("ix_office_notes_passage_id"), "office_notes", ["passage_id"])


def refuse_changes() -> None:
    """Let the database itself keep decisions and the words of offices as they were written.

    A note may be withdrawn, once; a decision is followed by another revision, never changed.
    """
    guards = (
        ("corrections_no_update", "UPDATE ON corrections", "OLD.decided_at IS NOT NULL"),
        ("corrections_no_delete", "DELETE ON corrections", "OLD.decided_at IS NOT NULL"),
        ("office_notes_no_update", f"UPDATE OF {KEPT_OF_NOTE} ON office_notes", None),
        ("office_notes_no_return", "UPDATE ON office_notes", "OLD.withdrawn_at IS NOT NULL"),
        ("office_notes_no_delete", "DELETE ON office_notes", None),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event, condition in guards:
        table = event.rpartition(" ")[2]
        when = f"WHEN ({condition})" if condition else ""
        if is_sqlite:
            act = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        else:
            act = "EXECUTE FUNCTION refuse_change()"
        each = "" if is_sqlite else "FOR EACH ROW"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} {each} {when} {act}")
