"""Tells a recording from other files by its first bytes, with the standard library only.

Most wrong files end here and never meet a decoder.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from transcription.media_mpeg_frames import starts_adts_sound, starts_mpeg_sound
from transcription.media_values import MediaRefused

HEAD_BYTES = 8192
_CLASSIC_QUICKTIME_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_STILL_PICTURE_BRANDS = (
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
    b"crx ",
)
_RECORDINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
    (b"caff", "caf"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
)
_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"#EXTM3U", "playlist"),
    (b"ffconcat", "playlist"),
    (b"[playlist]", "playlist"),
    (b"WEBVTT", "subtitles"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"%PDF", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"{\\rtf", "document"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"MThd", "score"),
)
_OTHER_CONTAINERS: tuple[tuple[bytes, str], ...] = (
    (b"FLV", "flv"),
    (b"\x00\x00\x01\xba", "mpeg-ps"),
    (b".RMF", "realmedia"),
    (b"wvpk", "wavpack"),
    (b"MAC ", "monkeys-audio"),
    (b".snd", "au"),
)


def container_of(path: Path) -> str:
    """Return the container of a recording, as `media_allow_list.DEMUXERS` names it.

    Raises
    ------
    MediaRefused
        `empty`, `not_a_recording` (with `seen`: what it seems to be) or `container_not_allowed`.
    """
    if not path.is_file():
        raise MediaRefused("not_a_recording", seen="not a regular file")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if not head:
            raise MediaRefused("empty")
        container = _container_of_head(head, file)
    if container is not None:
        return container
    _refuse_by_name(head)
    raise MediaRefused("not_a_recording", seen="text" if _looks_like_text(head) else "unknown")


def _container_of_head(head: bytes, file: BinaryIO) -> str | None:
    if head[4:8] == b"ftyp":
        if head[8:12] in _STILL_PICTURE_BRANDS:
            raise MediaRefused("not_a_recording", seen="picture")
        return "mov"
    if head[4:8] in _CLASSIC_QUICKTIME_ATOMS:
        return "mov"
    for signature, container in _RECORDINGS:
        if head.startswith(signature):
            return container
    return _chunked_container(head) or _elementary_container(head, file)


def _chunked_container(head: bytes) -> str | None:
    outer, kind = head[:4], head[8:12]
    if outer in (b"RIFF", b"RF64"):
        return {b"WAVE": "wav", b"AVI ": "avi"}.get(kind)
    return "aiff" if outer == b"FORM" and kind in (b"AIFF", b"AIFC") else None


def _elementary_container(head: bytes, file: BinaryIO) -> str | None:
    """Recognise sound without a container, possibly behind an ID3 tag."""
    if head.startswith(b"ID3") and len(head) >= 10:
        tag_bytes = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
        )
        file.seek(tag_bytes)
        head = file.read(HEAD_BYTES)
        if head.startswith(b"fLaC"):
            return "flac"
        # Some recorders pad between the tag and the first frame.
        head = head.lstrip(b"\x00")
    if starts_adts_sound(head):
        return "aac"
    return "mp3" if starts_mpeg_sound(head) else None


def _refuse_by_name(head: bytes) -> None:
    text_start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, seen in _OTHER_FILES:
        if head.startswith(signature) or text_start.startswith(signature):
            raise MediaRefused("not_a_recording", seen=seen)
    if head[8:12] == b"WEBP":
        raise MediaRefused("not_a_recording", seen="picture")
    if text_start[:1] == b"<":
        raise MediaRefused("not_a_recording", seen="picture" if b"<svg" in head.lower() else "web page")
    for signature, container in _OTHER_CONTAINERS:
        if head.startswith(signature):
            raise MediaRefused("container_not_allowed", container=container)
    if len(head) > 376 and all(head[at] == 0x47 for at in (0, 188, 376)):
        raise MediaRefused("container_not_allowed", container="mpeg-ts")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in head and sum(byte < 9 for byte in head) == 0
