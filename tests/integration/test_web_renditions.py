"""What the site serves plays upright, in time, starts at once and carries nothing of the phone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.renditions.poster import choose_poster
from app.renditions.web_audio import make_web_audio
from app.renditions.web_video import make_web_video
from tests.media_samples import LAVOIE, SAVARD, TESSIER, beep_seconds, make_beep, make_video, run_tool
from transcription.media_gate import decode_speech, probe
from transcription.media_tool import ffmpeg_program

SECRETS = ("+45.5088-073.5878/", "Galaxy de Marie", "2026-08-29T10:11:12", "chapitre un")


@pytest.mark.parametrize("source", [SAVARD, TESSIER, LAVOIE], ids=lambda path: path.stem)
def test_every_recording_gets_web_sound_of_its_own_length(tmp_path: Path, source: Path) -> None:
    media = probe(source)
    make_web_audio(source, tmp_path / "web.m4a", media)
    made = probe(tmp_path / "web.m4a")
    assert (made.audio_codec, made.channel_count, made.has_video) == ("aac", 1, False)
    assert made.duration_seconds == pytest.approx(media.duration_seconds, abs=0.03)


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    media = probe(TESSIER)
    for name in ("one", "two"):
        make_web_audio(TESSIER, tmp_path / f"{name}.m4a", media)
        choose_poster(TESSIER, tmp_path / f"{name}.jpg", media)
    assert (tmp_path / "one.m4a").read_bytes() == (tmp_path / "two.m4a").read_bytes()
    assert (tmp_path / "one.jpg").read_bytes() == (tmp_path / "two.jpg").read_bytes()


@pytest.mark.parametrize("offset", ["0", "0.5"])
def test_a_word_is_at_the_same_second_in_the_speech_and_on_the_web(tmp_path: Path, offset: str) -> None:
    beep, picture = make_beep(tmp_path / "beep.wav"), make_video(tmp_path / "picture.mp4", "-an")
    source = tmp_path / "source.mov"
    run_tool(
        "-i", picture, "-itsoffset", offset, "-i", beep, "-map", "0:v", "-map", "1:a", "-c:a", "aac", source
    )
    media = probe(source)
    make_web_audio(source, tmp_path / "web.m4a", media)
    make_web_video(source, tmp_path / "web.mp4", media)
    decode_speech(source, tmp_path / "speech.wav", media=media)
    spoken = beep_seconds(tmp_path / "speech.wav")
    assert spoken == pytest.approx(1 + float(offset), abs=0.03)
    for name in ("web.m4a", "web.mp4"):
        decode_speech(tmp_path / name, tmp_path / "web.wav")
        assert beep_seconds(tmp_path / "web.wav") == pytest.approx(spoken, abs=0.01)


def test_a_vertical_phone_video_becomes_upright_and_keeps_its_size(tmp_path: Path) -> None:
    assert make_web_video(TESSIER, tmp_path / "web.mp4", probe(TESSIER)) == (480, 640)
    made = probe(tmp_path / "web.mp4")
    assert (made.video_codec, made.audio_codec) == ("h264", "aac")
    assert (made.width_pixels, made.height_pixels, made.rotation_degrees) == (480, 640, 0)
    assert made.duration_seconds == pytest.approx(112.38, abs=0.05)


def test_a_large_odd_picture_is_made_small_and_even(tmp_path: Path) -> None:
    source = make_video(tmp_path / "large.mkv", "-c:v", "mpeg4", seconds=1, size="1918x1078")
    width, height = make_web_video(source, tmp_path / "web.mp4", probe(source))
    assert (width, height) == (854, 480)


def test_a_picture_longer_than_the_sound_ends_with_it(tmp_path: Path) -> None:
    beep = make_beep(tmp_path / "beep.wav", seconds=2)
    picture = make_video(tmp_path / "picture.mp4", "-an", seconds=5)
    run_tool("-i", picture, "-i", beep, "-map", "0:v", "-map", "1:a", "-c:v", "copy", tmp_path / "source.mov")
    make_web_video(tmp_path / "source.mov", tmp_path / "web.mp4", probe(tmp_path / "source.mov"))
    told = subprocess.run(
        [ffmpeg_program(), "-i", tmp_path / "web.mp4"], capture_output=True, text=True, check=False
    )
    assert "Duration: 00:00:02.0" in told.stderr


def test_place_owner_date_and_chapters_do_not_follow(tmp_path: Path) -> None:
    chapters = tmp_path / "chapters.txt"
    chapters.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=chapitre un\n")
    film = make_video(tmp_path / "film.mp4")
    source = tmp_path / "source.mov"
    tags = ["-metadata", f"location={SECRETS[0]}", "-metadata", f"title={SECRETS[1]}"]
    tags += ["-metadata", f"creation_time={SECRETS[2]}", "-metadata:s:a:0", f"handler_name={SECRETS[1]}"]
    tags += ["-metadata:s:v:0", f"handler_name={SECRETS[1]}", "-metadata:s:a:0", f"title={SECRETS[1]}"]
    run_tool("-i", film, "-i", chapters, "-map", "0", "-map_chapters", "1", "-c", "copy", *tags, source)
    assert all(secret.encode() in source.read_bytes() for secret in (SECRETS[0], SECRETS[1], SECRETS[3]))
    media = probe(source)
    make_web_audio(source, tmp_path / "web.m4a", media)
    make_web_video(source, tmp_path / "web.mp4", media)
    choose_poster(source, tmp_path / "poster.jpg", media)
    for name in ("web.m4a", "web.mp4", "poster.jpg"):
        data = (tmp_path / name).read_bytes()
        assert not any(secret.encode() in data for secret in SECRETS)
        told = subprocess.run(
            [ffmpeg_program(), "-i", tmp_path / name], capture_output=True, text=True, check=False
        )
        assert "creation_time" not in told.stderr


def test_playing_can_start_before_the_whole_file_is_there(tmp_path: Path) -> None:
    make_web_audio(LAVOIE, tmp_path / "web.m4a", probe(LAVOIE))
    data = (tmp_path / "web.m4a").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_poster_is_a_sharp_frame_and_not_the_covered_lens(tmp_path: Path) -> None:
    poster = choose_poster(TESSIER, tmp_path / "poster.jpg", probe(TESSIER))
    assert poster is not None
    assert poster.at_seconds > 2.5
    assert (poster.width_pixels, poster.height_pixels) == (480, 640)
    assert poster.score > 50
    assert (tmp_path / "poster.jpg").read_bytes().startswith(b"\xff\xd8")


def test_sound_alone_and_darkness_give_no_poster(tmp_path: Path) -> None:
    assert choose_poster(LAVOIE, tmp_path / "poster.jpg", probe(LAVOIE)) is None
    dark = tmp_path / "dark.mp4"
    night = ["-f", "lavfi", "-i", "color=black:size=320x240:rate=10:duration=2"]
    run_tool(*night, "-f", "lavfi", "-i", "sine=duration=2", "-pix_fmt", "yuv420p", dark)
    assert choose_poster(dark, tmp_path / "poster.jpg", probe(dark)) is None
    assert not (tmp_path / "poster.jpg").exists()


def test_web_video_of_sound_alone_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no picture"):
        make_web_video(LAVOIE, tmp_path / "web.mp4", probe(LAVOIE))
