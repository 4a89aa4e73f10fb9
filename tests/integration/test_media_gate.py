"""The media gate lets real recordings through, and their time stays true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media_samples import LAVOIE, SAVARD, TESSIER, beep_seconds, make_beep, make_video, run_tool
from transcription.media_gate import MediaRefused, decode_speech, probe, run_ffmpeg
from transcription.speech_audio import read_speech

# Seconds: a frame of AMR lasts 0.02, one of AAC 0.023; a click on a word leaves ten times that.
CLOSE = 0.03


def test_an_old_phones_amr_is_measured() -> None:
    media = probe(SAVARD)
    assert (media.container, media.audio_codec, media.sample_rate_hz) == ("mov", "amr_nb", 8000)
    assert media.duration_seconds == pytest.approx(134.78, abs=0.02)
    assert not media.has_video


def test_a_vertical_video_is_described_as_shown() -> None:
    media = probe(TESSIER)
    assert (media.video_codec, media.width_pixels, media.height_pixels) == ("h264", 480, 640)
    assert media.rotation_degrees == 270
    assert media.frame_rate == pytest.approx(8)


def test_decoded_speech_is_as_long_as_the_recording(tmp_path: Path) -> None:
    told: list[float] = []
    seconds = decode_speech(LAVOIE, tmp_path / "speech.wav", progress=told.append)
    assert seconds == pytest.approx(93.67, abs=0.05)
    assert len(read_speech(tmp_path / "speech.wav")) == pytest.approx(seconds * 16_000, abs=1)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize(
    ("name", "arguments", "codec"),
    [
        ("voice.m4a", ["-c:a", "aac"], "aac"),
        ("lossless.m4a", ["-c:a", "alac"], "alac"),
        ("old.3gp", ["-c:a", "libopencore_amrnb", "-ar", "8000"], "amr_nb"),
        ("old.amr", ["-c:a", "libopencore_amrnb", "-ar", "8000"], "amr_nb"),
        ("bare.aac", ["-c:a", "aac"], "aac"),
        ("plain.mp3", ["-c:a", "libmp3lame"], "mp3"),
        ("vbr.mp3", ["-c:a", "libmp3lame", "-q:a", "7", "-write_xing", "0", "-id3v2_version", "0"], "mp3"),
        ("layer2.mp3", ["-c:a", "mp2", "-f", "mp2"], "mp2"),
        ("message.ogg", ["-c:a", "libopus"], "opus"),
        ("vorbis.ogg", ["-c:a", "libvorbis"], "vorbis"),
        ("browser.webm", ["-c:a", "libopus"], "opus"),
        ("recorder.wav", ["-c:a", "pcm_s24le"], "pcm_s24le"),
        ("cheap.wav", ["-c:a", "adpcm_ima_wav"], "adpcm_ima_wav"),
        ("mac.aiff", [], "pcm_s16be"),
        ("memo.caf", ["-c:a", "pcm_s16le"], "pcm_s16le"),
        ("archive.flac", [], "flac"),
        ("dictaphone.wma", ["-c:a", "wmav2"], "wmav2"),
    ],
)
def test_what_phones_and_recorders_make_passes_with_its_time(
    tmp_path: Path, name: str, arguments: list[str], codec: str
) -> None:
    source = make_beep(tmp_path / name, *arguments)
    media = probe(source)
    assert media.audio_codec == codec
    assert media.duration_seconds == pytest.approx(3, abs=0.1)
    decode_speech(source, tmp_path / "speech.wav", media=media)
    # WMA does not say how far its encoder lags; the web sound is made from the same start and lags alike.
    close = 0.06 if codec == "wmav2" else CLOSE
    assert beep_seconds(tmp_path / "speech.wav") == pytest.approx(1, abs=close)


def test_sound_that_starts_late_keeps_its_distance_from_the_picture(tmp_path: Path) -> None:
    beep = make_beep(tmp_path / "beep.wav")
    picture = make_video(tmp_path / "picture.mp4", "-an")
    late = tmp_path / "late.mov"
    run_tool(
        "-i", picture, "-itsoffset", "0.5", "-i", beep, "-map", "0:v", "-map", "1:a", "-c:a", "aac", late
    )
    decode_speech(late, tmp_path / "speech.wav")
    assert beep_seconds(tmp_path / "speech.wav") == pytest.approx(1.5, abs=CLOSE)


def test_an_edit_list_that_cuts_the_beginning_is_obeyed(tmp_path: Path) -> None:
    whole = make_beep(tmp_path / "whole.m4a", "-c:a", "aac")
    run_tool("-ss", "0.7", "-i", whole, "-c", "copy", tmp_path / "cut.mov")
    decode_speech(tmp_path / "cut.mov", tmp_path / "speech.wav")
    assert beep_seconds(tmp_path / "speech.wav") == pytest.approx(0.3, abs=CLOSE)


def test_a_gap_in_the_sound_stays_a_gap(tmp_path: Path) -> None:
    whole = make_beep(tmp_path / "whole.wav", beep_at=2.5)
    drop_a_second = "aselect=not(between(t\\,1\\,2))"
    run_tool("-i", whole, "-af", drop_a_second, "-c:a", "pcm_s16le", tmp_path / "gap.mkv")
    assert probe(tmp_path / "gap.mkv").duration_seconds == pytest.approx(3, abs=0.1)
    decode_speech(tmp_path / "gap.mkv", tmp_path / "speech.wav")
    assert beep_seconds(tmp_path / "speech.wav") == pytest.approx(2.5, abs=CLOSE)


def test_a_cover_picture_is_not_a_video(tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    run_tool("-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1", cover)
    beep = make_beep(tmp_path / "beep.wav")
    with_cover = tmp_path / "cover.mp3"
    run_tool("-i", beep, "-i", cover, "-map", "0:a", "-map", "1:v", "-c:v", "copy", with_cover)
    assert not probe(with_cover).has_video
    assert decode_speech(with_cover, tmp_path / "speech.wav") == pytest.approx(3, abs=0.1)


def test_a_second_recording_passes_the_same_walls(tmp_path: Path) -> None:
    picture = make_video(tmp_path / "picture.mp4", "-an", seconds=1.0)
    beep = make_beep(tmp_path / "beep.wav", seconds=1.0, beep_at=0.5)
    both = ["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-f", "mp4"]
    run_ffmpeg(picture, tmp_path / "both.mp4", both, duration_seconds=1.0, beside=beep)
    decode_speech(tmp_path / "both.mp4", tmp_path / "speech.wav")
    assert beep_seconds(tmp_path / "speech.wav") == pytest.approx(0.5, abs=CLOSE)
    playlist = tmp_path / "list.m3u8"
    playlist.write_text(f"#EXTM3U\n#EXTINF:1,\n{beep}\n#EXT-X-ENDLIST\n")
    with pytest.raises(MediaRefused):
        run_ffmpeg(picture, tmp_path / "other.mp4", both, duration_seconds=1.0, beside=playlist)
    assert not (tmp_path / "other.mp4").exists()


def test_a_name_that_looks_like_an_option_or_a_pattern_is_only_a_name(tmp_path: Path) -> None:
    for name in ("-i %03d.m4a", "concat:a|b.m4a", "l'été \U0001f399.m4a"):
        source = tmp_path / name
        source.write_bytes(LAVOIE.read_bytes())
        assert decode_speech(source, tmp_path / f"{name}.wav") == pytest.approx(93.67, abs=0.05)
