"""Leaders, parties, and who headed which party from when to when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model


class Party(Model):
    """A political party."""

    __tablename__ = "parties"
    __table_args__ = (
        CheckConstraint("colour IS NULL OR length(colour) = 7", name="colour"),
        UniqueConstraint("name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    colour: Mapped[str | None]
    is_synthetic: Mapped[bool] = mapped_column(default=False)

    leaderships: Mapped[list[Leadership]] = relationship(back_populates="party", lazy="raise")


class Leader(Model):
    """A person who heads, or headed, a party."""

    __tablename__ = "leaders"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    is_synthetic: Mapped[bool] = mapped_column(default=False)

    leaderships: Mapped[list[Leadership]] = relationship(
        back_populates="leader", lazy="raise", order_by="Leadership.from_on"
    )


class Leadership(Model):
    """A leader heads a party from a day to a day; an unknown day is null."""

    __tablename__ = "leaderships"
    __table_args__ = (
        UniqueConstraint("leader_id", "party_id", "from_on"),
        CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leaders.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")

    leader: Mapped[Leader] = relationship(back_populates="leaderships", lazy="raise")
    party: Mapped[Party] = relationship(back_populates="leaderships", lazy="raise")
