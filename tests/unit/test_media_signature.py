"""First bytes tell a recording from anything else, without a decoder."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcription.media_allow_list import DEMUXERS
from transcription.media_signature import container_of
from transcription.media_values import MediaRefused

MPEG_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
ADTS_FRAME = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\0\0\0\x18ftyp3gp4", "mov"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "mov"),
        (b"\x1a\x45\xdf\xa3" + bytes(30), "matroska"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "wav"),
        (b"RIFF\0\0\0\0AVI LIST", "avi"),
        (b"FORM\0\0\0\0AIFC", "aiff"),
        (b"#!AMR-WB\n", "amr"),
        (MPEG_FRAME * 2, "mp3"),
        (ADTS_FRAME * 2, "aac"),
        (b"ID3\x03\0\0\0\0\0\x04abcd" + MPEG_FRAME * 2, "mp3"),
        (b"ID3\x03\0\0\0\0\0\x04abcd" + bytes(100) + MPEG_FRAME * 2, "mp3"),
        (b"ID3\x03\0\0\0\0\0\x04abcdfLaC", "flac"),
    ],
)
def test_recordings_are_known_by_their_first_bytes(tmp_path: Path, head: bytes, container: str) -> None:
    (tmp_path / "x").write_bytes(head)
    assert container_of(tmp_path / "x") == container


@pytest.mark.parametrize(
    ("head", "seen"),
    [
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\xef\xbb\xbf#EXTM3U\n", "playlist"),
        (b"\n\n  #EXTM3U\n", "playlist"),
        (b"<?xml version='1.0'?><svg/>", "picture"),
        (b"%PDF-1.7", "document"),
        (b"ID3\x03\0\0\0\0\0\x04abcd#EXTM3U", "unknown"),
        (MPEG_FRAME, "unknown"),
    ],
)
def test_other_files_are_refused_for_what_they_seem_to_be(tmp_path: Path, head: bytes, seen: str) -> None:
    (tmp_path / "x").write_bytes(head)
    with pytest.raises(MediaRefused) as caught:
        container_of(tmp_path / "x")
    assert (caught.value.code, caught.value.details["seen"]) == ("not_a_recording", seen)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_a_known_container_or_a_refusal(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with contextlib.suppress(MediaRefused):
        assert container_of(tmp_path / "x") in DEMUXERS
