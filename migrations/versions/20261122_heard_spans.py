"""Spans that curators listened to and left as they were."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_heard_spans"
down_revision = "20261122_publication_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heard_spans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("start_seconds", sa.Double(), nullable=False),
        sa.Column("end_seconds", sa.Double(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("end_seconds >= start_seconds", name=op.f("ck_heard_spans_span")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name=op.f("fk_heard_spans_transcript_id")
        ),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_heard_spans_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heard_spans")),
    )
    op.create_index(op.f("ix_heard_spans_transcript_id"), "heard_spans", ["transcript_id"])


def downgrade() -> None:
    op.drop_table("heard_spans")
