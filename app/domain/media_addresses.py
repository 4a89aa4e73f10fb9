"""Where the files of an interview are on the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlencode

# The pictures of a clip, by shape and language of what is written around its words.
SHARE_PICTURE_NAMES: Mapping[tuple[str, str], str] = {
    ("wide", "fr"): "carte-large",
    ("tall", "fr"): "carte-haute",
    ("wide", "en"): "wide-card",
    ("tall", "en"): "tall-card",
}

# The files of a clip, by kind.
CLIP_FILE_NAMES: Mapping[str, str] = {
    "m4a": "son.m4a",
    "mp3": "son.mp3",
    "opus": "son.opus",
    "tall_video": "vertical.mp4",
    "wide_video": "large.mp4",
}


def original_path(sha256: str, media_key: str) -> str:
    """Return the address of an original; its suffix is the stored key's."""
    return f"/media/originals/{sha256}{PurePosixPath(media_key).suffix}"


def rendition_path(recording_sha256: str, kind: str, media_key: str) -> str:
    """Return the address of a rendition of a recording."""
    return f"/media/{recording_sha256}/{kind}{PurePosixPath(media_key).suffix}"


def transcript_path(interview_slug: str, suffix: str) -> str:
    """Return the address of a transcript: `suffix` is json, vtt, srt or txt."""
    return f"/api/v1/interviews/{interview_slug}/transcript.{suffix}"


def share_picture_path(clip_id: str, shape: str, language: str, **parameters: str | int) -> str:
    """Return the address of a picture of a clip: `shape` is wide or tall.

    Other sites keep a picture by its address: a parameter `v` makes another one of it when the text changed;
    `w` asks for a smaller width.
    """
    path = f"/media/extraits/{clip_id}/{SHARE_PICTURE_NAMES[shape, language]}.png"
    return f"{path}?{urlencode(parameters)}" if parameters else path


def clip_file_path(clip_id: str, kind: str) -> str:
    """Return the address of a file of a clip."""
    return f"/media/extraits/{clip_id}/{CLIP_FILE_NAMES[kind]}"
