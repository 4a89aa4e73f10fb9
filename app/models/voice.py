"""Voices heard in recordings: personal data of a bodily kind, kept only to tell who speaks."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, one_of
from app.models.passage import SPEAKER_ROLES

TOLD_BY = ("talk", "voice", "talk and voice", "")
EMBEDDING_BYTES = 1024


class Voice(Model):
    """One voice of a recording as a point among voices.

    `number` is the one that turns bear. `embedding` is 256 float32 numbers, little-endian, of length 1. It
    can recognise a person: it never leaves the archive by a page, the API or an export, and goes with its
    recording.
    """

    __tablename__ = "voices"
    __table_args__ = (
        UniqueConstraint("recording_id", "number"),
        CheckConstraint(one_of("speaker_role", SPEAKER_ROLES), name="speaker_role"),
        CheckConstraint(one_of("told_by", TOLD_BY), name="told_by"),
        CheckConstraint("speech_seconds >= 0", name="speech"),
        CheckConstraint(f"length(embedding) = {EMBEDDING_BYTES}", name="embedding"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recordings.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    speaker_role: Mapped[str]
    told_by: Mapped[str] = mapped_column(default="")
    speech_seconds: Mapped[float]
    embedding: Mapped[bytes]
