"""Mentions: pages elsewhere that say they link to ours, looked at by a machine and let in by a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Model, now, one_of
from app.models.interview import Interview

MENTION_PROTOCOLS = ("webmention", "pingback")
MENTION_STATES = ("waiting", "found", "shown", "refused", "gone", "failed")


class Mention(Model):
    """A page elsewhere that links to one of ours.

    `waiting`: to be looked at by the machine; `found`: the link is there, a curator decides; `shown`,
    `refused`: decided; `gone`: the page or its link went away; `failed`: it can't be looked at, and
    `failure_code` says why. `target_path` is the page of ours; `passage_id` or `clip_id` where it is one.
    `status_key` names the mention to who sent it. `try_count` is of the looks since it was last sent or
    asked for; `looked_at` is when the last one began.
    """

    __tablename__ = "mentions"
    __table_args__ = (
        UniqueConstraint("source_url", "target_path"),
        UniqueConstraint("status_key"),
        CheckConstraint(one_of("protocol", MENTION_PROTOCOLS), name="protocol"),
        CheckConstraint(one_of("state", MENTION_STATES), name="state"),
        CheckConstraint("state <> 'failed' OR failure_code <> ''", name="failure"),
        Index("ix_mentions_interview_id_state", "interview_id", "state"),
        Index("ix_mentions_source_host_looked_at", "source_host", "looked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    status_key: Mapped[str]
    source_url: Mapped[str]
    source_host: Mapped[str]
    target_path: Mapped[str]
    interview_id: Mapped[int] = mapped_column(ForeignKey("interviews.id"))
    passage_id: Mapped[str | None] = mapped_column(index=True)
    clip_id: Mapped[str | None] = mapped_column(ForeignKey("clips.id"), index=True)
    protocol: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    title: Mapped[str] = mapped_column(default="")
    try_count: Mapped[int] = mapped_column(default=0)
    failure_code: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(default=now)
    next_look_at: Mapped[datetime | None] = mapped_column(default=now, index=True)
    looked_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curators.id"))

    interview: Mapped[Interview] = relationship(lazy="raise")


class RefusedHost(Model):
    """A host of which curators want no mentions any more."""

    __tablename__ = "refused_hosts"

    host: Mapped[str] = mapped_column(primary_key=True)
    refused_at: Mapped[datetime] = mapped_column(default=now)
    curator_id: Mapped[int] = mapped_column(ForeignKey("curators.id"))
