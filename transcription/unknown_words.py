"""Words that no dictionary has: often no words at all, or names whose spelling wants a look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from transcription.scored_words import scored_words
from transcription.word_commonness import is_listed

# What an elision leaves (l', qu'), and initials, are no words to look up.
_LOOKED_UP = re.compile(r"[^\W\d_]{3,}")
_LANGUAGES = ("fr", "en")


def unknown_words(words: Sequence[str], language: str, known_terms: Iterable[str] = ()) -> frozenset[int]:
    """Return the indices of the words of which a part is in neither list, French or English.

    Parameters
    ----------
    words : sequence of str
        As written, with their punctuation; a mark such as `[inaudible]` is no word.
    language : str
        The one they are said in, 'fr' or 'en'; it is looked up first.
    known_terms : iterable of str
        Names and jargon that are spelled as they should be.
    """
    languages = tuple(sorted(_LANGUAGES, key=lambda one: one != language))
    known = _spelled(tuple(known_terms), language)
    return frozenset(
        index
        for index, word in enumerate(words)
        if not word.startswith("[") and any(_is_unknown(part, known, languages) for part in _parts(word))
    )


def _parts(word: str) -> list[str]:
    return _LOOKED_UP.findall(word)


def _is_unknown(part: str, known: frozenset[str], languages: Sequence[str]) -> bool:
    is_listed_anywhere = any(is_listed(part, language) for language in languages)
    return not is_listed_anywhere and not known.issuperset(scored_words(part))


@lru_cache(maxsize=64)
def _spelled(terms: tuple[str, ...], language: str) -> frozenset[str]:
    """Return the words of known terms; passages of one recording ask for the same ones."""
    return frozenset(part for term in terms for part in scored_words(term, language))
