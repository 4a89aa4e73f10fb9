"""A long sound encoded in pieces is one sound: as long, without a seam; a stop costs no more than a piece."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from app.renditions import aac_pieces
from app.renditions.aac_pieces import encode_aac
from app.renditions.web_format import AAC_ARGUMENTS, CLEAN_ARGUMENTS
from tests.made_speech import make_speech
from tests.media_samples import run_tool
from transcription.media_gate import MediaRefused, probe

FRAME_SAMPLES = 1_024
PIECE_FRAMES = 60
SECONDS = 4.0


@pytest.fixture
def wav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four seconds of made speech at 48 kHz, which are four pieces."""
    monkeypatch.setattr(aac_pieces, "PIECE_FRAMES", PIECE_FRAMES)
    speech, _ = make_speech(SECONDS)
    samples = np.interp(np.arange(round(SECONDS * 48_000)) / 3, np.arange(len(speech)), speech)
    with wave.open(str(tmp_path / "sound.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((samples * 32_000).astype("<i2").tobytes())
    return tmp_path / "sound.wav"


def test_pieces_are_one_sound_without_a_seam(wav: Path, tmp_path: Path) -> None:
    told: list[float] = []
    encode_aac(wav, tmp_path / "pieces.m4a", told.append)
    run_tool("-i", wav, *AAC_ARGUMENTS, *CLEAN_ARGUMENTS, tmp_path / "whole.m4a")
    sound, pieces, whole = samples_of(wav), decoded(tmp_path / "pieces.m4a"), decoded(tmp_path / "whole.m4a")
    assert 0 <= len(pieces) - len(sound) < FRAME_SAMPLES
    assert noise_db(pieces, sound) < noise_db(whole, sound) + 1
    for seam in (1, 2, 3):
        around = slice((seam * PIECE_FRAMES - 2) * FRAME_SAMPLES, (seam * PIECE_FRAMES + 2) * FRAME_SAMPLES)
        assert noise_db(pieces[around], sound[around]) < noise_db(whole[around], sound[around]) + 3
    assert probe(tmp_path / "pieces.m4a").duration_seconds == pytest.approx(SECONDS, abs=0.02)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(SECONDS, abs=0.05)


def test_after_a_stop_the_pieces_that_are_there_are_not_made_again_and_the_bytes_are_the_same(
    wav: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode_aac(wav, tmp_path / "once.m4a")
    begun: list[str] = []
    run, unlink = aac_pieces.run_ffmpeg, Path.unlink

    def die_in_the_third(source: Path, destination: Path, *given, **options) -> None:
        begun.append(destination.name)
        if len(begun) == 3:
            raise MediaRefused("damaged")
        run(source, destination, *given, **options)

    # A killed worker cleans nothing up.
    monkeypatch.setattr(Path, "unlink", lambda *_given, **_options: None)
    monkeypatch.setattr(aac_pieces, "run_ffmpeg", die_in_the_third)
    with pytest.raises(MediaRefused):
        encode_aac(wav, tmp_path / "twice.m4a")
    monkeypatch.setattr(Path, "unlink", unlink)
    encode_aac(wav, tmp_path / "twice.m4a")
    assert begun == [
        "sound-000.aac", "sound-001.aac", "sound-002.aac", "sound-002.aac", "sound-003.aac", "twice.m4a",
    ]  # fmt: skip
    assert (tmp_path / "twice.m4a").read_bytes() == (tmp_path / "once.m4a").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"sound.wav", "once.m4a", "twice.m4a"}


def test_a_sound_shorter_than_a_frame_is_encoded_too(tmp_path: Path) -> None:
    run_tool("-f", "lavfi", "-i", "sine=duration=0.01:sample_rate=48000", "-ac", "1", tmp_path / "sound.wav")
    encode_aac(tmp_path / "sound.wav", tmp_path / "sound.m4a")
    assert len(decoded(tmp_path / "sound.m4a")) >= 480


def decoded(path: Path) -> np.ndarray:
    run_tool("-i", path, "-c:a", "pcm_s16le", path.with_suffix(".decoded.wav"))
    samples = samples_of(path.with_suffix(".decoded.wav"))
    path.with_suffix(".decoded.wav").unlink()
    return samples


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)


def noise_db(coded: np.ndarray, sound: np.ndarray) -> float:
    """How loud the difference is beside the sound."""
    length = min(len(coded), len(sound))
    difference = coded[:length] - sound[:length]
    return float(10 * np.log10((difference**2).sum() / ((sound[:length] ** 2).sum() + 1e-9) + 1e-12))
