"""Themes of a recording against the truth: together, theme by theme, and exchange by exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from transcription.ground_truth import TrueExchange
from transcription.scoring import RetrievalScore, score_labels

LabelPair = tuple[Set[str], Set[str]]


def retrieval_figures(score: RetrievalScore) -> dict[str, float | int | None]:
    """Return precision, recall, F1 and the counts behind them; null what nothing was there to measure by."""
    given = score.true_positives + score.false_positives
    expected = score.true_positives + score.false_negatives
    return {
        "precision": round(score.precision, 4) if given else None,
        "recall": round(score.recall, 4) if expected else None,
        "f1": round(score.f1, 4) if given or expected else None,
        "right": score.true_positives,
        "wrong": score.false_positives,
        "missed": score.false_negatives,
    }


def score_each_theme(pairs: Sequence[LabelPair]) -> dict[str, RetrievalScore]:
    """Score each theme that was expected or given, over all (expected, given) pairs, in order of slug."""
    slugs = sorted({slug for expected, given in pairs for slug in (*expected, *given)})
    return {
        slug: score_labels([(expected & {slug}, given & {slug}) for expected, given in pairs])
        for slug in slugs
    }


def add_theme_scores(recordings: Sequence[Mapping[str, Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Add up the counts of `retrieval_figures` theme by theme over several recordings."""
    slugs = sorted({slug for themes in recordings for slug in themes})
    return {
        slug: retrieval_figures(
            RetrievalScore(
                *(
                    sum(themes[slug][count] for themes in recordings if slug in themes)
                    for count in ("right", "wrong", "missed")
                )
            )
        )
        for slug in slugs
    }


def exchange_figures(exchanges: Sequence[TrueExchange], pairs: Sequence[LabelPair]) -> list[dict[str, Any]]:
    """Return what was expected and given in each exchange; pairs beyond the last lie outside them all."""
    rows = []
    for number, (expected, given) in enumerate(pairs):
        exchange = exchanges[number] if number < len(exchanges) else None
        if exchange is None and not given:
            continue
        rows.append(
            {
                "start_seconds": exchange.start_seconds if exchange else None,
                "end_seconds": exchange.end_seconds if exchange else None,
                "expected": sorted(expected),
                "given": sorted(given),
                **retrieval_figures(score_labels([(expected, given)])),
            }
        )
    return rows
