"""The sound that every listener of this package works on: mono, 16 kHz."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000
_BLOCK_SAMPLES = 60 * SAMPLE_RATE_HZ


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
    sound = SpeechAudio(wav_path)
    last = len(sound) if end_seconds is None else max(0, round(end_seconds * SAMPLE_RATE_HZ))
    return sound[max(0, round(start_seconds * SAMPLE_RATE_HZ)) : last]


class SpeechAudio:
    """What `media_gate.decode_speech` wrote, left on the disk and read stretch by stretch (a `SlicedSound`).

    Three hours are 700 MB of samples: only what is worked on comes into memory.

    Raises
    ------
    ValueError
        The file is no 16 kHz mono 16-bit WAV file.
    """

    def __init__(self, wav_path: Path) -> None:
        self._path = wav_path
        try:
            with wave.open(str(wav_path), "rb") as sound:
                _check_shape(wav_path, sound)
                self._count = sound.getnframes()
        except (wave.Error, EOFError) as error:
            raise ValueError(f"{wav_path.name} is not a WAV file: {error}") from error

    def __len__(self) -> int:
        """Return the number of samples."""
        return self._count

    def __getitem__(self, stretch: slice, /) -> NDArray[np.float32]:
        """Read the samples of a stretch, cut off at both ends of the sound."""
        first, last, step = stretch.indices(self._count)
        if step != 1:
            raise ValueError("speech is read without leaving samples out")
        with wave.open(str(self._path), "rb") as sound:
            sound.setpos(first)
            return _read_samples(sound, max(0, last - first))


def _check_shape(wav_path: Path, sound: wave.Wave_read) -> None:
    rate, channels, width = sound.getframerate(), sound.getnchannels(), sound.getsampwidth()
    if (rate, channels, width) != (SAMPLE_RATE_HZ, 1, 2):
        raise ValueError(
            f"{wav_path.name} is not speech audio: {rate} Hz, {channels} channels, {8 * width} bits"
        )


def _read_samples(sound: wave.Wave_read, count: int) -> NDArray[np.float32]:
    """Read block by block: three hours as bytes and as samples at once would be a gigabyte."""
    samples = np.empty(count, np.float32)
    done = 0
    while done < count:
        block = np.frombuffer(sound.readframes(min(_BLOCK_SAMPLES, count - done)), dtype="<i2")
        if not len(block):
            break
        np.multiply(block, np.float32(1 / 32_768), out=samples[done : done + len(block)])
        done += len(block)
    return samples[:done]
