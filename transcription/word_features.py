"""What is known about a word when what was said is not: the engine's figures, its neighbours, its shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transcription.raw_transcript import RawTranscript, Word
from transcription.word_commonness import word_commonness

FEATURES: Final = (
    "logit",
    "probability",
    "logit_before",
    "logit_after",
    "lowest_logit_near",
    "mean_logit_around",
    "log_letters",
    "log_seconds_per_letter",
    "gap_before_seconds",
    "gap_after_seconds",
    "commonness",
    "agreement",
)
# Probabilities of exactly 0 and 1 come of rounding; a word is never that sure.
_LEAST_PROBABILITY = 0.002
_NEAR_WORDS = 2
_AROUND_WORDS = 5
_LONGEST_GAP_SECONDS = 2.0
_SHORTEST_SECONDS = 0.02


def word_features(transcript: RawTranscript) -> NDArray[np.float64]:
    """Describe each word of a transcript.

    Parameters
    ----------
    transcript : RawTranscript
        As heard, its words in order of time with the engine's own probabilities.

    Returns
    -------
    ndarray of float64, shape (words, len(FEATURES))
        What is unknown is NaN. Logits are natural; the number of letters and the seconds a letter are natural
        logarithms; gaps are seconds, at most 2; `commonness` is that of `word_commonness`; `agreement` is the
        share, 0..1, of the decodings that gave the word where several were joined.
    """
    words = transcript.words
    logits = np.array([_logit(word.probability) for word in words], dtype=float)
    languages = [
        segment.language or transcript.language for segment in transcript.segments for _ in segment.words
    ]
    rows = [
        [
            *_around(logits, index),
            *_shape(words, index),
            _known(word_commonness(word.text, language)),
            _known(word.agreement),
        ]
        for index, (word, language) in enumerate(zip(words, languages, strict=True))
    ]
    return np.array(rows, dtype=float).reshape(len(words), len(FEATURES))


def _logit(probability: float | None) -> float:
    if probability is None:
        return np.nan
    bounded = min(max(probability, _LEAST_PROBABILITY), 1.0 - _LEAST_PROBABILITY)
    return log(bounded / (1.0 - bounded))


def _around(logits: NDArray[np.float64], index: int) -> list[float]:
    """Return the figures of a word's probability and of those near it."""
    own = float(logits[index])
    near, around = _others(logits, index, _NEAR_WORDS), _others(logits, index, _AROUND_WORDS)
    return [
        own,
        1.0 / (1.0 + float(np.exp(-own))),
        float(logits[index - 1]) if index > 0 else np.nan,
        float(logits[index + 1]) if index + 1 < len(logits) else np.nan,
        float(near.min()) if near.size else np.nan,
        float(around.mean()) if around.size else np.nan,
    ]


def _others(logits: NDArray[np.float64], index: int, reach: int) -> NDArray[np.float64]:
    found = np.concatenate((logits[max(index - reach, 0) : index], logits[index + 1 : index + 1 + reach]))
    return found[~np.isnan(found)]


def _shape(words: Sequence[Word], index: int) -> list[float]:
    """Return the figures of a word's length and of the gaps around it."""
    word = words[index]
    letters = max(sum(character.isalnum() for character in word.text), 1)
    seconds = max(word.end_seconds - word.start_seconds, _SHORTEST_SECONDS)
    before = words[index - 1] if index > 0 else None
    after = words[index + 1] if index + 1 < len(words) else None
    return [
        log(letters),
        log(seconds / letters),
        _gap(before, word),
        _gap(word, after),
    ]


def _gap(before: Word | None, after: Word | None) -> float:
    if before is None or after is None:
        return np.nan
    return min(max(after.start_seconds - before.end_seconds, 0.0), _LONGEST_GAP_SECONDS)


def _known(value: float | None) -> float:
    return np.nan if value is None else value
