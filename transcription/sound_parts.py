"""Cuts long sound into parts at its quietest moments, so that a decoder works in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from transcription.sliced_sound import SlicedSound

_SAMPLE_RATE_HZ = 16_000
# A pause between two sentences lasts about this long; a cut in its middle keeps words whole.
_PAUSE_SAMPLES = _SAMPLE_RATE_HZ // 2
_STEP_SAMPLES = _SAMPLE_RATE_HZ // 50
# How far back from the longest allowed part a pause is looked for.
_SEARCH_SHARE = 0.1


def cut_at_pauses(
    samples: SlicedSound, longest_seconds: float
) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Yield (start in seconds, part) pairs that together are the whole sound.

    Parameters
    ----------
    samples : SlicedSound, n samples
        Mono sound at 16 kHz.
    longest_seconds : float
        Longest part, at least 10 s; each cut lies in the quietest half second of its last tenth.

    Yields
    ------
    tuple of float and ndarray
        Stretches of `samples`, in order, without gap or overlap. Nothing for empty sound.
    """
    longest = round(longest_seconds * _SAMPLE_RATE_HZ)
    start = 0
    while len(samples) - start > longest:
        search_from = start + round(longest * (1 - _SEARCH_SHARE))
        cut = search_from + _quietest(samples[search_from : start + longest])
        yield start / _SAMPLE_RATE_HZ, samples[start:cut]
        start = cut
    if start < len(samples):
        yield start / _SAMPLE_RATE_HZ, samples[start:]


def _quietest(stretch: NDArray[np.float32]) -> int:
    """Return the middle of the half second with the least energy."""
    energy = np.concatenate(([0.0], np.cumsum(np.square(stretch, dtype=np.float64))))
    first = np.arange(0, len(stretch) - _PAUSE_SAMPLES + 1, _STEP_SAMPLES)
    return int(first[np.argmin(energy[first + _PAUSE_SAMPLES] - energy[first])]) + _PAUSE_SAMPLES // 2
