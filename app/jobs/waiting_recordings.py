"""Which recordings wait for a worker, or are in one's hands; and which are to be heard again."""

from __future__ import annotations

from sqlalchemy import select

from app.database import Database
from app.models import HearingAgain, Interview, Recording


def unfinished_recordings(database: Database) -> list[tuple[int, int]]:
    """Return the id and attempt of each, oldest first; those that were set aside wait for nobody."""
    with database.read() as session:
        rows = session.execute(
            select(Recording.id, Recording.attempt)
            .join(Interview, Recording.interview_id == Interview.id)
            .where(Recording.state.in_(("waiting", "processing")), ~Interview.is_set_aside)
            .order_by(Recording.id)
        )
        return [(row.id, row.attempt) for row in rows]


def unfinished_hearings(database: Database) -> list[int]:
    """Return the ids of the wishes to hear again that no worker is done with, oldest first."""
    with database.read() as session:
        query = select(HearingAgain.id).where(HearingAgain.state.in_(("waiting", "processing")))
        return list(session.scalars(query.order_by(HearingAgain.id)))


def is_idle(database: Database) -> bool:
    """Whether nothing waits or is being processed."""
    return not unfinished_recordings(database) and not unfinished_hearings(database)
