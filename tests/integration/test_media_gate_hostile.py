"""Whatever a stranger sends, the gate refuses it with the right code, in time, and reads nothing else."""

from __future__ import annotations

import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tests.media_samples import (
    LAVOIE,
    TESSIER,
    atom,
    declare_hours,
    make_beep,
    make_video,
    refer_elsewhere,
    run_tool,
    wav_header,
)
from transcription.media_gate import (
    MediaLimits,
    MediaRefused,
    MediaStorageFull,
    MediaToolUnusable,
    decode_speech,
    probe,
    run_ffmpeg,
)

PLAYLIST = "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
TEXTS = {
    "playlist.m3u8": PLAYLIST,
    "playlist.mp3": PLAYLIST,
    "script.mp4": "ffconcat version 1.0\nfile /etc/passwd\n",
    "script.txt": "file '/etc/passwd'\n",
    "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "subtitles.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n",
    "subtitles.srt": "1\n00:00:00,000 --> 00:00:01,000\nBonjour\n",
    "page.mp4": "<!doctype html><title>Introuvable</title>",
    "words.m4a": "Bonjour, ceci n'est pas une entrevue.\n" * 300,
    "metadata.mp4": ";FFMETADATA1\ntitle=non\n",
    "sdp.mp4": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 5004 RTP/AVP 0\n",
}


def refusal(path: Path, limits: MediaLimits | None = None) -> MediaRefused:
    with pytest.raises(MediaRefused) as caught:
        probe(path, limits=limits or MediaLimits())
    return caught.value


@pytest.mark.parametrize("name", TEXTS)
def test_text_of_any_kind_is_not_a_recording(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXTS[name], encoding="utf-8")
    assert refusal(tmp_path / name).code == "not_a_recording"


def test_text_in_sixteen_bits_is_not_taken_for_mpeg_sound(tmp_path: Path) -> None:
    (tmp_path / "words.mp3").write_text("Bonjour tout le monde. " * 100, encoding="utf-16")
    assert refusal(tmp_path / "words.mp3").code == "not_a_recording"


def test_an_empty_file_and_a_single_byte_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.m4a").touch()
    (tmp_path / "byte.m4a").write_bytes(b"\x00")
    assert refusal(tmp_path / "empty.m4a").code == "empty"
    assert refusal(tmp_path / "byte.m4a").code == "not_a_recording"


def test_a_folder_a_pipe_and_a_device_are_not_recordings(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.m4a")
    for path in (tmp_path, tmp_path / "pipe.m4a", Path("/dev/zero")):
        assert refusal(path).code == "not_a_recording"


def test_archives_and_pictures_are_named_for_what_they_are(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bag.mp4", "w") as bag:
        bag.writestr("entrevue.m4a", b"x")
    picture = ["-f", "lavfi", "-i", "testsrc2=size=64x64:rate=1:duration=1", "-frames:v", "1"]
    for name in ("still.png", "still.jpg", "still.gif", "still.bmp", "still.webp"):
        run_tool(*picture, tmp_path / name)
        assert refusal(tmp_path / name).details["seen"] == "picture"
    assert refusal(tmp_path / "bag.mp4").details["seen"] == "archive"


def test_a_container_that_phones_do_not_make_is_named(tmp_path: Path) -> None:
    for name, container in (("film.ts", "mpeg-ts"), ("film.flv", "flv")):
        make_video(tmp_path / name, seconds=1)
        refused = refusal(tmp_path / name)
        assert (refused.code, refused.details["container"]) == ("container_not_allowed", container)


def test_a_codec_that_is_not_on_the_list_is_named(tmp_path: Path) -> None:
    make_beep(tmp_path / "surround.mkv", "-c:a", "ac3")
    refused = refusal(tmp_path / "surround.mkv")
    assert (refused.code, refused.details["codec"]) == ("codec_not_allowed", "ac3")
    make_video(tmp_path / "odd.mkv", "-c:v", "ffv1", seconds=1)
    assert refusal(tmp_path / "odd.mkv").code == "codec_not_allowed"


def test_a_film_without_sound_has_no_sound(tmp_path: Path) -> None:
    make_video(tmp_path / "silent.mp4", "-an", seconds=1)
    assert refusal(tmp_path / "silent.mp4").code == "no_sound"


def test_a_recording_without_its_index_is_damaged(tmp_path: Path) -> None:
    data = LAVOIE.read_bytes()
    for share in (0.001, 0.01, 0.5, 0.99):
        (tmp_path / "cut.m4a").write_bytes(data[: int(len(data) * share)])
        assert refusal(tmp_path / "cut.m4a").code == "damaged"


def test_a_recording_cut_short_behind_its_index_is_damaged(tmp_path: Path) -> None:
    whole = make_beep(tmp_path / "whole.m4a", "-c:a", "aac", "-movflags", "+faststart", seconds=20)
    data = whole.read_bytes()
    (tmp_path / "cut.m4a").write_bytes(data[: len(data) * 2 // 3])
    assert refusal(tmp_path / "cut.m4a").code == "damaged"


def test_a_header_that_declares_a_hundred_hours_is_too_long(tmp_path: Path) -> None:
    whole = make_beep(tmp_path / "whole.m4a", "-c:a", "aac", "-ar", "8000")
    (tmp_path / "long.m4a").write_bytes(declare_hours(whole.read_bytes(), 100))
    assert refusal(tmp_path / "long.m4a").code == "too_long"
    assert refusal(whole, MediaLimits(max_duration_seconds=2)).code == "too_long"


def test_very_deep_atoms_end_quickly(tmp_path: Path) -> None:
    deep = b""
    for _ in range(20_000):
        deep = atom(b"trak", deep)
    (tmp_path / "deep.mov").write_bytes(atom(b"ftyp", b"qt  \0\0\0\0") + atom(b"moov", deep))
    started = time.monotonic()
    assert refusal(tmp_path / "deep.mov").code in ("damaged", "no_sound")
    assert time.monotonic() - started < 20


def test_impossible_sample_rates_and_channels_are_refused(tmp_path: Path) -> None:
    for rate, channels in ((4_000_000_000, 1), (768_000, 1), (48_000, 200), (1, 1), (0, 0)):
        (tmp_path / "odd.wav").write_bytes(wav_header(rate, channels))
        assert refusal(tmp_path / "odd.wav").code in ("too_large", "damaged", "no_sound")


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    make_video(tmp_path / "huge.mov", "-c:v", "mjpeg", "-frames:v", "1", seconds=1, size="9000x9000")
    assert refusal(tmp_path / "huge.mov").code == "too_large"


def test_a_quicktime_reference_to_another_file_is_not_followed(tmp_path: Path) -> None:
    secret = make_beep(tmp_path / "secret.mov", "-c:a", "pcm_s16le", seconds=20)
    own = make_beep(tmp_path / "own.mov", "-c:a", "pcm_s16le", seconds=2)
    for other in (secret, Path("/nowhere/secret.mov"), Path("/etc/passwd")):
        (tmp_path / "thief.mov").write_bytes(refer_elsewhere(own.read_bytes(), other))
        assert refusal(tmp_path / "thief.mov").code == "damaged"
        with pytest.raises((MediaRefused, ValueError)):
            decode_speech(tmp_path / "thief.mov", tmp_path / "thief.wav")
    assert not (tmp_path / "thief.wav").exists()


def test_noise_behind_a_good_beginning_never_crashes_the_caller(tmp_path: Path) -> None:
    data = TESSIER.read_bytes()
    for seed in range(6):
        torn = bytearray(data)
        for position in range(64 + seed * 97, len(torn), 4099):
            torn[position] ^= 0x55
        (tmp_path / "torn.mov").write_bytes(torn)
        try:
            media = probe(tmp_path / "torn.mov")
        except MediaRefused as refused:
            assert refused.code in ("damaged", "codec_not_allowed", "no_sound", "too_large", "too_long")
        else:
            assert 0 < media.duration_seconds < 43_200


def test_a_file_that_takes_too_long_to_look_at_is_refused() -> None:
    assert refusal(LAVOIE, MediaLimits(probe_seconds=0.01)).code == "took_too_long"


def _stand_in(folder: Path, script: str) -> str:
    """Write a program that takes the place of ffmpeg."""
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(0o755)
    return str(program)


def test_a_decoder_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "grandchild"
    monkeypatch.setenv("FRANQUETTE_FFMPEG", _stand_in(tmp_path, f"sleep 600 & echo $! > {note}; wait"))
    limits = MediaLimits(base_seconds=1, seconds_per_second=0)
    with pytest.raises(MediaRefused, match="took_too_long"):
        run_ffmpeg(LAVOIE, tmp_path / "out.wav", [], duration_seconds=90, limits=limits)
    grandchild = Path("/proc") / note.read_text().strip() / "stat"
    deadline = time.monotonic() + 5
    while grandchild.exists() and grandchild.read_text().split()[2] != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not grandchild.exists() or grandchild.read_text().split()[2] == "Z"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ffmpeg", "grandchild"]


def test_a_failed_conversion_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    out.write_bytes(b"the earlier one")
    limits = MediaLimits(output_base_bytes=20_000, output_bytes_per_second=0)
    with pytest.raises(MediaRefused, match="too_large"):
        decode_speech(LAVOIE, out, limits=limits)
    assert out.read_bytes() == b"the earlier one"
    assert list(tmp_path.iterdir()) == [out]


def test_a_listener_that_fails_ends_the_conversion(tmp_path: Path) -> None:
    def refuse(_seconds: float) -> None:
        raise KeyError("stop")

    with pytest.raises(KeyError):
        decode_speech(LAVOIE, tmp_path / "out.wav", progress=refuse)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_says_so(tmp_path: Path) -> None:
    disk = tmp_path / "small"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("only an administrator can make a small disk")
    try:
        with pytest.raises(MediaStorageFull):
            decode_speech(LAVOIE, disk / "out.wav")
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_missing_or_poor_tool_is_not_the_recordings_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MediaToolUnusable, match="Unknown encoder"):
        run_ffmpeg(LAVOIE, tmp_path / "out.wav", ["-c:a", "no_such_codec", "-f", "wav"], duration_seconds=90)
    monkeypatch.setenv("FRANQUETTE_FFMPEG", "/nowhere/ffmpeg")
    with pytest.raises(MediaToolUnusable, match="FRANQUETTE_FFMPEG"):
        decode_speech(LAVOIE, tmp_path / "out.wav")
