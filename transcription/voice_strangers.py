"""Finds stretches of speech by somebody who is none of the voices found."""

from __future__ import annotations

import math

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
    owners = (points @ centres.T).argmax(axis=1)
    nearness: dict[int, float] = {}
    counts: dict[int, int] = {}
    for number in np.unique(windows.region_numbers):
        is_own = windows.region_numbers == number
        if is_own.sum() >= _FEWEST_WINDOWS:
            counts[int(number)] = min(int(is_own.sum()), _MOST_WINDOWS)
            nearness[int(number)] = _nearness(points, owners, is_own, centres)
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


def _nearness(
    points: NDArray[np.float64],
    owners: NDArray[np.int64],
    is_own: NDArray[np.bool_],
    centres: NDArray[np.float32],
) -> float:
    """Return how near a stretch is to the voices without it: a stranger moves a voice's centre."""
    others = [
        points[rest].mean(axis=0) if (rest := (owners == voice) & ~is_own).any() else centre
        for voice, centre in enumerate(centres.astype(np.float64))
    ]
    basis, _ = np.linalg.qr(np.array(others).T)
    mean = points[is_own].mean(axis=0)
    return float(np.linalg.norm(basis.T @ mean) / np.linalg.norm(mean))
