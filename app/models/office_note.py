"""What a leader's office says beside a passage: never in it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.interview import Interview

NOTE_CHANNELS = ("email", "letter", "phone", "in_person")


class OfficeNote(Model):
    """A dated note of the office of the interview's leader; the database refuses to change its words.

    `signed_by` is who sent it, as they sign. A note that is withdrawn stays, with its day and reason.
    """

    __tablename__ = "office_notes"
    __table_args__ = (
        CheckConstraint("text_fr <> '' OR text_en <> ''", name="text"),
        CheckConstraint("signed_by <> ''", name="signed_by"),
        CheckConstraint(one_of("channel", NOTE_CHANNELS), name="channel"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawn_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[str] = mapped_column(index=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"), index=True)
    signed_by: Mapped[str]
    text_fr: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    channel: Mapped[str]
    received_on: Mapped[date]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("curators.id"))
    entered_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    interview: Mapped[Interview] = relationship(lazy="raise")
