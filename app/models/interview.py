"""Interviews: one leader, one interviewer, a day, a place."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.campaign import Campaign
from app.models.leader import Leader, Party
from app.models.recording import Recording

INTERVIEW_STATES = ("draft", "in_review", "published", "withdrawn")


class Interview(Model):
    """One leader answering one interviewer, on a day, at a place.

    `recorded_on` is null where the day is not known; `dated_fr` and `dated_en` then say what is known.
    An interview may be listed without a recording: that it took place is a fact of its own. `consent_note`
    says who agreed to its publication and how, `consent_noted_on` the day that it was noted.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        CheckConstraint(one_of("state", INTERVIEW_STATES), name="state"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="tombstone"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="publication"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leaders.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)
    interviewer: Mapped[str] = mapped_column(default="")
    recorded_on: Mapped[date | None]
    dated_fr: Mapped[str] = mapped_column(default="")
    dated_en: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="fr")
    state: Mapped[str] = mapped_column(default="draft")
    publish_when_ready: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    consent_note: Mapped[str] = mapped_column(default="", server_default="")
    consent_noted_on: Mapped[date | None]
    is_synthetic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    leader: Mapped[Leader] = relationship(lazy="raise")
    party: Mapped[Party] = relationship(lazy="raise")
    campaign: Mapped[Campaign | None] = relationship(lazy="raise")
    recording: Mapped[Recording | None] = relationship(back_populates="interview", lazy="raise")

    @hybrid_property
    def is_set_aside(self) -> bool:
        """Whether it was taken back before it was ever public: for the public it does not exist."""
        return self.state == "withdrawn" and self.published_at is None

    @is_set_aside.inplace.expression
    @classmethod
    def _is_set_aside_sql(cls) -> ColumnElement[bool]:
        return and_(cls.state == "withdrawn", cls.published_at.is_(None))
