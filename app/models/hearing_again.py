"""Requests to hear a recording again, and where the machine stands with each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, now, one_of

HEARING_STATES = ("waiting", "processing", "ready", "failed")


class HearingAgain(Model):
    """One wish that a recording be heard again; the recording itself stays as it is meanwhile.

    `revision_id` is what came of it, `progress` the share done of `step`, in 0..1; `crash_count` counts the
    workers that died in that step.
    """

    __tablename__ = "hearings_again"
    __table_args__ = (
        CheckConstraint(one_of("state", HEARING_STATES), name="state"),
        CheckConstraint("(state = 'ready') = (revision_id IS NOT NULL)", name="revision"),
        CheckConstraint("state <> 'failed' OR failure_code <> ''", name="failure"),
        CheckConstraint("progress >= 0 AND progress <= 1", name="progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_id: Mapped[int] = mapped_column(ForeignKey("recordings.id"), index=True)
    model: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    step: Mapped[str] = mapped_column(default="")
    progress: Mapped[float] = mapped_column(default=0.0)
    crash_count: Mapped[int] = mapped_column(default=0)
    failure_code: Mapped[str] = mapped_column(default="")
    failure_details: Mapped[dict[str, Any] | None]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
