"""Voices heard in recordings, so that an interviewer is recognised across interviews."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_voices"
down_revision = "20261122_theme_decisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker_role", sa.String(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("speech_seconds", sa.Double(), nullable=False),
        sa.Column("embedding", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "speaker_role IN ('leader', 'interviewer', 'unknown')", name=op.f("ck_voices_speaker_role")
        ),
        sa.CheckConstraint(
            "told_by IN ('talk', 'voice', 'talk and voice', '')", name=op.f("ck_voices_told_by")
        ),
        sa.CheckConstraint("speech_seconds >= 0", name=op.f("ck_voices_speech")),
        sa.CheckConstraint("length(embedding) = 1024", name=op.f("ck_voices_embedding")),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recordings.id"],
            name=op.f("fk_voices_recording_id_recordings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voices")),
        sa.UniqueConstraint("recording_id", "number", name=op.f("uq_voices_recording_id_number")),
    )
    with op.batch_alter_table("voices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voices_recording_id"), ["recording_id"], unique=False)


def downgrade() -> None:
    # Voices are measured anew when a recording is heard again.
    op.drop_table("voices")
