"""Finds where quoted words are read now, after corrections or another hearing moved or changed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words said again are told apart by time; no engine or curator moves a word as far as this.
FARTHEST_SECONDS = 2.0


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
    """Where a quotation is read now: half-open numbers in the words given."""

    first: int
    end: int


def text_of(words: Sequence[SpokenWord]) -> str:
    """Return words as a text, without typography."""
    return "".join(
        f"{' ' if number and one.has_space_before else ''}{one.text}" for number, one in enumerate(words)
    )


def anchor_words(quoted: Sequence[SpokenWord], present: Sequence[SpokenWord]) -> Anchor | None:
    """Return where quoted words are among those that are read now, or None where nothing of them is left.

    An edge that is still read as quoted stays at its word, wherever its times went; an edge that was changed
    goes to what is heard in its place. What replaced or filled the middle comes along.

    Parameters
    ----------
    quoted : sequence of SpokenWord
        As they were when they were quoted, in order; at least one.
    present : sequence of SpokenWord
        The words around that place now, in order.
    """
    matched = _matched(quoted, present)
    first_heard = next(
        (number for number, word in enumerate(present) if word.middle_seconds >= quoted[0].start_seconds),
        len(present),
    )
    end_heard = next(
        (
            number + 1
            for number in range(len(present) - 1, -1, -1)
            if present[number].middle_seconds <= quoted[-1].end_seconds
        ),
        0,
    )
    first = matched.get(0, min([first_heard, *matched.values()]))
    end = matched[len(quoted) - 1] + 1 if len(quoted) - 1 in matched else None
    if end is None:
        end = max([end_heard, *(number + 1 for number in matched.values())])
    return Anchor(first, end) if first < end else None


def _matched(quoted: Sequence[SpokenWord], present: Sequence[SpokenWord]) -> dict[int, int]:
    """Return the quoted words that are still read, each with its number now."""
    matcher = SequenceMatcher(
        None, [_bare(one.text) for one in quoted], [_bare(one.text) for one in present], autojunk=False
    )
    return {
        block.a + offset: block.b + offset
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
        if _is_near(quoted[block.a + offset], present[block.b + offset])
    }


def _is_near(quoted: SpokenWord, present: SpokenWord) -> bool:
    return abs(quoted.middle_seconds - present.middle_seconds) <= FARTHEST_SECONDS


def _bare(text: str) -> str:
    """Return a word without case and marks: adding a comma changes no word."""
    letters = "".join(one for one in text.casefold() if one.isalnum())
    return letters or text
