"""Where the files of an interview are on the site."""

from __future__ import annotations

from pathlib import PurePosixPath


def original_path(sha256: str, media_key: str) -> str:
    """Return the address of an original; its suffix is the stored key's."""
    return f"/media/originals/{sha256}{PurePosixPath(media_key).suffix}"


def rendition_path(recording_sha256: str, kind: str, media_key: str) -> str:
    """Return the address of a rendition of a recording."""
    return f"/media/{recording_sha256}/{kind}{PurePosixPath(media_key).suffix}"


def transcript_path(interview_slug: str, suffix: str) -> str:
    """Return the address of a transcript: `suffix` is json, vtt, srt or txt."""
    return f"/api/v1/interviews/{interview_slug}/transcript.{suffix}"
