"""The sound that every listener of this package works on: mono, 16 kHz."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000


def read_speech(
    wav_path: Path, start_seconds: float = 0.0, end_seconds: float | None = None
) -> NDArray[np.float32]:
    """Read what `media_gate.decode_speech` wrote, the whole of it or the samples between two moments.

    Parameters
    ----------
    start_seconds, end_seconds : float
        What lies outside the file is left out; no end means all of it.

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
            first, last = 0, sound.getnframes()
            if end_seconds is not None:
                last = min(max(0, round(end_seconds * SAMPLE_RATE_HZ)), last)
            first = min(max(0, round(start_seconds * SAMPLE_RATE_HZ)), last)
            sound.setpos(first)
            frames = sound.readframes(last - first)
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
