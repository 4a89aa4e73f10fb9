"""Publications set for a moment: several interviews become public together, or none of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.interview import Interview

PLAN_STATES = ("planned", "done", "failed", "cancelled")


class PublicationPlan(Model):
    """Interviews that become public at one moment.

    `failure` is the French sentence that says why a plan could not be kept.
    """

    __tablename__ = "publication_plans"
    __table_args__ = (
        CheckConstraint(one_of("state", PLAN_STATES), name="state"),
        CheckConstraint("state <> 'failed' OR failure <> ''", name="failure"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publish_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="planned")
    failure: Mapped[str] = mapped_column(default="")
    actor: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    interviews: Mapped[list[PlannedInterview]] = relationship(lazy="raise", order_by="PlannedInterview.id")


class PlannedInterview(Model):
    """One interview of a plan."""

    __tablename__ = "planned_interviews"
    __table_args__ = (UniqueConstraint("plan_id", "interview_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("publication_plans.id"))
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"), index=True)

    interview: Mapped[Interview] = relationship(lazy="raise")
