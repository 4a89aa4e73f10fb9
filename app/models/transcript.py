"""Transcripts, their append-only revisions, and the segments and words that an engine heard."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.recording import Recording

if TYPE_CHECKING:
    from app.models.passage import Exchange, Passage, Turn

MADE_BY = ("machine", "curator")
# The action of an engine's revision that came after the first: nobody reads it, curators may take from it.
HEARD_AGAIN = "heard.again"
# The action of a person's revision that took words from one; its reason is `r` and the number of that one.
HEARD_TAKEN = "heard.taken"


class Transcript(Model):
    """The text of one recording; its turns, exchanges and passages are what is read now."""

    __tablename__ = "transcripts"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recordings.id"), unique=True)
    language: Mapped[str]

    recording: Mapped[Recording] = relationship(back_populates="transcript", lazy="raise")
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="transcript", lazy="raise", order_by="Revision.number"
    )
    turns: Mapped[list[Turn]] = relationship(
        back_populates="transcript", lazy="raise", order_by="Turn.position"
    )
    exchanges: Mapped[list[Exchange]] = relationship(lazy="raise", order_by="Exchange.position")
    passages: Mapped[list[Passage]] = relationship(
        back_populates="transcript", lazy="raise", order_by="Passage.position"
    )


class Revision(Model):
    """One state of a transcript, by an engine or by a person; the database refuses to change it.

    `action` names what a person did (`text.saved`, `passage.split`…); empty for an engine's first.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("transcript_id", "number"),
        CheckConstraint(one_of("made_by", MADE_BY), name="made_by"),
        CheckConstraint("(made_by = 'machine') = (engine IS NOT NULL)", name="engine"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    number: Mapped[int]
    made_by: Mapped[str]
    engine: Mapped[str | None]
    model: Mapped[str | None]
    settings: Mapped[dict[str, Any] | None]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    action: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    transcript: Mapped[Transcript] = relationship(back_populates="revisions", lazy="raise")
    segments: Mapped[list[Segment]] = relationship(lazy="raise", order_by="Segment.position")


class Segment(Model):
    """What an engine gave in one go, with the engine's own figures."""

    __tablename__ = "segments"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        CheckConstraint("end_seconds >= start_seconds", name="span"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    position: Mapped[int]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    text: Mapped[str]
    average_log_probability: Mapped[float | None]
    no_speech_probability: Mapped[float | None]
    compression_ratio: Mapped[float | None]

    words: Mapped[list[Word]] = relationship(lazy="raise", order_by="Word.position")


class Word(Model):
    """One word as an engine heard it, with its times and the engine's own probability.

    `removed_because` says why the word is not shown (invented in silence, a loop, credits…); else empty.
    """

    __tablename__ = "words"
    __table_args__ = (
        UniqueConstraint("segment_id", "position"),
        CheckConstraint("end_seconds >= start_seconds", name="span"),
        CheckConstraint("probability IS NULL OR (probability >= 0 AND probability <= 1)", name="probability"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    probability: Mapped[float | None]
    removed_because: Mapped[str] = mapped_column(default="")
