"""Stretches of one recording put together as one sound, and the way back to the recording's own times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from transcription.sliced_sound import SlicedSound

_SAMPLE_RATE_HZ = 16_000


class GatheredSound:
    """What is said in one language, say, as one sound without the rest.

    Parameters
    ----------
    samples : SlicedSound, n samples
        The recording, 16 kHz mono; read only where it is asked for.
    spans : sequence of (float, float)
        Half-open, in seconds, in order of time, apart from each other, each longer than one sample.
    """

    def __init__(self, samples: SlicedSound, spans: Sequence[tuple[float, float]]) -> None:
        count = len(samples)
        edges = [
            (round(start * _SAMPLE_RATE_HZ), min(round(end * _SAMPLE_RATE_HZ), count)) for start, end in spans
        ]
        self._samples = samples
        self._first_samples = [start for start, _ in edges]
        self._ends = list(accumulate(end - start for start, end in edges))
        self._origins = [start / _SAMPLE_RATE_HZ for start, _ in edges]
        self._lengths = [(end - start) / _SAMPLE_RATE_HZ for start, end in edges]
        self._begins = [0.0, *accumulate(self._lengths)][:-1]

    def __len__(self) -> int:
        """Return the number of samples of all stretches."""
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, stretch: slice, /) -> NDArray[np.float32]:
        """Return the samples of a stretch of the gathered sound; see `SlicedSound`."""
        first, last, _ = stretch.indices(len(self))
        parts = []
        for begin, end, origin in zip([0, *self._ends], self._ends, self._first_samples, strict=False):
            if begin < last and end > first:
                parts.append(self._samples[origin + max(first - begin, 0) : origin + min(last, end) - begin])
        # One stretch is the usual case, and a view of it costs no memory.
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

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
