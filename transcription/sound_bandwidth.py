"""Up to which frequency a stretch of sound carries anything: a telephone line ends near 3,400 Hz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transcription.speech_audio import SAMPLE_RATE_HZ

MOST_BANDWIDTH_HZ = SAMPLE_RATE_HZ / 2
_WINDOW_SAMPLES = 512
_HOP_SAMPLES = 256
_LEAST_FRAMES = 20
# Hissing consonants are short: what one frame in ten reaches is what the line lets through.
_LOUD_PERCENTILE = 90.0
_ABOVE_PAUSES_DB = 6.0
_ABOVE_FLOOR_DB = 15.0
# What is weaker than this beside the strongest part of a voice adds nothing that is heard: the skirts of a
# filter, the image that a converter leaves.
_BELOW_STRONGEST_DB = 45.0
# Where a line ends, the spectrum falls at least so far within half a kilohertz; a voice fades more slowly.
_CLIFF_DB = 8.0
_CLIFF_BINS = 16
# Neighbouring bins are averaged (about 160 Hz), so that one tone is not taken for speech.
_SMOOTHING_BINS = 5
# The rounding of a 16-bit sample, spread over the bins: nothing below it can have been recorded.
_QUANTISATION_DB = 10 * np.log10((2.0**-15) ** 2 / 12)


def bandwidth_hz(speech: NDArray[np.float32], pauses: NDArray[np.float32]) -> float | None:
    """Return the highest frequency at which a stretch of sound still stands above the floor.

    A frequency is carried where speech stands 6 dB above the pauses, or where the sound of the place
    itself, heard in the pauses, stands 15 dB above the lowest part of the spectrum: a line that ends cuts
    noise as well as speech. Both count only where they are less than 45 dB under the strongest part of the
    voice. Noise that covers the upper end of a voice leaves its end unknown, unless the spectrum falls there
    as only a line's does.

    Parameters
    ----------
    speech : ndarray of float32, shape (n,)
        Samples in -1..1 at 16 kHz while somebody speaks.
    pauses : ndarray of float32, shape (m,)
        Samples of the pauses around it; may be empty: then only the rounding of the samples is the floor.

    Returns
    -------
    float or None
        In Hz, at most 8,000, which is all that 16 kHz sound can show; None for less than 0.3 s of speech,
        and where noise hides the end.
    """
    spoken = _levels_db(speech)
    if spoken is None:
        return None
    quiet = _levels_db(pauses)
    floor = np.full_like(spoken, _QUANTISATION_DB) if quiet is None else np.maximum(quiet, _QUANTISATION_DB)
    lowest = max(float(min(spoken.min(), floor.min())), _QUANTISATION_DB)
    is_carried = (spoken > floor + _ABOVE_PAUSES_DB) | (floor > lowest + _ABOVE_FLOOR_DB)
    is_carried &= spoken > spoken.max() - _BELOW_STRONGEST_DB
    carried = np.flatnonzero(is_carried)
    if len(carried) == 0:
        return None
    if carried[-1] >= len(spoken) - _SMOOTHING_BINS:
        return MOST_BANDWIDTH_HZ
    if _is_hidden(spoken, floor, int(carried[-1])):
        return None
    # The average of neighbours reaches over half its width beyond the edge.
    return float((carried[-1] - _SMOOTHING_BINS // 2 + 0.5) * SAMPLE_RATE_HZ / _WINDOW_SAMPLES)


def _is_hidden(spoken: NDArray[np.float64], floor: NDArray[np.float64], last: int) -> bool:
    """Whether noise covers what lies above the last bin carried: what the line lets by is then unknown."""
    above = slice(last + _SMOOTHING_BINS, last + _SMOOTHING_BINS + _CLIFF_BINS)
    if float(np.median(floor[above])) < spoken.max() - _BELOW_STRONGEST_DB:
        return False
    below = slice(max(0, last - _CLIFF_BINS), last)
    return float(np.median(spoken[below]) - np.median(spoken[above])) < _CLIFF_DB


def _levels_db(samples: NDArray[np.float32]) -> NDArray[np.float64] | None:
    """Return the level of each frequency bin that this share of the frames stays under."""
    if len(samples) < _WINDOW_SAMPLES + (_LEAST_FRAMES - 1) * _HOP_SAMPLES:
        return None
    frames = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW_SAMPLES)[::_HOP_SAMPLES]
    window = np.hanning(_WINDOW_SAMPLES)
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2 / np.sum(window**2)
    smooth = np.ones(_SMOOTHING_BINS) / _SMOOTHING_BINS
    levels = np.convolve(np.percentile(power, _LOUD_PERCENTILE, axis=0), smooth, mode="same")
    result: NDArray[np.float64] = 10 * np.log10(np.maximum(levels, 1e-12))
    return result
