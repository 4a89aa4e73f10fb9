"""What is known about a word when what was said is not: the engine's figures, its neighbours, its shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transcription.raw_transcript import RawTranscript, Word
from transcription.sentence_ends import ends_sentence
from transcription.word_commonness import word_commonness

FEATURES: Final = (
    "logit",
    "probability",
    "logit_before",
    "logit_after",
    "lowest_logit_near",
    "mean_logit_around",
    "mean_logit_segment",
    "average_log_probability",
    "no_speech_probability",
    "compression_ratio",
    "mean_logit_recording",
    "log_letters",
    "log_seconds_per_letter",
    "gap_before_seconds",
    "gap_after_seconds",
    "is_name_like",
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
        logarithms; gaps are seconds, at most 2; `is_name_like` is 1 for a capital inside a sentence, else 0;
        `commonness` is that of `word_commonness`; `agreement` is the share, 0..1, of the decodings that gave
        the word where several were joined.
    """
    words = transcript.words
    logits = np.array([_logit(word.probability) for word in words], dtype=float)
    recording_mean = _mean(logits)
    rows = [
        [
            *_around(logits, index),
            *segment_figures,
            recording_mean,
            *_shape(words, index),
            _known(word_commonness(words[index].text, language)),
            _known(getattr(words[index], "agreement", None)),
        ]
        for index, (segment_figures, language) in enumerate(_segment_figures(transcript))
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
    near = _others(logits, index, _NEAR_WORDS)
    return [
        own,
        1.0 / (1.0 + float(np.exp(-own))),
        float(logits[index - 1]) if index > 0 else np.nan,
        float(logits[index + 1]) if index + 1 < len(logits) else np.nan,
        float(near.min()) if near.size else np.nan,
        _mean(_others(logits, index, _AROUND_WORDS)),
    ]


def _others(logits: NDArray[np.float64], index: int, reach: int) -> NDArray[np.float64]:
    found = np.concatenate((logits[max(index - reach, 0) : index], logits[index + 1 : index + 1 + reach]))
    return found[~np.isnan(found)]


def _segment_figures(transcript: RawTranscript) -> Iterator[tuple[list[float], str]]:
    """Yield for each word the figures and the language of its segment."""
    for segment in transcript.segments:
        logits = np.array([_logit(word.probability) for word in segment.words], dtype=float)
        figures = [
            _mean(logits),
            _known(segment.average_log_probability),
            _known(segment.no_speech_probability),
            _known(segment.compression_ratio),
        ]
        for _ in segment.words:
            yield figures, segment.language or transcript.language


def _shape(words: Sequence[Word], index: int) -> list[float]:
    """Return the figures of a word's length, of the gaps around it and of its capital."""
    word = words[index]
    letters = max(sum(character.isalnum() for character in word.text), 1)
    seconds = max(word.end_seconds - word.start_seconds, _SHORTEST_SECONDS)
    before = words[index - 1] if index > 0 else None
    after = words[index + 1] if index + 1 < len(words) else None
    is_inside = before is not None and not ends_sentence(before.text, word.text)
    first_letter = next((character for character in word.text if character.isalpha()), "")
    return [
        log(letters),
        log(seconds / letters),
        _gap(before, word),
        _gap(word, after),
        float(is_inside and first_letter.isupper()),
    ]


def _gap(before: Word | None, after: Word | None) -> float:
    if before is None or after is None:
        return np.nan
    return min(max(after.start_seconds - before.end_seconds, 0.0), _LONGEST_GAP_SECONDS)


def _mean(values: NDArray[np.float64]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else np.nan


def _known(value: float | None) -> float:
    return np.nan if value is None else value
