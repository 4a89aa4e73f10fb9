"""Chooses among several decodings of the same sound, stretch by stretch, the one nearest to all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean

from rapidfuzz.distance import Levenshtein

from transcription.hallucination_rules import find_loops
from transcription.raw_transcript import Word
from transcription.word_network import Slot, build_network, word_key

# What a decoding counts for where it doubts its words, or says the same over and over, as a share of what it
# counts for where it is sure.
_LEAST_WEIGHT = 0.3
# How sure a decoding is that nothing was said where it has no word but others do: it gives no probability.
# Kept low: a decoding that drops words in noise must not outvote those that heard something.
_SILENCE_PROBABILITY = 0.3
# The first decoding hears each window after the one before, which the others don't: it counts for more.
_TRUST_IN_FIRST = 1.3
_OPENING_MARKS = frozenset("«“‹([—–-")


def vote(decodings: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """Join decodings of the same sound into one.

    Where all agree, their words stand. Elsewhere each decoding proposes what it has for the whole stretch,
    and the proposal with the least expected number of wrong words is taken: the sum over decodings of the
    words by which it differs, weighed by how sure each decoding is of its own (minimum Bayes risk). The first
    decoding wins ties.

    Parameters
    ----------
    decodings : sequence of sequence of Word
        At least one; each in order of time.

    Returns
    -------
    tuple of Word
        In the order in which they were said, with the times of the decodings that they come from, which
        `word_times` must still put in order; `agreement` is the share of decodings with that word in that
        place, and `probability` the mean of theirs.

    References
    ----------
    V. Goel and W. Byrne, "Minimum Bayes-risk automatic speech recognition", Computer Speech & Language 14,
    2000.
    """
    spoken = [with_marks_attached(words) for words in decodings]
    if not spoken:
        return ()
    count = len(spoken)
    slots = build_network(spoken)
    chosen: list[Word] = []
    for _, group in groupby(slots, key=lambda slot: _is_unanimous(slot, count)):
        stretch = list(group)
        best = _best_proposal(stretch, count)
        chosen += [_agreed(slot, slot.words[best], count) for slot in stretch if best in slot.words]
    return tuple(chosen)


def with_marks_attached(words: Iterable[Word]) -> list[Word]:
    """Return the spoken words, each with the marks that stand alone beside it (« libres » and « ? »).

    A mark has no sound and no say in a vote, but a question must keep the mark that shows it.
    """
    spoken: list[Word] = []
    opening = ""
    for word in words:
        if word_key(word.text):
            spoken.append(replace(word, text=f"{opening}{word.text}"))
            opening = ""
        elif word.text in _OPENING_MARKS:
            opening += f"{word.text} "
        elif spoken:
            spoken[-1] = replace(spoken[-1], text=f"{spoken[-1].text} {word.text}")
    return spoken


def _is_unanimous(slot: Slot, count: int) -> bool:
    return len(slot.words) == count and len(slot.keys) == 1


def _best_proposal(stretch: Sequence[Slot], count: int) -> int:
    """Return the number of the decoding whose words in a stretch are nearest to those of all."""
    words = [[slot.words[number] for slot in stretch if number in slot.words] for number in range(count)]
    keys = [_keys(spoken) for spoken in words]
    weights = [_weight(spoken) for spoken in words]
    weights[0] *= _TRUST_IN_FIRST
    risks = [
        sum(
            weight * Levenshtein.distance(proposal, other)
            for weight, other in zip(weights, keys, strict=True)
        )
        for proposal in keys
    ]
    return min(range(count), key=lambda number: (round(risks[number], 9), number))


def _keys(words: Iterable[Word]) -> list[str]:
    return [key for word in words for key in word_key(word.text).split()]


def _weight(words: Sequence[Word]) -> float:
    """Return what a decoding counts for in a stretch: more the surer it is, least in a loop."""
    keys = _keys(words)
    looped = sum(end - first for first, end in find_loops(keys))
    if looped and 2 * looped >= len(keys):
        return _LEAST_WEIGHT
    known = [word.probability for word in words if word.probability is not None]
    return _LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * (fmean(known) if known else _SILENCE_PROBABILITY)


def _agreed(slot: Slot, word: Word, count: int) -> Word:
    same = [other for other in slot.words.values() if word_key(other.text) == word_key(word.text)]
    known = [other.probability for other in same if other.probability is not None]
    # Engines lose the mark of a question far more often than they invent one, and roles hang on it.
    text = next((other.text for other in [word, *same] if "?" in other.text), word.text)
    mean = fmean(known) if known else None
    return replace(word, text=text, probability=mean, agreement=len(same) / count)
