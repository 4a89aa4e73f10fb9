"""How common a written word is in spoken language: what Whisper mishears is often no word at all."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log

from spellchecker import SpellChecker

# Letters only: a number is neither common nor rare.
_PART = re.compile(r"[^\W\d_]+")
_SINGLE_LETTER_WORDS = {"fr": frozenset("aày"), "en": frozenset("ai")}
_PER = 1e6


def word_commonness(text: str, language: str) -> float | None:
    """Return how common the rarest part of a word is.

    Parameters
    ----------
    text : str
        A word as written, with its punctuation; « l'école » has the part « école », « va-t-il » has two.
    language : str
        'fr' or 'en'.

    Returns
    -------
    float or None
        Natural logarithm of its occurrences in a million words of subtitles; a part that never occurs counts
        as once in the whole list. None for what holds no word, such as a number.
    """
    lowered = text.lower().replace("’", "'")
    singles = _SINGLE_LETTER_WORDS[language]
    parts = [part for part in _PART.findall(lowered) if len(part) > 1 or part in singles]
    if not parts:
        return None
    counts, total = _counts(language)
    return min(log((counts.get(part, 0) + 1) / total * _PER) for part in parts)


def is_listed(text: str, language: str) -> bool:
    """Tell whether any part of a word is in a language's list; « va-t-il » has the parts « va » and « il ».

    What holds no word, such as a number, counts as listed.
    """
    parts = _PART.findall(text.lower())
    return not parts or any(part in _counts(language)[0] for part in parts)


@lru_cache(maxsize=2)
def _counts(language: str) -> tuple[dict[str, int], int]:
    """Read a language's list once: 140,000 words for French, half a second."""
    frequencies = SpellChecker(language=language).word_frequency
    return dict(frequencies.dictionary), max(frequencies.total_words, 1)
