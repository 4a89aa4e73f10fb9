"""Follows a clip's file from its beginning to its place in the store, and takes away what nobody may have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from app.errors import NotFound, Withdrawn
from app.models import Clip, ClipFile, Interview, Revision
from app.models.base import now
from app.renditions.clip_audio import FORMATS
from app.renditions.clip_frame import SHAPES
from app.renditions.clip_video import FILE_SUFFIX, MEDIA_TYPE
from app.services.clips.clip_file_asking import find_row, has_room, put_in_line
from app.services.clips.clip_file_forgetting import forget_clip_files, forget_oldest_videos
from app.services.clips.clip_file_plan import ClipFilePlan, plan_clip_files
from app.services.clips.clip_finding import AnchoredClip, find_clip
from app.services.intake.recording_intake import file_sha256
from app.services.showing.reader import Reader
from app.storage.media_store import MediaStore

# Who corrects a page saves it sentence by sentence: its clips are made anew once that is over.
QUIET_SECONDS = 60.0
MOST_AT_ONCE = 20
# Names, parties, days and places leave no revision: each file is compared anew after a while, to free room.
# A former file is not served meanwhile, so that a day is soon enough.
COMPARED_EVERY_SECONDS = 86_400.0


def begin_clip_file(
    reader: Reader, file_id: int, languages: Sequence[str]
) -> tuple[AnchoredClip, ClipFilePlan] | None:
    """Mark a file as being made, of what the text says now; None where nobody may have it any more."""
    session = reader.session
    row = session.get(ClipFile, file_id)
    if row is None or row.state in ("ready", "failed"):
        return None
    plans = _plans(reader, row.clip_id, languages)
    if plans is None or row.kind not in plans[1]:
        session.delete(row)
        return None
    found, plan = plans[0], plans[1][row.kind]
    if row.made_of != plan.made_of:
        if find_row(session, row.clip_id, plan) is not None:
            session.delete(row)
            return None
        row.made_of = plan.made_of
    row.state, row.progress, row.compared_at = "processing", 0.0, now()
    session.flush()
    return found, plan


def keep_clip_file(session: Session, store: MediaStore, file_id: int, path: Path) -> list[str]:
    """Put a finished file into the store and mark it ready; return the keys of those it replaces.

    The key carries the hash of the file itself, so an address once given always means the same bytes. Files
    of a former text are forgotten; their keys are for the store to remove after the commit.
    """
    row = session.get(ClipFile, file_id)
    if row is None:
        return []
    row.sha256 = file_sha256(path)
    row.media_key = f"clips/{row.clip_id}/{row.kind.replace('_', '-')}-{row.sha256[:16]}{suffix_of(row.kind)}"
    store.put(row.media_key, path)
    shape = SHAPES.get(row.kind)
    row.media_type = MEDIA_TYPE if shape else FORMATS[row.kind].media_type
    row.width_pixels, row.height_pixels = (shape.width, shape.height) if shape else (None, None)
    row.size_bytes, row.state, row.progress, row.finished_at = path.stat().st_size, "ready", 1.0, now()
    former = session.scalars(
        select(ClipFile).where(
            ClipFile.clip_id == row.clip_id,
            ClipFile.kind == row.kind,
            ClipFile.id != row.id,
            ClipFile.state.in_(("ready", "failed")),
        )
    ).all()
    keys = forget_clip_files(session, former) + forget_oldest_videos(session)
    return [key for key in keys if key != row.media_key]


def fail_clip_file(session: Session, file_id: int, code: str) -> None:
    """Say why a file can't be made; `code` is a key of failure_sentences."""
    row = session.get(ClipFile, file_id)
    if row is not None and row.state != "ready":
        row.state, row.failure_code, row.finished_at = "failed", code, now()


def suffix_of(kind: str) -> str:
    """Return the ending of the files of a kind."""
    return FILE_SUFFIX if kind in SHAPES else FORMATS[kind].suffix


def outdated_clip_files(session: Session) -> list[int]:
    """Return the files to look at again, a bounded number: their text changed, they are not public now, or
    they were not compared for a while.
    """
    query = select(ClipFile.id).join(Clip, ClipFile.clip_id == Clip.id).join(Interview)
    settled = ClipFile.state.in_(("ready", "failed"))
    oldest_first = query.where(settled, _needs_a_look()).order_by(ClipFile.compared_at, ClipFile.id)
    return list(session.scalars(oldest_first.limit(MOST_AT_ONCE)))


def renew_clip_file(reader: Reader, file_id: int, languages: Sequence[str]) -> list[str]:
    """Forget a file that is a former one now, and put the present one in line; return keys to remove.

    Where nobody may have it, or too many wait, it is forgotten only: who wants it asks for it again.
    """
    session = reader.session
    row = session.get(ClipFile, file_id)
    if row is None or row.state not in ("ready", "failed"):
        return []
    plans = _plans(reader, row.clip_id, languages)
    plan = plans[1].get(row.kind) if plans is not None else None
    if plan is not None and row.made_of == plan.made_of:
        row.compared_at = now()
        return []
    is_wanted = plan is not None and row.state == "ready" and has_room(session, row.kind)
    if plan is not None and is_wanted and find_row(session, row.clip_id, plan) is None:
        put_in_line(session, row.clip_id, plan)
    return forget_clip_files(session, [row])


def _needs_a_look() -> ColumnElement[bool]:
    changed = exists().where(
        Revision.transcript_id == Clip.transcript_id,
        Revision.created_at > ClipFile.compared_at,
        Revision.created_at < now() - timedelta(seconds=QUIET_SECONDS),
    )
    is_long_ago = ClipFile.compared_at < now() - timedelta(seconds=COMPARED_EVERY_SECONDS)
    return or_(Clip.withdrawn_at.is_not(None), Interview.state != "published", changed, is_long_ago)


def _plans(
    reader: Reader, clip_id: str, languages: Sequence[str]
) -> tuple[AnchoredClip, dict[str, ClipFilePlan]] | None:
    try:
        found = find_clip(reader.session, clip_id)
    except (NotFound, Withdrawn):
        return None
    return found, dict(plan_clip_files(reader, found, languages))
