"""Somebody wants a file of a clip: it is made once, by a worker, and kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Refused
from app.errors import translatable as _
from app.models import Clip, ClipFile
from app.models.base import now
from app.services.clips.clip_file_plan import VIDEO_KINDS, ClipFilePlan, plan_clip_files
from app.services.clips.clip_finding import find_clip
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.showing.reader import Reader

# Some minutes of work: who comes after that is told to wait instead of being forgotten. Each has its own
# room, so that videos, ten times the work, never take that of the sounds.
MOST_SOUNDS_WAITING = 40
MOST_VIDEOS_WAITING = 20
# The one that every device plays, and that is made in a second.
SOUND_KIND = "m4a"


def ask_clip_file(reader: Reader, clip_id: str, kind: str, languages: Sequence[str]) -> ClipFile:
    """Put a file of a clip in line, unless it is made or in line already; one that failed is tried anew.

    Raises
    ------
    NotFound, ClipWithdrawn, InterviewWithdrawn
        The clip is not public, or not any more.
    Refused
        There is no such file of this clip, or too many files wait.
    """
    plan = plan_clip_files(reader, find_clip(reader.session, clip_id), languages).get(kind)
    if plan is None:
        raise Refused(_("Cet extrait n'a pas de fichier de cette sorte."))
    known = find_row(reader.session, clip_id, plan)
    if known is not None and known.state != "failed":
        return known
    if not has_room(reader.session, kind):
        raise Refused(
            _("Trop de fichiers d'extraits attendent leur tour en ce moment. Revenez dans quelques minutes.")
        )
    if known is None:
        return put_in_line(reader.session, clip_id, plan)
    known.state, known.failure_code, known.progress, known.crash_count = "waiting", "", 0.0, 0
    known.asked_at, known.finished_at = now(), None
    reader.session.flush()
    return known


def make_clip_with_sound(
    reader: Reader, interview_slug: str, first: WordAddress, last: WordAddress, languages: Sequence[str]
) -> Clip:
    """Keep words as a clip, and have its sound made: cards on other sites play it. Raises as `make_clip`.

    The sound of a new clip always has room: it is made in a second, and clips are counted at the gate.
    """
    clip = make_clip(reader.session, interview_slug, first, last)
    plan = plan_clip_files(reader, find_clip(reader.session, clip.id), languages)[SOUND_KIND]
    if find_row(reader.session, clip.id, plan) is None:
        put_in_line(reader.session, clip.id, plan)
    return clip


def put_in_line(session: Session, clip_id: str, plan: ClipFilePlan) -> ClipFile:
    """Add the row that workers look for; of two who ask at once, both get the same."""
    row = ClipFile(clip_id=clip_id, kind=plan.kind, made_of=plan.made_of)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        known = find_row(session, clip_id, plan)
        if known is None:
            raise
        return known
    return row


def find_row(session: Session, clip_id: str, plan: ClipFilePlan) -> ClipFile | None:
    """Return the file of that plan, whatever its state."""
    return session.scalar(
        select(ClipFile).where(
            ClipFile.clip_id == clip_id, ClipFile.kind == plan.kind, ClipFile.made_of == plan.made_of
        )
    )


def has_room(session: Session, kind: str) -> bool:
    """Whether another file of that kind may be put in line: it has its room with those of its sort."""
    is_video = kind in VIDEO_KINDS
    of_sort = ClipFile.kind.in_(VIDEO_KINDS) if is_video else ClipFile.kind.not_in(VIDEO_KINDS)
    query = select(func.count(ClipFile.id)).where(ClipFile.state.in_(("waiting", "processing")), of_sort)
    return (session.scalar(query) or 0) < (MOST_VIDEOS_WAITING if is_video else MOST_SOUNDS_WAITING)
