"""The sound that every listener of this package works on: mono, 16 kHz."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000


def read_speech(wav_path: Path) -> NDArray[np.float32]:
    """Read what `media_gate.decode_speech` wrote.

    Returns
    -------
    ndarray of float32, shape (n,)
        Samples in -1..1 at 16 kHz.

    Raises
    ------
    ValueError
        The file is no 16 kHz mono 16-bit WAV file.
    """
    try:
        with wave.open(str(wav_path), "rb") as sound:
            shape = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
            frames = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{wav_path.name} is not a WAV file: {error}") from error
    if shape != (SAMPLE_RATE_HZ, 1, 2):
        rate, channels, width = shape
        raise ValueError(
            f"{wav_path.name} is not speech audio: {rate} Hz, {channels} channels, {8 * width} bits"
        )
    samples: NDArray[np.float32] = np.frombuffer(frames, dtype="<i2").astype(np.float32)
    samples /= 32_768
    return samples
