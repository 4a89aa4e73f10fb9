"""Lays several decodings of the same sound side by side, word by word (a confusion network)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median_low

from rapidfuzz.distance import Levenshtein

from transcription.raw_transcript import Word
from transcription.scored_words import scored_words

# A word that others lack costs more than half of a wrong one: similar words stand side by side.
_GAP_COST = 0.6
# Decodings disagree on times by up to this; only words so near each other are compared.
_REACH_SECONDS = 2.5
_COST_PER_SECOND_APART = 0.15
_HIGHEST_SIMILARITY_OF_OTHERS = 0.9
_MATCH, _SKIP_SLOT, _NEW_SLOT = 0, 1, 2


@dataclass(slots=True)
class Slot:
    """One place of the network: for each decoding that has a word there, its number and the word."""

    words: dict[int, Word] = field(default_factory=dict)

    @property
    def middle_seconds(self) -> float:
        """Median of the middles of its words."""
        return median_low([_middle(word) for word in self.words.values()])

    @property
    def keys(self) -> frozenset[str]:
        """The words as they are compared."""
        return frozenset(word_key(word.text) for word in self.words.values())


@lru_cache(maxsize=65_536)
def word_key(text: str) -> str:
    """Return a word as two decodings are compared: without case, punctuation and digits."""
    return " ".join(scored_words(text))


def build_network(decodings: Sequence[Sequence[Word]]) -> list[Slot]:
    """Align decodings one after the other, by likeness of the words and by time.

    Parameters
    ----------
    decodings : sequence of sequence of Word
        Each in order of time; words that are only punctuation must have been left out.

    Returns
    -------
    list of Slot
        In order of time. Reading the words of one decoding along the slots gives that decoding again.

    References
    ----------
    J. G. Fiscus, "A post-processing system to yield reduced word error rates: ROVER", ASRU 1997.
    """
    slots: list[Slot] = []
    for number, words in enumerate(decodings):
        slots = _add_decoding(slots, words, number)
    return slots


def _add_decoding(slots: list[Slot], words: Sequence[Word], number: int) -> list[Slot]:
    added: list[Slot] = []
    for slot_index, word_index in _best_path(slots, words):
        slot = Slot() if slot_index is None else slots[slot_index]
        if word_index is not None:
            slot.words[number] = words[word_index]
        added.append(slot)
    return added


def _best_path(slots: Sequence[Slot], words: Sequence[Word]) -> list[tuple[int | None, int | None]]:
    """Return the cheapest pairing of slots and words (dynamic programming inside a band of time)."""
    middles = [_middle(word) for word in words]
    times = [slot.middle_seconds for slot in slots]
    keys = [slot.keys for slot in slots]
    word_keys = [word_key(word.text) for word in words]
    moves: list[dict[int, int]] = [{}]
    costs = {0: 0.0}
    for index in range(1, _last_in_band(times, middles, 0) + 1):
        costs[index] = index * _GAP_COST
        moves[0][index] = _NEW_SLOT
    for row in range(1, len(slots) + 1):
        above, costs = costs, {}
        moves.append({})
        first = min(bisect_left(middles, times[row - 1] - _REACH_SECONDS), max(above))
        for index in range(first, _last_in_band(times, middles, row) + 1):
            options: list[tuple[float, int]] = []
            if index - 1 in above and index > 0:
                unlike = 1 - max(_likeness(key, word_keys[index - 1]) for key in keys[row - 1])
                apart = _COST_PER_SECOND_APART * abs(times[row - 1] - middles[index - 1])
                options.append((above[index - 1] + unlike + apart, _MATCH))
            if index in above:
                options.append((above[index] + _GAP_COST, _SKIP_SLOT))
            if index - 1 in costs:
                options.append((costs[index - 1] + _GAP_COST, _NEW_SLOT))
            if options:
                costs[index], moves[row][index] = min(options)
    return _walk_back(moves, len(slots), len(words))


def _last_in_band(times: Sequence[float], middles: Sequence[float], row: int) -> int:
    """Return how far in the words a row reaches: what the next slot may need must still be there."""
    if row >= len(times):
        return len(middles)
    return bisect_left(middles, max(times[max(row - 1, 0) : row + 1]) + _REACH_SECONDS)


def _walk_back(moves: Sequence[dict[int, int]], row: int, index: int) -> list[tuple[int | None, int | None]]:
    path: list[tuple[int | None, int | None]] = []
    while row or index:
        move = moves[row][index]
        row -= move in (_MATCH, _SKIP_SLOT)
        index -= move in (_MATCH, _NEW_SLOT)
        path.append((None if move == _NEW_SLOT else row, None if move == _SKIP_SLOT else index))
    return path[::-1]


@lru_cache(maxsize=262_144)
def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return _HIGHEST_SIMILARITY_OF_OTHERS * Levenshtein.normalized_similarity(one, other)


def _middle(word: Word) -> float:
    return (word.start_seconds + word.end_seconds) / 2
