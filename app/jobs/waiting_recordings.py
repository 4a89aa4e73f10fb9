"""Which recordings wait for a worker, or are in one's hands."""

from __future__ import annotations

from sqlalchemy import select

from app.database import Database
from app.models import Interview, Recording


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


def is_idle(database: Database) -> bool:
    """Whether no recording waits or is being processed."""
    return not unfinished_recordings(database)
