"""Campaigns, the invitations sent to leaders in them, and sourced facts about both."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, one_of
from app.models.leader import Leader, Party

INVITATION_STATES = ("sent", "accepted", "declined", "unanswered")
CONFIDENCES = ("A", "B", "C")


class Campaign(Model):
    """An electoral campaign; it ends on a polling day."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    summary_fr: Mapped[str] = mapped_column(default="")
    summary_en: Mapped[str] = mapped_column(default="")
    polling_on: Mapped[date]
    is_synthetic: Mapped[bool] = mapped_column(default=False)

    invitations: Mapped[list[Invitation]] = relationship(back_populates="campaign", lazy="raise")
    facts: Mapped[list[Fact]] = relationship(back_populates="campaign", lazy="raise")


class Invitation(Model):
    """That a leader was asked for an interview in a campaign, and what came of it."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("campaign_id", "leader_id"),
        CheckConstraint(one_of("state", INVITATION_STATES), name="state"),
        CheckConstraint("answered_on IS NULL OR sent_on IS NULL OR answered_on >= sent_on", name="order"),
        CheckConstraint("state IN ('accepted', 'declined') OR answered_on IS NULL", name="answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leaders.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    state: Mapped[str]
    sent_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    note_fr: Mapped[str] = mapped_column(default="")
    note_en: Mapped[str] = mapped_column(default="")

    campaign: Mapped[Campaign] = relationship(back_populates="invitations", lazy="raise")
    leader: Mapped[Leader] = relationship(lazy="raise")
    party: Mapped[Party] = relationship(lazy="raise")


class Fact(Model):
    """A statement about a campaign, or a leader in it, with its source and how sure it is.

    Confidence: A said by the page named, B deduced from it, C from a source of low trust.
    """

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("campaign_id", "position"),
        CheckConstraint(one_of("confidence", CONFIDENCES), name="confidence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("leaders.id"))
    position: Mapped[int]
    dated: Mapped[str] = mapped_column(default="")
    text_fr: Mapped[str]
    text_en: Mapped[str]
    source: Mapped[str]
    confidence: Mapped[str]

    campaign: Mapped[Campaign] = relationship(back_populates="facts", lazy="raise")
    leader: Mapped[Leader | None] = relationship(lazy="raise")
