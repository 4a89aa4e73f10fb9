"""Room for one more mention to look at: pages that came to nothing so far never keep new ones out."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.errors import translatable as _
from app.models import Mention
from app.services.mentions.mention_refused import MentionRefused

MOST_WAITING = 1000
MOST_OF_HOST = 50


def make_room(session: Session, host: str) -> None:
    """See that one more mention of a host finds room; those that wait to be tried again give way to it.

    Raises
    ------
    MentionRefused
        Too many pages of this host, or of all, are not looked at or not decided yet.
    """
    undecided = Mention.state.in_(("waiting", "found"))
    if not _has_room(session, undecided & (Mention.source_host == host), MOST_OF_HOST):
        raise MentionRefused(
            "crowd",
            _("Trop de mentions de %(host)s attendent déjà : réessayez dans quelques jours."),
            host=host,
        )
    if not _has_room(session, Mention.state == "waiting", MOST_WAITING):
        raise MentionRefused("crowd", _("Trop de mentions attendent déjà : réessayez demain."))


def _has_room(session: Session, counted: ColumnElement[bool], most: int) -> bool:
    """Tell whether one more finds room, once those whose last look is the longest ago were given up."""
    surplus = (session.scalar(select(func.count(Mention.id)).where(counted)) or 0) + 1 - most
    if surplus <= 0:
        return True
    given_up = session.scalars(
        select(Mention)
        # Without a failure the first look is under way.
        .where(counted, Mention.state == "waiting", Mention.try_count > 0, Mention.failure_code != "")
        .order_by(Mention.looked_at, Mention.id)
        .limit(surplus)
        .with_for_update(skip_locked=True)
    ).all()
    for one in given_up:
        one.state, one.next_look_at = "failed", None
    session.flush()
    return len(given_up) == surplus
