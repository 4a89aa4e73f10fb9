"""Speech audio is mono, 16 kHz, 16 bits, or it is refused."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from transcription.speech_audio import SpeechAudio, read_speech


def write(path: Path, rate: int = 16_000, channels: int = 1, width: int = 2, frames: bytes = b"") -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setparams((channels, width, rate, 0, "NONE", "not compressed"))
        sound.writeframes(frames)
    return path


def test_samples_lie_between_minus_one_and_one(tmp_path: Path) -> None:
    frames = np.array([-32_768, 0, 16_384, 32_767], dtype="<i2").tobytes()
    samples = read_speech(write(tmp_path / "a.wav", frames=frames))
    assert samples.dtype == np.float32
    assert samples.tolist() == pytest.approx([-1, 0, 0.5, 1], abs=1e-4)


def test_a_stretch_of_a_file_is_what_an_array_would_give(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", frames=np.arange(1, 41, dtype="<i2").tobytes())
    whole, sound = read_speech(path), SpeechAudio(path)
    assert len(sound) == 40
    for start, end in ((None, None), (3, 11), (30, 90), (-5, None), (50, 60), (20, 10)):
        assert sound[start:end].tolist() == whole[start:end].tolist()
    with pytest.raises(ValueError, match="without leaving samples out"):
        sound[::2]


@pytest.mark.parametrize("shape", [{"rate": 8000}, {"channels": 2}, {"width": 1}])
def test_any_other_shape_is_refused(tmp_path: Path, shape: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not speech audio"):
        read_speech(write(tmp_path / "a.wav", **shape))


def test_what_is_no_wav_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(ValueError, match="not a WAV file"):
        read_speech(tmp_path / "a.wav")
