"""What waits for a worker, or is in one's hands: recordings, hearings, files of clips."""

from __future__ import annotations

from sqlalchemy import select

from app.database import Database
from app.models import ClipFile, HearingAgain, Interview, Recording
from app.services.clips.clip_file_keeping import outdated_clip_files


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


def unfinished_clip_files(database: Database) -> list[tuple[int, int, str]]:
    """Return the files of clips that no worker is done with: id, when it was asked for, kind; oldest first.

    The instant is in milliseconds: a file that is asked for anew is another piece of work.
    """
    with database.read() as session:
        query = select(ClipFile.id, ClipFile.asked_at, ClipFile.kind)
        waiting = query.where(ClipFile.state.in_(("waiting", "processing")))
        rows = session.execute(waiting.order_by(ClipFile.asked_at, ClipFile.id))
        return [(row.id, round(row.asked_at.timestamp() * 1000), row.kind) for row in rows]


def outdated_files(database: Database) -> list[int]:
    """Return the ids of the files of clips to look at again: other text or credits, or not public now."""
    with database.read() as session:
        return outdated_clip_files(session)


def is_idle(database: Database) -> bool:
    """Whether nothing waits or is being processed."""
    return not (
        unfinished_recordings(database)
        or unfinished_hearings(database)
        or unfinished_clip_files(database)
        or outdated_files(database)
    )
