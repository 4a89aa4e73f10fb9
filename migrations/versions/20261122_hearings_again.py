"""Wishes that a recording be heard again, beside the text that stands."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_hearings_again"
down_revision = "20261122_heard_spans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hearings_again",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("crash_count", sa.Integer(), nullable=False),
        sa.Column("failure_code", sa.String(), nullable=False),
        sa.Column("failure_details", sa.JSON(), nullable=True),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'processing', 'ready', 'failed')", name=op.f("ck_hearings_again_state")
        ),
        sa.CheckConstraint(
            "(state = 'ready') = (revision_id IS NOT NULL)", name=op.f("ck_hearings_again_revision")
        ),
        sa.CheckConstraint("state <> 'failed' OR failure_code <> ''", name=op.f("ck_hearings_again_failure")),
        sa.CheckConstraint("progress >= 0 AND progress <= 1", name=op.f("ck_hearings_again_progress")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recordings.id"], name=op.f("fk_hearings_again_recording_id")
        ),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_hearings_again_curator_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_hearings_again_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings_again")),
    )
    op.create_index(op.f("ix_hearings_again_recording_id"), "hearings_again", ["recording_id"])
    op.create_index(op.f("ix_hearings_again_state"), "hearings_again", ["state"])


def downgrade() -> None:
    op.drop_table("hearings_again")
