"""Spans of a recording that a person listened to, and left as the machine wrote them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, now


class HeardSpan(Model):
    """That a person heard a span and found that nothing had to be written there.

    Words that are vouched for need no such row, they bear no probability any more; what the machine set
    aside, or marked as inaudible, has no word that could tell it.
    """

    __tablename__ = "heard_spans"
    __table_args__ = (CheckConstraint("end_seconds >= start_seconds", name="span"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcripts.id"), index=True)
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    heard_at: Mapped[datetime] = mapped_column(default=now)
