"""Which few seconds of a passage deserve an ear that has not seen its text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.transcript_edit import TimedWord

SPOT_SECONDS = 6.0
# Half a word without anything around it is a riddle, not a check.
LEAST_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A span cut at words: indices and times are half-open; `probability` is that of its least sure word."""

    first_word: int
    last_word: int
    start_seconds: float
    end_seconds: float
    probability: float


def find_spots(
    words: Sequence[TimedWord], below: float, seconds: float = SPOT_SECONDS
) -> tuple[BlindSpot, ...]:
    """Return the doubtful spots of a passage, the least sure first; no two share a word.

    Parameters
    ----------
    words : sequence of TimedWord
        In the order of their times.
    below : float
        A word deserves an ear when its probability is at most this.
    seconds : float
        The longest a spot may last; only a single word that is longer than that makes a longer one. What
        would be shorter than a second and a half, left over between two spots, is none.
    """
    doubtful = sorted(
        (word.probability, index)
        for index, word in enumerate(words)
        if word.probability is not None and word.probability <= below
    )
    taken: set[int] = set()
    spots: list[BlindSpot] = []
    for probability, index in doubtful:
        if index in taken:
            continue
        first, last = _grown(words, index, taken, seconds)
        is_whole = last - first == len(words)
        if not is_whole and words[last - 1].end_seconds - words[first].start_seconds < LEAST_SECONDS:
            continue
        taken.update(range(first, last))
        spots.append(
            BlindSpot(first, last, words[first].start_seconds, words[last - 1].end_seconds, probability)
        )
    return tuple(spots)


def doubt_limit(words: Sequence[TimedWord], share: float) -> float:
    """Return the probability at or below which a word is among the least sure share (0..1) of these words.

    Words that a person vouched for have no probability and do not count; without any other, the limit is
    below every probability.
    """
    known = sorted(word.probability for word in words if word.probability is not None)
    return known[max(0, math.ceil(share * len(known)) - 1)] if known else -1.0


def words_between(words: Sequence[TimedWord], start_seconds: float, end_seconds: float) -> tuple[int, int]:
    """Return the half-open span of indices of the words whose middle is in a half-open span of time.

    Where there is none, the span is empty and stands where such words would.
    """
    middles = [(word.start_seconds + word.end_seconds) / 2 for word in words]
    first = sum(middle < start_seconds for middle in middles)
    last = sum(middle < end_seconds for middle in middles)
    return first, max(first, last)


def text_with(words: Sequence[TimedWord], first_word: int, last_word: int, said: str) -> str:
    """Return a passage's text with `said` in place of its words from `first_word` to before `last_word`."""
    before, after = words[:first_word], words[last_word:]
    parts = (*(word.text for word in before), said, *(word.text for word in after))
    return " ".join(part for part in parts if part)


def _grown(words: Sequence[TimedWord], index: int, taken: set[int], seconds: float) -> tuple[int, int]:
    """Return the span grown around a word, one word at a time on its shorter side, while it fits."""
    first, last = index, index + 1
    while True:
        room = [
            (reach, new_first, new_last)
            for new_first, new_last, added in ((first - 1, last, first - 1), (first, last + 1, last))
            if 0 <= added < len(words)
            and added not in taken
            and words[new_last - 1].end_seconds - words[new_first].start_seconds <= seconds
            for reach in (_reach(words, index, added),)
        ]
        if not room:
            return first, last
        _, first, last = min(room)


def _reach(words: Sequence[TimedWord], index: int, added: int) -> float:
    """Return how far a word's far end is from the doubtful word: the context stays even on both sides."""
    if added < index:
        return words[index].start_seconds - words[added].start_seconds
    return words[added].end_seconds - words[index].end_seconds
