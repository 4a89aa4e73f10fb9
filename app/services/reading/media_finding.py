"""Finds the media files that the public may have, and those that curators hear before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Recording
from app.services.reading.public_interviews import InterviewWithdrawn


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A stored file; `download_name` is set for originals, which are saved rather than shown."""

    media_key: str
    sha256: str
    download_name: str | None


def find_original(session: Session, sha256: str, suffix: str) -> MediaFile:
    """Return the original with that hash.

    Raises
    ------
    NotFound
        There is none, or its interview is not public.
    InterviewWithdrawn
        Its interview was withdrawn.
    """
    recording = _public_recording(session, sha256)
    if PurePosixPath(recording.media_key).suffix != suffix:
        raise _not_found()
    return MediaFile(recording.media_key, recording.sha256, recording.original_filename)


def find_rendition(session: Session, sha256: str, kind: str, suffix: str) -> MediaFile:
    """Return a rendition of the recording with that hash; raises as `find_original`."""
    return _rendition(_public_recording(session, sha256), kind, suffix)


def find_studio_rendition(session: Session, sha256: str, kind: str, suffix: str) -> MediaFile:
    """Return a rendition for curators, whatever the state of its interview; raises NotFound."""
    recording = session.scalars(
        select(Recording).where(Recording.sha256 == sha256).options(selectinload(Recording.renditions))
    ).one_or_none()
    if recording is None:
        raise _not_found()
    return _rendition(recording, kind, suffix)


def _rendition(recording: Recording, kind: str, suffix: str) -> MediaFile:
    for one in recording.renditions:
        if one.kind == kind and PurePosixPath(one.media_key).suffix == suffix:
            return MediaFile(one.media_key, one.sha256, None)
    raise _not_found()


def _public_recording(session: Session, sha256: str) -> Recording:
    recording = session.scalars(
        select(Recording)
        .where(Recording.sha256 == sha256)
        .options(
            joinedload(Recording.interview).joinedload(Interview.leader), selectinload(Recording.renditions)
        )
    ).one_or_none()
    if recording is None:
        raise _not_found()
    if recording.interview.state == "withdrawn" and not recording.interview.is_set_aside:
        raise InterviewWithdrawn(recording.interview)
    if recording.interview.state != "published":
        raise _not_found()
    return recording


def _not_found() -> NotFound:
    return NotFound(_("Il n'y a pas de fichier public à cette adresse."))
