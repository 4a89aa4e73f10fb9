"""Finds a file of a clip that the public may have."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.timecode import format_timecode
from app.errors import NotFound
from app.errors import translatable as _
from app.models import ClipFile, Interview
from app.services.clips.clip_file_keeping import suffix_of
from app.services.clips.clip_finding import find_clip
from app.services.reading.media_finding import MediaFile


def find_clip_file(session: Session, clip_id: str, kind: str) -> MediaFile:
    """Return the file made last of that kind: while another is made for a corrected text, the one before.

    Raises
    ------
    NotFound
        No such clip, or nobody asked for that file yet.
    ClipWithdrawn, InterviewWithdrawn
        The clip was public, and it or its interview was withdrawn.
    """
    found = find_clip(session, clip_id)
    row = session.scalars(
        select(ClipFile)
        .where(ClipFile.clip_id == clip_id, ClipFile.kind == kind, ClipFile.state == "ready")
        .order_by(ClipFile.finished_at.desc())
    ).first()
    if row is None or row.media_key is None:
        raise NotFound(_("Ce fichier n'est pas encore fait. Demandez-le sur la page de l'extrait."))
    return MediaFile(row.media_key, row.sha256, _name(found.interview, found.start_seconds, kind))


def _name(interview: Interview, start_seconds: float, kind: str) -> str:
    """Return a name that says in a folder whose words these are, when they were said, and where in it."""
    day = interview.recorded_on.isoformat() if interview.recorded_on else ""
    moment = format_timecode(start_seconds).replace(":", "-")
    return " ".join(one for one in (interview.leader.name, day, moment) if one) + suffix_of(kind)
