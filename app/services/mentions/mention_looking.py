"""Looks at the pages that say they cite ours: the row is taken for a while, looked at, and written again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session, aliased

from app.database import Database
from app.domain.mention_outcome import WAITS_MINUTES, Look, outcome_of
from app.domain.mention_target import parse_target_path
from app.models import Mention
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.mentions.mention_page import look_for_link
from app.services.mentions.mention_visit import PageVisitor, VisitFailed

# Longer than any look: one whose process died is taken up by another.
LEASE = timedelta(minutes=2)
# No host sees us more often, however many pages are said to be there.
HOST_PAUSE = timedelta(seconds=15)
KEPT_FAILED = timedelta(days=30)
MOST_FAILED = 5000


@dataclass(frozen=True, slots=True)
class TakenMention:
    """A mention to look at now."""

    id: int
    source_url: str
    target_path: str


def look_at_next(database: Database, visitor: PageVisitor, public_url: str) -> bool:
    """Look at the mention that is due, if any; tells whether there was one. The network is asked outside of
    any transaction.
    """
    with database.read() as session:
        if session.scalars(_due(now())).first() is None:
            return False
    with database.write() as session:
        taken = take_next(session, now())
    if taken is None:
        return False
    look = look_at(visitor, taken, public_url)
    with database.write() as session:
        note_look(session, taken.id, look, now())
    return True


def take_next(session: Session, at: datetime) -> TakenMention | None:
    """Take the mention that is due the longest, so that nobody else looks at it meanwhile; first looks come
    before second ones.
    """
    mention = session.scalars(_due(at).with_for_update(skip_locked=True, of=Mention)).first()
    if mention is None:
        return None
    mention.try_count += 1
    mention.looked_at, mention.next_look_at = at, at + LEASE
    if mention.try_count > len(WAITS_MINUTES) + 2:
        # Whoever looks at it dies, time after time.
        note_look(session, mention.id, Look("unreadable"), at)
        return None
    session.flush()
    return TakenMention(mention.id, mention.source_url, mention.target_path)


def look_at(visitor: PageVisitor, taken: TakenMention, public_url: str) -> Look:
    """Visit the page and tell whether it links to the target."""
    target = parse_target_path(taken.target_path)
    if target is None:
        return Look("no_link")
    try:
        return look_for_link(visitor.visit(taken.source_url), target, public_url)
    except VisitFailed as failed:
        return Look(failed.code, is_passing=failed.is_passing)


def note_look(session: Session, mention_id: int, look: Look, at: datetime) -> None:
    """Write down what was seen; what a curator decided meanwhile stands."""
    mention = session.get(Mention, mention_id)
    if mention is None:
        return
    was_shown = mention.state == "shown"
    outcome = outcome_of(mention.state, mention.title, look, mention.try_count, at)
    mention.state, mention.title = outcome.state, outcome.title
    mention.failure_code, mention.next_look_at = outcome.failure_code, outcome.next_look_at
    if was_shown and mention.state != "shown":
        mention.decided_at = mention.curator_id = None
        details = {"address": mention.source_url, "reason": outcome.failure_code}
        write_audit(session, "machine", "mention.taken_off", f"mention:{mention.id}", details)
    session.flush()


def forget_failed(session: Session, at: datetime) -> None:
    """Forget those that came to nothing long ago, and all but the latest of the others."""
    failed = Mention.state == "failed"
    session.execute(delete(Mention).where(failed, Mention.looked_at < at - KEPT_FAILED))
    latest_first = select(Mention.id).where(failed).order_by(Mention.looked_at.desc(), Mention.id.desc())
    session.execute(delete(Mention).where(Mention.id.in_(latest_first.offset(MOST_FAILED))))


def _due(at: datetime) -> Select[Mention]:
    other = aliased(Mention)
    host_was_asked = exists().where(
        other.source_host == Mention.source_host, other.looked_at > at - HOST_PAUSE
    )
    return (
        select(Mention)
        .where(Mention.next_look_at <= at, ~host_was_asked)
        # Pages that came to nothing so far never hold up those not looked at yet.
        .order_by(Mention.try_count > 0, Mention.next_look_at, Mention.id)
        .limit(1)
    )
