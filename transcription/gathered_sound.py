"""Stretches of one recording put together as one sound, and the way back to the recording's own times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

_SAMPLE_RATE_HZ = 16_000


class GatheredSound:
    """What is said in one language, say, as one sound without the rest.

    Parameters
    ----------
    samples : float32, shape (n,)
        The recording, 16 kHz mono.
    spans : sequence of (float, float)
        Half-open, in seconds, in order of time, apart from each other, each longer than one sample.
    """

    def __init__(self, samples: NDArray[np.float32], spans: Sequence[tuple[float, float]]) -> None:
        edges = [(round(start * _SAMPLE_RATE_HZ), round(end * _SAMPLE_RATE_HZ)) for start, end in spans]
        parts = [samples[start:end] for start, end in edges]
        # One stretch is the usual case, and a view of it costs no memory.
        self.samples = parts[0] if len(parts) == 1 else np.concatenate(parts)
        self._origins = [start / _SAMPLE_RATE_HZ for start, _ in edges]
        lengths = [len(part) / _SAMPLE_RATE_HZ for part in parts]
        self._begins = [0.0, *accumulate(lengths)][:-1]
        self._lengths = lengths

    def stretch_of(self, seconds: float) -> int:
        """Return the number of the stretch in which a moment of the gathered sound lies."""
        return max(bisect_right(self._begins, seconds) - 1, 0)

    def recorded_span(self, start_seconds: float, end_seconds: float) -> tuple[float, float]:
        """Return where in the recording a span of the gathered sound lies.

        A span that runs over the edge of a stretch is cut there: it belongs to the stretch of its middle.
        """
        stretch = self.stretch_of((start_seconds + end_seconds) / 2)
        shift = self._origins[stretch] - self._begins[stretch]
        first, last = self._origins[stretch], self._origins[stretch] + self._lengths[stretch]
        start, end = (min(max(moment + shift, first), last) for moment in (start_seconds, end_seconds))
        return start, end
