"""Clips, the files made of them, the sites that show them, and the pages elsewhere that link to ours."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_clips"
down_revision = "20261122_hearings_again"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "clips",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("recording_sha256", sa.String(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("start_seconds", sa.Double(), nullable=False),
        sa.Column("end_seconds", sa.Double(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(id) = 10", name=op.f("ck_clips_id")),
        sa.CheckConstraint("end_seconds > start_seconds", name=op.f("ck_clips_span")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (curator_id IS NULL)", name=op.f("ck_clips_withdrawal")
        ),
        sa.ForeignKeyConstraint(["interview_id"], ["interviews.id"], name=op.f("fk_clips_interview_id")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcripts.id"], name=op.f("fk_clips_transcript_id")),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_clips_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clips")),
    )
    op.create_index("ix_clips_interview_id_made_at", "clips", ["interview_id", "made_at"])
    op.create_index(op.f("ix_clips_made_at"), "clips", ["made_at"])
    op.create_table(
        "clip_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clip_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_of", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("crash_count", sa.Integer(), nullable=False),
        sa.Column("failure_code", sa.String(), nullable=False),
        sa.Column("media_key", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("width_pixels", sa.Integer(), nullable=True),
        sa.Column("height_pixels", sa.Integer(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("compared_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('m4a', 'mp3', 'opus', 'tall_video', 'wide_video')", name=op.f("ck_clip_files_kind")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'processing', 'ready', 'failed')", name=op.f("ck_clip_files_state")
        ),
        sa.CheckConstraint(
            "(state = 'ready') = (media_key IS NOT NULL)", name=op.f("ck_clip_files_ready")
        ),
        sa.CheckConstraint("state <> 'failed' OR failure_code <> ''", name=op.f("ck_clip_files_failure")),
        sa.CheckConstraint("progress >= 0 AND progress <= 1", name=op.f("ck_clip_files_progress")),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name=op.f("fk_clip_files_clip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clip_files")),
        sa.UniqueConstraint("clip_id", "kind", "made_of", name=op.f("uq_clip_files_clip_id_kind_made_of")),
    )
    op.create_index(op.f("ix_clip_files_clip_id"), "clip_files", ["clip_id"])
    op.create_index(op.f("ix_clip_files_state"), "clip_files", ["state"])
    op.create_table(
        "clip_sites",
        sa.Column("clip_id", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("first_seen_on", sa.Date(), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name=op.f("fk_clip_sites_clip_id")),
        sa.PrimaryKeyConstraint("clip_id", "host", name=op.f("pk_clip_sites")),
    )
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("target_path", sa.String(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=True),
        sa.Column("clip_id", sa.String(), nullable=True),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("try_count", sa.Integer(), nullable=False),
        sa.Column("failure_code", sa.String(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("next_look_at", INSTANT, nullable=True),
        sa.Column("looked_at", INSTANT, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("protocol IN ('webmention', 'pingback')", name=op.f("ck_mentions_protocol")),
        sa.CheckConstraint(
            "state IN ('waiting', 'found', 'shown', 'refused', 'gone', 'failed')",
            name=op.f("ck_mentions_state"),
        ),
        sa.CheckConstraint("state <> 'failed' OR failure_code <> ''", name=op.f("ck_mentions_failure")),
        sa.ForeignKeyConstraint(["interview_id"], ["interviews.id"], name=op.f("fk_mentions_interview_id")),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name=op.f("fk_mentions_clip_id")),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_mentions_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint("source_url", "target_path", name=op.f("uq_mentions_source_url_target_path")),
    )
    op.create_index("ix_mentions_interview_id_state", "mentions", ["interview_id", "state"])
    for column in ("passage_id", "clip_id", "state", "next_look_at"):
        op.create_index(op.f(f"ix_mentions_{column}"), "mentions", [column])


def downgrade() -> None:
    for table in ("mentions", "clip_sites", "clip_files", "clips"):
        op.drop_table(table)
