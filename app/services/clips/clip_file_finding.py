"""Finds a file of a clip that the public may have."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.timecode import format_timecode
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview
from app.services.clips.clip_file_asking import find_row
from app.services.clips.clip_file_keeping import suffix_of
from app.services.clips.clip_file_plan import plan_clip_files
from app.services.clips.clip_finding import find_clip
from app.services.reading.media_finding import MediaFile
from app.services.showing.reader import Reader


def find_clip_file(reader: Reader, clip_id: str, kind: str, languages: Sequence[str]) -> MediaFile:
    """Return the file of that kind that says what is so now: a former name or text is never given out.

    Raises
    ------
    NotFound
        No such clip, or nobody asked for that file yet as it would be now.
    ClipWithdrawn, InterviewWithdrawn
        The clip was public, and it or its interview was withdrawn.
    """
    found = find_clip(reader.session, clip_id)
    plan = plan_clip_files(reader, found, languages).get(kind)
    row = find_row(reader.session, clip_id, plan) if plan is not None else None
    if row is None or row.media_key is None:
        raise NotFound(_("Ce fichier n'est pas encore fait. Demandez-le sur la page de l'extrait."))
    return MediaFile(row.media_key, row.sha256, _name(found.interview, found.start_seconds, kind))


def _name(interview: Interview, start_seconds: float, kind: str) -> str:
    """Return a name that says in a folder whose words these are, when they were said, and where in it."""
    day = interview.recorded_on.isoformat() if interview.recorded_on else ""
    moment = format_timecode(start_seconds).replace(":", "-")
    return " ".join(one for one in (interview.leader.name, day, moment) if one) + suffix_of(kind)
