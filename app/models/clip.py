"""Clips: spans that readers quote, the files made of them, and the sites that show them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.interview import Interview

CLIP_FILE_KINDS = ("m4a", "mp3", "opus", "tall_video", "wide_video")
CLIP_FILE_STATES = ("waiting", "processing", "ready", "failed")


class Clip(Model):
    """A quoted span, as it was when it was quoted. Its `id` is public and permanent; nothing here changes but
    the withdrawal.

    `words` are those quoted, in order: `[passage_id, number in the passage, text, start_seconds, end_seconds,
    speaker_role]`, as they stood at revision `revision_number` of the transcript; `text` is what they
    read. `recording_sha256` names the sound. Where the words are read now is found by
    `app.domain.clip_anchor`, never stored.
    """

    __tablename__ = "clips"
    __table_args__ = (
        CheckConstraint("length(id) = 10", name="id"),
        CheckConstraint("end_seconds > start_seconds", name="span"),
        CheckConstraint("(withdrawn_at IS NULL) = (curator_id IS NULL)", name="withdrawal"),
        Index("ix_clips_interview_id_made_at", "interview_id", "made_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"))
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"))
    recording_sha256: Mapped[str]
    revision_number: Mapped[int]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    text: Mapped[str]
    words: Mapped[list[Any]]
    made_at: Mapped[datetime] = mapped_column(default=now, index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))

    interview: Mapped[Interview] = relationship(lazy="raise")


class ClipFile(Model):
    """A file made of a clip, once. `made_of` tells from which words and times: another text is another file.

    `progress` is the share done, in 0..1; `crash_count` counts the workers that died while making it;
    `compared_at` is when `made_of` was last found to be what the text says.
    """

    __tablename__ = "clip_files"
    __table_args__ = (
        UniqueConstraint("clip_id", "kind", "made_of"),
        CheckConstraint(one_of("kind", CLIP_FILE_KINDS), name="kind"),
        CheckConstraint(one_of("state", CLIP_FILE_STATES), name="state"),
        CheckConstraint("(state = 'ready') = (media_key IS NOT NULL)", name="ready"),
        CheckConstraint("state <> 'failed' OR failure_code <> ''", name="failure"),
        CheckConstraint("progress >= 0 AND progress <= 1", name="progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clip_id: Mapped[str] = mapped_column(ForeignKey("clips.id"), index=True)
    kind: Mapped[str]
    made_of: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    progress: Mapped[float] = mapped_column(default=0.0)
    crash_count: Mapped[int] = mapped_column(default=0)
    failure_code: Mapped[str] = mapped_column(default="")
    media_key: Mapped[str | None]
    media_type: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    size_bytes: Mapped[int | None]
    width_pixels: Mapped[int | None]
    height_pixels: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    compared_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    clip: Mapped[Clip] = relationship(lazy="raise")


class ClipSite(Model):
    """A site whose readers were shown a clip, by what their browsers said; nothing about the readers."""

    __tablename__ = "clip_sites"

    clip_id: Mapped[str] = mapped_column(ForeignKey("clips.id"), primary_key=True)
    host: Mapped[str] = mapped_column(primary_key=True)
    first_seen_on: Mapped[date]
    last_seen_on: Mapped[date]
