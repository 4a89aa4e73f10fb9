"""Is one setting better than another, or is the difference noise? A paired bootstrap over turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcription.scoring import EditCounts

_DRAWS = 5000
_SEED = 1
_INTERVAL_PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class WerDifference:
    """Word error rate of one setting less that of another on the same sound: below 0 the first is better.

    Attributes
    ----------
    difference : float
        As measured.
    low, high : float or None
        Bounds of the 95 % interval; None where there are fewer than two blocks to draw from.
    """

    difference: float
    low: float | None
    high: float | None

    @property
    def is_noise(self) -> bool | None:
        """Whether the interval holds 0, so that nothing is shown either way; None without an interval."""
        return None if self.low is None or self.high is None else self.low <= 0.0 <= self.high

    def to_json(self) -> dict[str, Any]:
        """Return plain values, rounded to four places."""
        interval = (
            None if self.low is None or self.high is None else [round(self.low, 4), round(self.high, 4)]
        )
        return {
            "wer_difference": round(self.difference, 4),
            "interval_95": interval,
            "is_noise": self.is_noise,
        }


PairedBlocks = Sequence[tuple[EditCounts, EditCounts]]


def compare_wer(recordings: Mapping[str, PairedBlocks]) -> tuple[dict[str, WerDifference], WerDifference]:
    """Compare two settings that heard the same recordings.

    Parameters
    ----------
    recordings : mapping of str to sequence of (EditCounts, EditCounts)
        For each recording the edits of the first and of the second setting, block by block of the same truth
        (`word_alignment.edits_by_block`).

    Returns
    -------
    (dict of str to WerDifference, WerDifference)
        For each recording, and for the mean over recordings, each counting the same.

    Notes
    -----
    Blocks are drawn with replacement inside each recording, the same for both settings, so that a hard turn
    is hard for both. The interval tells how far the difference may come from the turns that happen to be
    there; other voices and other noises may differ by more.

    References
    ----------
    Bisani and Ney, Bootstrap estimates for confidence intervals in ASR performance evaluation, ICASSP 2004.
    """
    random = np.random.default_rng(_SEED)
    measured: dict[str, WerDifference] = {}
    drawn: list[NDArray[np.float64]] = []
    for name, blocks in recordings.items():
        wrong = np.array([_wrong(first) - _wrong(second) for first, second in blocks], dtype=float)
        lengths = np.array([first.reference_length for first, _ in blocks], dtype=float)
        draws = random.integers(0, len(blocks), size=(_DRAWS, len(blocks)))
        differences = wrong[draws].sum(axis=1) / np.maximum(lengths[draws].sum(axis=1), 1.0)
        has_interval = len(blocks) > 1
        drawn.append(differences)
        measured[name] = _difference(wrong.sum() / max(lengths.sum(), 1.0), differences, has_interval)
    has_interval = all(one.low is not None for one in measured.values())
    mean = float(np.mean([one.difference for one in measured.values()]))
    return measured, _difference(mean, np.mean(drawn, axis=0), has_interval)


def _wrong(edits: EditCounts) -> int:
    return edits.substitutions + edits.deletions + edits.insertions


def _difference(measured: float, drawn: NDArray[np.float64], has_interval: bool) -> WerDifference:
    if not has_interval:
        return WerDifference(float(measured), None, None)
    low, high = np.percentile(drawn, _INTERVAL_PERCENTILES)
    return WerDifference(float(measured), float(low), float(high))
