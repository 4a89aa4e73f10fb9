"""Finds where quoted words are read now, after corrections or another hearing moved or changed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Words said again are told apart by time; no engine or curator moves a word as far as this.
FARTHEST_SECONDS = 2.0
# A pair of equal words counts for itself when it is as near as this; following its neighbours counts for
# more, so that words which all moved together are still found.
_NEAR_SECONDS = 0.5
_ROW_WORTH = 1.0


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word where it is read.

    Attributes
    ----------
    passage_id, number : str, int
        Its address: the passage, and its place among the words of that passage, from 0.
    turn : int
        Which turn it belongs to; words of one turn have one speaker.
    start_seconds, end_seconds : float
        From the beginning of the recording.
    has_space_before : bool
        Whether a space parts it from the word before, as in a text: « l' » and « école » have none between.
    """

    passage_id: str
    number: int
    text: str
    start_seconds: float
    end_seconds: float
    turn: int = 0
    has_space_before: bool = True

    @property
    def middle_seconds(self) -> float:
        """The middle of the word, in seconds."""
        return (self.start_seconds + self.end_seconds) / 2


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation is read and heard now.

    Attributes
    ----------
    first, end : int
        Half-open numbers in the words given.
    start_seconds, end_seconds : float
        Of its sound. An edge that is still read as quoted is where its word is now; one that was changed
        stays where it was: the sound that was quoted is the same.
    """

    first: int
    end: int
    start_seconds: float
    end_seconds: float


def text_of(words: Sequence[SpokenWord]) -> str:
    """Return words as a text, without typography."""
    return "".join(
        f"{' ' if number and one.has_space_before else ''}{one.text}" for number, one in enumerate(words)
    )


def anchor_words(quoted: Sequence[SpokenWord], present: Sequence[SpokenWord]) -> Anchor | None:
    """Return where quoted words are among those that are read now, or None where nothing of them is left.

    An edge that is still read as quoted stays at its word, wherever its times went; in place of one that was
    changed comes what is heard there now. What replaced or filled the middle comes along.

    Parameters
    ----------
    quoted : sequence of SpokenWord
        As they were when they were quoted, in order; at least one.
    present : sequence of SpokenWord
        The words around that place now, in order.
    """
    matched = _matched(quoted, present)
    begins = quoted[0].start_seconds + _drift(quoted, present, matched, min(matched, default=None))
    ends = quoted[-1].end_seconds + _drift(quoted, present, matched, max(matched, default=None))
    heard = [number for number, word in enumerate(present) if begins <= word.middle_seconds <= ends]
    first = matched.get(0, min([*heard, *matched.values()], default=len(present)))
    last = matched.get(len(quoted) - 1, max([*heard, *matched.values()], default=-1))
    if first > last:
        return None
    start = present[first].start_seconds if 0 in matched else begins
    end = present[last].end_seconds if len(quoted) - 1 in matched else ends
    return Anchor(first, last + 1, start, end) if start < end else Anchor(first, last + 1, begins, ends)


def _drift(
    quoted: Sequence[SpokenWord],
    present: Sequence[SpokenWord],
    matched: Mapping[int, int],
    number: int | None,
) -> float:
    """Return by how many seconds the sound near an edge is told later now: what replaced it is too."""
    if number is None:
        return 0.0
    return present[matched[number]].middle_seconds - quoted[number].middle_seconds


def _matched(quoted: Sequence[SpokenWord], present: Sequence[SpokenWord]) -> dict[int, int]:
    """Return the quoted words that are still read, or were replaced one by one, each with its number now.

    Of all ways to pair them in order, the nearest in time is taken, words in a row rather than scattered
    ones: a sentence that was said twice is found where it was quoted, not where it was said first.
    """
    candidates = _Candidates(present)
    best: dict[tuple[int, int], _Pairing] = {}
    rows = _BestRows(len(present))
    for number, word in enumerate(quoted):
        places = candidates.places_of(word)
        for place in places:
            worth = _NEAR_SECONDS - abs(word.middle_seconds - present[place].middle_seconds)
            before, gained = rows.before(place), 0.0
            neighbour = best.get((number - 1, place - 1))
            if neighbour and neighbour.worth + _ROW_WORTH >= (before.worth if before else 0.0):
                before, gained = neighbour, _ROW_WORTH
            worth += gained + (before.worth if before else 0.0)
            best[number, place] = _Pairing(number, place, worth, before)
        # Only now: a word may not follow itself.
        for place in places:
            rows.add(best[number, place])
    last = rows.before(len(present))
    matched = {}
    while last is not None:
        matched[last.number] = last.place
        last = last.before
    return matched


class _Candidates:
    """The words now that a quoted word may be: the same one nearby, or whatever has exactly its times."""

    def __init__(self, present: Sequence[SpokenWord]) -> None:
        self._present = present
        self._of_text: dict[str, list[int]] = {}
        self._of_times: dict[tuple[float, float], int] = {}
        for place, word in enumerate(present):
            self._of_text.setdefault(_bare(word.text), []).append(place)
            self._of_times[word.start_seconds, word.end_seconds] = place

    def places_of(self, word: SpokenWord) -> list[int]:
        places = [
            one for one in self._of_text.get(_bare(word.text), ()) if _is_near(word, self._present[one])
        ]
        same_times = self._of_times.get((word.start_seconds, word.end_seconds))
        return places if same_times is None or same_times in places else [*places, same_times]


@dataclass(frozen=True, slots=True)
class _Pairing:
    """A quoted word and its place now, the last of a row of such pairs whose worth they have together."""

    number: int
    place: int
    worth: float
    before: _Pairing | None


class _BestRows:
    """The best row of pairs, worth more than none, that ends before a place (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._best: list[_Pairing | None] = [None] * (size + 1)

    def add(self, pairing: _Pairing) -> None:
        at = pairing.place + 1
        while pairing.worth > 0 and at < len(self._best):
            known = self._best[at]
            if known is None or known.worth < pairing.worth:
                self._best[at] = pairing
            at += at & -at

    def before(self, place: int) -> _Pairing | None:
        found: _Pairing | None = None
        while place > 0:
            known = self._best[place]
            if known is not None and (found is None or known.worth > found.worth):
                found = known
            place -= place & -place
        return found


def _is_near(quoted: SpokenWord, present: SpokenWord) -> bool:
    return abs(quoted.middle_seconds - present.middle_seconds) <= FARTHEST_SECONDS


def _bare(text: str) -> str:
    """Return a word without case and marks: adding a comma changes no word."""
    letters = "".join(one for one in text.casefold() if one.isalnum())
    return letters or text
