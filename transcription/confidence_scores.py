"""How honest the probabilities of words are: do they tell right from wrong, and do they say how often?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

BIN_COUNT = 10


@dataclass(frozen=True, slots=True)
class JudgedProbability:
    """The probability given to a word, in 0..1, and whether the word was right."""

    probability: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The words whose probability lies in a half-open range (the last one is closed)."""

    from_probability: float
    to_probability: float
    words: int
    mean_probability: float
    share_right: float


@dataclass(frozen=True, slots=True)
class ConfidenceScores:
    """How honest probabilities are.

    Attributes
    ----------
    words, right_words : int
        Words judged, and those that were right.
    auc : float or None
        Chance that a right word has a higher probability than a wrong one, ties counted half (area under the
        receiver's curve); None when all are right or all wrong.
    brier : float
        Mean squared distance between the probability and what came true; 0 is best.
    calibration_error : float
        Expected calibration error: distance between mean probability and share of right words in each of ten
        equal ranges, weighted by their words; 0 is best.
    bins : tuple of ReliabilityBin
        The reliability diagram; ranges without words are left out.

    References
    ----------
    Guo et al., On Calibration of Modern Neural Networks, ICML 2017; Brier, 1950.
    """

    words: int
    right_words: int
    auc: float | None
    brier: float
    calibration_error: float
    bins: tuple[ReliabilityBin, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values, rounded to four places."""
        return {
            "words": self.words,
            "right_words": self.right_words,
            "auc": None if self.auc is None else round(self.auc, 4),
            "brier": round(self.brier, 4),
            "calibration_error": round(self.calibration_error, 4),
            "bins": [
                {
                    "from": one.from_probability,
                    "to": one.to_probability,
                    "words": one.words,
                    "mean_probability": round(one.mean_probability, 4),
                    "share_right": round(one.share_right, 4),
                }
                for one in self.bins
            ],
        }


def score_confidence(judged: Sequence[JudgedProbability]) -> ConfidenceScores | None:
    """Score probabilities; None when no word has one."""
    if not judged:
        return None
    bins = tuple(_bins(judged))
    return ConfidenceScores(
        words=len(judged),
        right_words=sum(one.is_right for one in judged),
        auc=_area_under_curve(judged),
        brier=sum((one.probability - one.is_right) ** 2 for one in judged) / len(judged),
        calibration_error=sum(one.words * abs(one.mean_probability - one.share_right) for one in bins)
        / len(judged),
        bins=bins,
    )


def _bins(judged: Sequence[JudgedProbability]) -> Iterator[ReliabilityBin]:
    def number(one: JudgedProbability) -> int:
        return min(int(one.probability * BIN_COUNT), BIN_COUNT - 1)

    for bin_number, group in groupby(sorted(judged, key=number), key=number):
        members = list(group)
        yield ReliabilityBin(
            from_probability=bin_number / BIN_COUNT,
            to_probability=(bin_number + 1) / BIN_COUNT,
            words=len(members),
            mean_probability=sum(one.probability for one in members) / len(members),
            share_right=sum(one.is_right for one in members) / len(members),
        )


def _area_under_curve(judged: Sequence[JudgedProbability]) -> float | None:
    """Count, in order of probability, how many wrong words lie below each right one (Mann and Whitney)."""
    right_count = sum(one.is_right for one in judged)
    wrong_count = len(judged) - right_count
    if not right_count or not wrong_count:
        return None
    wins, wrong_below = 0.0, 0
    ordered = sorted(judged, key=lambda one: one.probability)
    for _, group in groupby(ordered, key=lambda one: one.probability):
        members = list(group)
        right_here = sum(one.is_right for one in members)
        wrong_here = len(members) - right_here
        wins += right_here * (wrong_below + wrong_here / 2)
        wrong_below += wrong_here
    return wins / (right_count * wrong_count)
