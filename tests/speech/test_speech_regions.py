import numpy as np
import pytest

from transcription.speech_regions import find_speech

RATE = 16_000


@pytest.mark.parametrize("seconds", [0.0, 0.01, 1.0, 700.0])
def test_silence_has_no_speech(seconds: float) -> None:
    assert find_speech(np.zeros(round(seconds * RATE), np.float32)) == ()


def test_noise_is_no_speech() -> None:
    noise = np.random.default_rng(3).normal(0, 0.05, RATE * 20).astype(np.float32)
    assert find_speech(noise) == ()
