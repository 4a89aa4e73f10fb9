"""How much of a stretch of sound was cut flat because it was too loud for the microphone or the converter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# A fifth of a millisecond: the crest of a loud voice passes a fiftieth of its height sooner than that.
_LEAST_RUN_SAMPLES = 3
_FLATNESS = 0.02
# Cut crests stand near the largest value; below this share of it, flatness is only a slow wave.
_LEAST_SHARE_OF_PEAK = 0.7
# Below -40 dBFS nothing can have been cut by a converter of that same scale.
_LEAST_PEAK = 0.01


def clipped_share(samples: NDArray[np.float32]) -> float:
    """Return the share of samples that lie in flat tops.

    A flat top is a run of at least 3 samples (0.2 ms at 16 kHz) near the largest value of the stretch
    where the sound moves by less than 2 % of it. Where a lossy codec came after the cut the tops are rippled,
    and the share found is smaller than the share cut.

    Parameters
    ----------
    samples : ndarray of float32, shape (n,)
        In -1..1 at 16 kHz.

    Returns
    -------
    float
        In 0..1.
    """
    if len(samples) == 0:
        return 0.0
    flat = 0
    for crest in (samples, -samples):
        peak = float(crest.max())
        if peak >= _LEAST_PEAK:
            flat += _flat_samples(crest, peak)
    return flat / len(samples)


def _flat_samples(crest: NDArray[np.float32], peak: float) -> int:
    """Count the samples of flat runs on one side."""
    is_near = crest >= _LEAST_SHARE_OF_PEAK * peak
    is_still = np.abs(np.diff(crest)) <= _FLATNESS * peak
    joined = is_still & is_near[1:] & is_near[:-1]
    edges = np.diff(np.concatenate(([0], joined.astype(np.int8), [0])))
    # A run of k joints has k + 1 samples.
    lengths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1) + 1
    return int(lengths[lengths >= _LEAST_RUN_SAMPLES].sum())
