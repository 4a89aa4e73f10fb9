"""Finds stretches of speech by somebody who is none of the voices found."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.voice_windows import SpeechWindows

# Mean embeddings of shorter stretches scatter too much to tell anything.
_FEWEST_WINDOWS = 3
# Without this many stretches nothing says how near they usually are.
_FEWEST_STRETCHES = 5
# A stranger is this much further from the voices than most stretches are, by the square root of the number
# of windows (up to the most that count), or three times the usual scatter. Measured on ten recordings, with
# noise down to 0 dB and through AMR: own stretches reach 0.16, another person's 0.19 to 0.43, one 0.11.
_FURTHER = 0.175
_MOST_WINDOWS = 9
_SCATTERS = 3.0
# Median absolute deviation to standard deviation, for normally distributed values.
_TO_DEVIATION = 1.4826


def strange_regions(
    windows: SpeechWindows, embeddings: NDArray[np.float32], centres: NDArray[np.float32]
) -> frozenset[int]:
    """Return the numbers of the speech regions whose sound no mixture of the voices explains.

    The nearness of a stretch is the length of its mean embedding (brought to length 1) projected on the space
    that the voices span, so that two voices in one stretch are not taken for a third. Noise moves all
    nearness alike: only a stretch far below the others is strange.

    Parameters
    ----------
    windows : SpeechWindows
    embeddings : float32, shape (windows, 256)
    centres : float32, shape (voices, 256)
        Rows of length 1.
    """
    if len(centres) == 0 or len(embeddings) == 0:
        return frozenset()
    points = embeddings.astype(np.float64)
    voices = _VoiceSums.of(points, centres.astype(np.float64))
    nearness: dict[int, float] = {}
    counts: dict[int, int] = {}
    for number in np.unique(windows.region_numbers):
        rows = np.flatnonzero(windows.region_numbers == number)
        if len(rows) >= _FEWEST_WINDOWS:
            counts[int(number)] = min(len(rows), _MOST_WINDOWS)
            nearness[int(number)] = voices.nearness(points, rows)
    if len(nearness) < _FEWEST_STRETCHES:
        return frozenset()
    values = np.array(list(nearness.values()))
    middle = float(np.median(values))
    scatter = _TO_DEVIATION * float(np.median(np.abs(values - middle)))
    return frozenset(
        number
        for number, value in nearness.items()
        if middle - value > max(_FURTHER / math.sqrt(counts[number]), _SCATTERS * scatter)
    )


@dataclass(frozen=True, slots=True)
class _VoiceSums:
    """The windows nearest to each voice, as sums: what is left of a voice without a few of them is cheap."""

    owners: NDArray[np.intp]
    sums: NDArray[np.float64]
    counts: NDArray[np.intp]
    centres: NDArray[np.float64]

    @classmethod
    def of(cls, points: NDArray[np.float64], centres: NDArray[np.float64]) -> _VoiceSums:
        """Add the windows up, each to its nearest voice."""
        owners = (points @ centres.T).argmax(axis=1)
        sums = np.array([points[owners == voice].sum(axis=0) for voice in range(len(centres))])
        return cls(owners, sums, np.bincount(owners, minlength=len(centres)), centres)

    def nearness(self, points: NDArray[np.float64], rows: NDArray[np.intp]) -> float:
        """Return how near a stretch is to the voices without it: a stranger moves a voice's centre."""
        others = []
        for voice, centre in enumerate(self.centres):
            own = rows[self.owners[rows] == voice]
            left = self.counts[voice] - len(own)
            others.append((self.sums[voice] - points[own].sum(axis=0)) / left if left else centre)
        basis, _ = np.linalg.qr(np.array(others).T)
        mean = points[rows].mean(axis=0)
        return float(np.linalg.norm(basis.T @ mean) / np.linalg.norm(mean))
