"""Recordings (one original file each, never changed) and the renditions derived from them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of

if TYPE_CHECKING:
    from app.models.interview import Interview
    from app.models.transcript import Transcript

RECORDING_STATES = ("waiting", "processing", "ready", "failed")
RENDITION_KINDS = ("web_audio", "web_video", "peaks", "poster", "cleaned_audio")


class Recording(Model):
    """One original file, kept byte for byte, and where the pipeline stands with it.

    `attempt` counts the runs of the pipeline that a person asked for; `progress` is the share done of
    `step`, in 0..1; `crash_count` counts the workers that died in that step.
    """

    __tablename__ = "recordings"
    __table_args__ = (
        CheckConstraint(one_of("state", RECORDING_STATES), name="state"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size_bytes > 0", name="size"),
        CheckConstraint("progress >= 0 AND progress <= 1", name="progress"),
        CheckConstraint("state <> 'failed' OR failure_code <> ''", name="failure"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"), unique=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    original_filename: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_key: Mapped[str]
    media_type: Mapped[str]
    duration_seconds: Mapped[float | None]
    probe: Mapped[dict[str, Any] | None]
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    step: Mapped[str] = mapped_column(default="")
    progress: Mapped[float] = mapped_column(default=0.0)
    attempt: Mapped[int] = mapped_column(default=1)
    crash_count: Mapped[int] = mapped_column(default=0)
    failure_code: Mapped[str] = mapped_column(default="")
    failure_details: Mapped[dict[str, Any] | None]
    received_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    interview: Mapped[Interview] = relationship(back_populates="recording", lazy="raise")
    renditions: Mapped[list[Rendition]] = relationship(back_populates="recording", lazy="raise")
    transcript: Mapped[Transcript | None] = relationship(back_populates="recording", lazy="raise")


class Rendition(Model):
    """Something derived from a recording that can be made again from it."""

    __tablename__ = "renditions"
    __table_args__ = (
        UniqueConstraint("recording_id", "kind"),
        CheckConstraint(one_of("kind", RENDITION_KINDS), name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recordings.id"), index=True)
    kind: Mapped[str]
    media_key: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    sha256: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    width_pixels: Mapped[int | None]
    height_pixels: Mapped[int | None]
    made_with: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    recording: Mapped[Recording] = relationship(back_populates="renditions", lazy="raise")
