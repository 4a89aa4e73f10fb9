"""Forgets files of clips: former ones, and the oldest videos where there are many."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ClipFile
from app.services.clips.clip_file_plan import VIDEO_KINDS

# Some 400 videos of three minutes, or 4000 of fifteen seconds; any of them can be made again. Sounds are a
# tenth of that, and bounded as the clips are.
MOST_VIDEO_BYTES = 4 * 1024**3


def forget_clip_files(session: Session, rows: Sequence[ClipFile]) -> list[str]:
    """Forget files; return their keys, for the store to remove after the commit."""
    keys = [one.media_key for one in rows if one.media_key is not None]
    for one in rows:
        session.delete(one)
    session.flush()
    return keys


def forget_oldest_videos(session: Session) -> list[str]:
    """Forget the videos made longest ago that all together are too large; return the keys to remove."""
    videos = session.scalars(
        select(ClipFile)
        .where(ClipFile.kind.in_(VIDEO_KINDS), ClipFile.state == "ready")
        .order_by(ClipFile.finished_at.desc(), ClipFile.id.desc())
    )
    too_many, held = [], 0
    for number, one in enumerate(videos):
        held += one.size_bytes or 0
        # The one made last is there for whoever waits for it, however large it is.
        if number > 0 and held > MOST_VIDEO_BYTES:
            too_many.append(one)
    return forget_clip_files(session, too_many)
