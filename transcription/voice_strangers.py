"""Finds stretches of speech by somebody who is none of the voices found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transcription.voice_windows import SpeechWindows

# Mean embeddings of shorter stretches scatter too much to tell anything.
_FEWEST_WINDOWS = 3
# Without this many stretches nothing says how near they usually are.
_FEWEST_STRETCHES = 5
# A stranger is this much further from the voices than most stretches are, or three times the usual scatter.
# Measured on four recordings, with noise down to 0 dB and through AMR: own stretches of a voice lie at most
# 0.10 below the median, another person's 0.11 to 0.26.
_FURTHER = 0.10
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
    basis, _ = np.linalg.qr(centres.T.astype(np.float64))
    nearness: dict[int, float] = {}
    for number in np.unique(windows.region_numbers):
        own = embeddings[windows.region_numbers == number].astype(np.float64)
        if len(own) >= _FEWEST_WINDOWS:
            mean = own.mean(axis=0)
            nearness[int(number)] = float(np.linalg.norm(basis.T @ mean) / np.linalg.norm(mean))
    if len(nearness) < _FEWEST_STRETCHES:
        return frozenset()
    values = np.array(list(nearness.values()))
    middle = float(np.median(values))
    scatter = _TO_DEVIATION * float(np.median(np.abs(values - middle)))
    level = middle - max(_FURTHER, _SCATTERS * scatter)
    return frozenset(number for number, value in nearness.items() if value < level)
