"""Sound is measured on made speech whose noise, bandwidth, clipping, room and loudness are known."""

from __future__ import annotations

import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_speech import below, cut_flat, in_room, make_speech, with_noise
from transcription.media_tool import ffmpeg_program
from transcription.sound_clipping import clipped_share
from transcription.sound_loudness import loudness_lufs
from transcription.sound_quality import SoundQuality, measure_sound
from transcription.speech_regions import SpeechRegion

SPEECH, REGIONS = make_speech(30.0)
NOISY = with_noise(SPEECH, REGIONS, 25.0)


@pytest.mark.parametrize("snr_db", [-3.0, 5.0, 15.0, 30.0])
def test_speech_against_its_pauses_is_right_within_one_decibel(snr_db: float) -> None:
    measured = measure_sound(with_noise(SPEECH, REGIONS, snr_db), REGIONS, 8.0, 16.0).snr_db
    assert measured == pytest.approx(snr_db, abs=1.0)


def test_silent_pauses_give_the_most_that_is_said_and_no_pause_gives_nothing() -> None:
    assert measure_sound(SPEECH, REGIONS, 8.0, 16.0).snr_db == 60.0
    assert measure_sound(SPEECH, (SpeechRegion(0.0, 30.0),), 8.0, 16.0).snr_db is None
    assert measure_sound(SPEECH, (), 8.0, 16.0).snr_db is None


@pytest.mark.parametrize("highest_hz", [3400.0, 4000.0, 5500.0, 7000.0])
@pytest.mark.parametrize("is_noise_cut_too", [True, False])
def test_the_end_of_a_line_is_found_within_150_hz(highest_hz: float, is_noise_cut_too: bool) -> None:
    if is_noise_cut_too:
        line = below(with_noise(SPEECH, REGIONS, 15.0), highest_hz)
    else:
        line = with_noise(below(SPEECH, highest_hz), REGIONS, 40.0)
    assert measure_sound(line, REGIONS, 8.0, 20.0).bandwidth_hz == pytest.approx(highest_hz, abs=150)


def test_a_wide_sound_reaches_the_end_of_what_can_be_shown_and_noise_hides_it() -> None:
    assert measure_sound(with_noise(SPEECH, REGIONS, 40.0), REGIONS, 8.0, 20.0).bandwidth_hz == 8000
    assert measure_sound(with_noise(SPEECH, REGIONS, -3.0), REGIONS, 8.0, 20.0).bandwidth_hz is None


@pytest.mark.parametrize("share_of_peak", [0.8, 0.5, 0.2])
def test_flat_tops_are_counted_within_a_third(share_of_peak: float) -> None:
    flat = cut_flat(NOISY, share_of_peak)
    cut = float(np.mean(np.abs(flat) >= 0.9999 * np.abs(flat).max()))
    assert clipped_share(flat) == pytest.approx(cut, rel=0.33, abs=5e-4)


def test_a_sound_that_was_not_cut_has_no_flat_tops() -> None:
    assert clipped_share(NOISY) < 2e-4
    assert clipped_share(np.zeros(1600, np.float32)) == 0.0


@pytest.mark.parametrize("rt60_seconds", [0.4, 0.7, 1.0, 1.3])
def test_the_time_of_a_room_is_told_within_a_quarter(rt60_seconds: float) -> None:
    heard = with_noise(in_room(SPEECH, rt60_seconds), REGIONS, 30.0)
    # The tail of the room is in the pauses, which a detector leaves to the speech.
    longer = tuple(SpeechRegion(one.start_seconds, one.end_seconds + 0.3) for one in REGIONS)
    measured = measure_sound(heard, longer, 10.0, 20.0).rt60_seconds
    assert measured == pytest.approx(rt60_seconds, rel=0.25)


def test_a_dry_voice_has_no_room_and_noise_says_nothing_of_it() -> None:
    assert measure_sound(NOISY, REGIONS, 8.0, 20.0).rt60_seconds == 0.3
    assert measure_sound(with_noise(SPEECH, REGIONS, 8.0), REGIONS, 8.0, 20.0).rt60_seconds is None


def test_loudness_is_that_of_the_reference_filter_within_a_tenth(tmp_path: Path) -> None:
    path = tmp_path / "speech.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(np.round(NOISY * 32_767).astype("<i2").tobytes())
    told = subprocess.run(
        [ffmpeg_program(), "-nostats", "-i", path, "-af", "ebur128", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    reference = float(told.rpartition("I:")[2].split()[0])
    assert loudness_lufs(NOISY) == pytest.approx(reference, abs=0.1)


def test_a_full_sine_has_the_loudness_that_the_standard_gives_it() -> None:
    sine = np.sin(2 * np.pi * 997 * np.arange(5 * 16_000) / 16_000).astype(np.float32)
    assert loudness_lufs(sine) == pytest.approx(-3.01, abs=0.05)


@settings(max_examples=6, deadline=None)
@given(gain_db=st.floats(-8, 0), start=st.floats(0, 20), length=st.floats(1.0, 10.0))
def test_louder_changes_the_loudness_by_as_much_and_nothing_else(
    gain_db: float, start: float, length: float
) -> None:
    louder = (NOISY * 10 ** (gain_db / 20)).astype(np.float32)
    before, after = (measure_sound(one, REGIONS, start, start + length) for one in (NOISY, louder))
    assert before.loudness_lufs is not None
    assert after.loudness_lufs == pytest.approx(before.loudness_lufs + gain_db, abs=0.11)
    assert after.snr_db == pytest.approx(before.snr_db, abs=0.11)
    assert (after.bandwidth_hz, after.rt60_seconds) == (before.bandwidth_hz, before.rt60_seconds)


@settings(max_examples=25, deadline=None)
@given(
    start=st.floats(-5, 40), length=st.floats(0, 5),
    kind=st.sampled_from(["speech", "silence", "nothing", "square"]),
)  # fmt: skip
def test_any_stretch_of_any_sound_gives_values_in_their_ranges(
    start: float, length: float, kind: str
) -> None:
    sound = {
        "speech": SPEECH,
        "silence": np.zeros(48_000, np.float32),
        "nothing": np.zeros(0, np.float32),
        "square": np.sign(np.sin(np.arange(48_000) / 9)).astype(np.float32),
    }[kind]
    quality = measure_sound(sound, REGIONS, start, start + length)
    assert SoundQuality.from_json(quality.to_json()) == quality
    assert quality.snr_db is None or -20 <= quality.snr_db <= 60
    assert quality.bandwidth_hz is None or 0 <= quality.bandwidth_hz <= 8000
    assert 0 <= quality.clipped_share <= 1
    assert quality.rt60_seconds is None or quality.rt60_seconds >= 0.3
    assert quality.loudness_lufs is None or quality.loudness_lufs >= -70
