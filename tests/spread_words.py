"""The words of a truth with times: each turn's spread over it by their lengths, without any engine."""

from __future__ import annotations

import numpy as np

from transcription.ground_truth import GroundTruth, TrueTurn
from transcription.raw_transcript import Word


def spread_words(truth: GroundTruth) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """Return the words of all turns, and the language of each."""
    spread = [(word, turn.language) for turn in truth.turns for word in spread_turn(turn)]
    return tuple(word for word, _ in spread), tuple(language for _, language in spread)


def spread_turn(turn: TrueTurn, later_seconds: float = 0.0) -> tuple[Word, ...]:
    """Return the words of one turn, so much later than it was said."""
    texts = turn.text.split()
    shares = np.cumsum([0, *(len(text) + 1 for text in texts)])
    edges = turn.start_seconds + shares / shares[-1] * (turn.end_seconds - turn.start_seconds)
    edges = edges + later_seconds
    return tuple(Word(text, float(a), float(b)) for text, a, b in zip(texts, edges, edges[1:], strict=False))
