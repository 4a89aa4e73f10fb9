"""Finds the words of an archive that a typed word may stand for: neighbouring spellings and like sounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from app.search.search_terms import MIN_JOINED_SOUND_CHARACTERS, STOP_WORDS

MAX_EXPANSIONS = 12
_LONG_WORD = 8
_SHORTEST_WITH_ERROR = 5
_SHORTEST_KNOWN_WITH_ERROR = 6
_SHORTEST_SOUND = 3
_SHORTEST_SOUND_WITH_ERROR = 5
_LONG_SOUND = 9


class TermDictionary:
    """The words and sound keys of an index at one moment, with how many passages have them."""

    def __init__(self, words: Iterable[tuple[str, int]], sounds: Iterable[tuple[str, int]]) -> None:
        self._words = dict(words)
        self._words_by_length = _by_length(word for word in self._words if word not in STOP_WORDS)
        self._sounds = dict(sounds)
        self._sounds_by_length = _by_length(self._sounds)
        # Two neighbours of a query ask for the same joined sound; more is not kept.
        self.alike_sounds = lru_cache(maxsize=16)(self._alike_sounds)

    def __contains__(self, folded: str) -> bool:
        return folded in self._words

    def close_words(self, folded: str, *, is_known: bool) -> tuple[str, ...]:
        """Give the words of neighbouring spelling, nearest and most frequent first, at most 12.

        Parameters
        ----------
        folded : str
            The typed word in lower case without accents.
        is_known : bool
            The archive has the word or another form of it: it is hardly a slip, so less is allowed.

        Returns
        -------
        tuple of str
            Up to one edit (a letter more, less, other, or two swapped) from 5 letters on, two from 8 on; for
            a known word one edit from 6 letters on. The word itself is not among them.
        """
        edits = _allowed_edits(folded, is_known=is_known)
        near = _near(folded, self._words_by_length, edits, OSA.distance)
        ranked = sorted(near, key=lambda found: (found[1], -self._words[found[0]], found[0]))
        return tuple(word for word, _ in ranked if word != folded)[:MAX_EXPANSIONS]

    def _alike_sounds(self, sound: str) -> tuple[str, ...]:
        """Give at most 12 keys equal to this one (3 letters on), one edit away (5 on), or two (9 on)."""
        if len(sound) < _SHORTEST_SOUND or sound.isdigit():
            return ()
        edits = 0 if len(sound) < _SHORTEST_SOUND_WITH_ERROR else 1 if len(sound) < _LONG_SOUND else 2
        near = _near(sound, self._sounds_by_length, edits, Levenshtein.distance)
        ranked = sorted(near, key=lambda found: (found[1], -self._sounds[found[0]], found[0]))
        return tuple(key for key, _ in ranked)[:MAX_EXPANSIONS]

    def alike_joined_sounds(self, sound: str) -> tuple[str, ...]:
        """Give the keys of single words that sound like two typed ones said as one."""
        return self.alike_sounds(sound) if len(sound) > MIN_JOINED_SOUND_CHARACTERS else ()


def _allowed_edits(folded: str, *, is_known: bool) -> int:
    if folded.isdigit():
        return 0
    if is_known:
        return 1 if len(folded) >= _SHORTEST_KNOWN_WITH_ERROR else 0
    return 0 if len(folded) < _SHORTEST_WITH_ERROR else 1 if len(folded) < _LONG_WORD else 2


def _by_length(terms: Iterable[str]) -> dict[int, list[str]]:
    lengths: defaultdict[int, list[str]] = defaultdict(list)
    for term in terms:
        lengths[len(term)].append(term)
    return dict(lengths)


def _near(
    term: str, by_length: dict[int, list[str]], edits: int, distance: Callable[..., int]
) -> list[tuple[str, int]]:
    near: list[tuple[str, int]] = []
    for length in range(len(term) - edits, len(term) + edits + 1):
        candidates = by_length.get(length, [])
        found = process.extract(
            term,
            candidates,
            scorer=distance,
            score_cutoff=edits,
            limit=MAX_EXPANSIONS * 4,
        )
        near.extend((candidate, int(score)) for candidate, score, _ in found)
    return near
