"""The history of passages: each state a revision gave them, where they went, and drafts of what comes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.passage import PASSAGE_STATUSES, SPEAKER_ROLES
from app.models.transcript import Revision

EXCHANGE_PLACES = ("starts", "continues", "outside")


class PassageVersion(Model):
    """What one revision made of one passage. Append-only; the database refuses to change it.

    The newest version of each passage up to a revision is what the transcript said then. `is_present` is
    false where the revision took the passage away; `words` has the shape of `Passage.words`.
    """

    __tablename__ = "passage_versions"
    __table_args__ = (
        UniqueConstraint("revision_id", "passage_id"),
        CheckConstraint(one_of("status", PASSAGE_STATUSES), name="status"),
        CheckConstraint(one_of("speaker_role", SPEAKER_ROLES), name="speaker_role"),
        CheckConstraint(one_of("exchange", EXCHANGE_PLACES), name="exchange"),
        CheckConstraint("end_seconds >= start_seconds", name="span"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    passage_id: Mapped[str] = mapped_column(index=True)
    is_present: Mapped[bool] = mapped_column(default=True)
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    text: Mapped[str]
    words: Mapped[list[Any]]
    language: Mapped[str]
    status: Mapped[str]
    speaker_role: Mapped[str]
    is_speaker_confirmed: Mapped[bool]
    voice: Mapped[int | None]
    starts_turn: Mapped[bool]
    exchange: Mapped[str]

    revision: Mapped[Revision] = relationship(lazy="raise")


class PassageRedirect(Model):
    """Where the words of a passage that is no more can be read: its address leads there."""

    __tablename__ = "passage_redirects"

    passage_id: Mapped[str] = mapped_column(primary_key=True)
    into_passage_id: Mapped[str] = mapped_column(index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))


class PassageDraft(Model):
    """What a curator typed in a passage and has not saved yet; one a curator and passage.

    `seen_number` is the revision of the passage that they were reading.
    """

    __tablename__ = "passage_drafts"
    __table_args__ = (UniqueConstraint("curator_id", "passage_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    curator_id: Mapped[int] = mapped_column(ForeignKey("curators.id"))
    passage_id: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    seen_number: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(default=now)
