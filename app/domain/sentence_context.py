"""Where the sentences around a quotation begin and end: a quotation may not leave out a "not" silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.clip_anchor import SpokenWord

# A machine may write a minute without a full stop: as much is shown, and said to be cut.
MOST_WORDS = 60
_END = re.compile(r"[.?!…]+[»”\"')\]]*$")
# « M. Roy », "J. K.", « art. 3 »: a point that ends no sentence.
_ABBREVIATION = re.compile(r"^(?:[^\W\d_]|mm|dr|dre|art|no|st|ste|mr|mrs|ms|vs|etc)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """What surrounds a quotation; all numbers are half-open spans in the words given.

    Attributes
    ----------
    before, after : (int, int)
        The rest of the sentences that the quotation begins and ends in, of the same speaker; empty where it
        cuts none.
    previous, next : (int, int)
        The whole sentence before and after these; empty where there is none near.
    """

    before: tuple[int, int]
    after: tuple[int, int]
    previous: tuple[int, int]
    next: tuple[int, int]


def sentence_context(words: Sequence[SpokenWord], first: int, end: int) -> SentenceContext:
    """Return what surrounds the words from `first` up to `end`."""
    begins = _begin(words, first)
    ends = _end(words, end)
    return SentenceContext(
        before=(begins, first),
        after=(end, ends),
        previous=(_begin(words, begins - 1), begins) if begins > 0 else (0, 0),
        next=(ends, _end(words, ends + 1)) if ends < len(words) else (ends, ends),
    )


def ends_sentence(text: str) -> bool:
    """Tell whether a written word ends a sentence."""
    return _END.search(text) is not None and _ABBREVIATION.match(text) is None


def _begin(words: Sequence[SpokenWord], at: int) -> int:
    """Return where the sentence that holds word `at`, or begins with it, begins."""
    number = at
    while number > 0 and at - number < MOST_WORDS:
        before = words[number - 1]
        if ends_sentence(before.text) or before.turn != words[number].turn:
            break
        number -= 1
    return number


def _end(words: Sequence[SpokenWord], at: int) -> int:
    """Return where the sentence of the word before `at` ends."""
    number = at
    while number < len(words) and number - at < MOST_WORDS:
        if ends_sentence(words[number - 1].text) and not _is_mark(words[number].text):
            break
        if words[number].turn != words[number - 1].turn:
            break
        number += 1
    return number


def _is_mark(text: str) -> bool:
    """Tell whether a word is only a mark, as French sets « ? » apart."""
    return not any(one.isalnum() for one in text)
