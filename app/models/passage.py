"""Turns, exchanges and passages: how a transcript is read, searched, quoted and linked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, one_of
from app.models.theme import Tag
from app.models.transcript import Transcript

SPEAKER_ROLES = ("leader", "interviewer", "unknown")
PASSAGE_STATUSES = ("machine", "corrected", "checked")


class Turn(Model):
    """One speaker without interruption. `voice` numbers the voices heard in the recording."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("transcript_id", "position"),
        CheckConstraint(one_of("speaker_role", SPEAKER_ROLES), name="speaker_role"),
        CheckConstraint("end_seconds >= start_seconds", name="span"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    position: Mapped[int]
    speaker_role: Mapped[str]
    is_speaker_confirmed: Mapped[bool] = mapped_column(default=False)
    voice: Mapped[int | None]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]

    transcript: Mapped[Transcript] = relationship(back_populates="turns", lazy="raise")
    passages: Mapped[list[Passage]] = relationship(
        back_populates="turn", lazy="raise", order_by="Passage.position"
    )


class Exchange(Model):
    """A question and its answer."""

    __tablename__ = "exchanges"
    __table_args__ = (UniqueConstraint("transcript_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    position: Mapped[int]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]

    passages: Mapped[list[Passage]] = relationship(
        back_populates="exchange", lazy="raise", order_by="Passage.position"
    )


class Passage(Model):
    """One to a few sentences of one turn: the unit that is tagged, searched, quoted and linked.

    `id` is public and permanent. `words` is what is read now, in order: `[text, start_seconds,
    end_seconds, probability or null]`; the engine's own words stay with its revision. `sound_quality` is
    what `transcription.sound_quality.SoundQuality.to_json` gave; None where it was not measured.
    """

    __tablename__ = "passages"
    __table_args__ = (
        UniqueConstraint("transcript_id", "position"),
        CheckConstraint(one_of("status", PASSAGE_STATUSES), name="status"),
        CheckConstraint("end_seconds >= start_seconds", name="span"),
        CheckConstraint("length(id) = 10", name="id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id"), index=True)
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchanges.id"), index=True)
    position: Mapped[int]
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    text: Mapped[str]
    words: Mapped[list[Any]]
    language: Mapped[str]
    status: Mapped[str] = mapped_column(default="machine")
    revision_number: Mapped[int] = mapped_column(default=1)
    sound_quality: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    transcript: Mapped[Transcript] = relationship(back_populates="passages", lazy="raise")
    turn: Mapped[Turn] = relationship(back_populates="passages", lazy="raise")
    exchange: Mapped[Exchange | None] = relationship(back_populates="passages", lazy="raise")
    tags: Mapped[list[Tag]] = relationship(lazy="raise", order_by="Tag.score.desc()")
