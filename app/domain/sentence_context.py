"""Where the sentences around a quotation begin and end: a quotation may not leave out a "not" silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.clip_anchor import SpokenWord

# A machine may write a minute without a full stop: as much is shown, and said to be cut.
MOST_WORDS = 60
_END = re.compile(r"[.?!…]+[»”\"')\]]*$")
_OPENING = ("«", "“", "(", "[", "—", "–", "-")
_CLOSING = re.compile(r"[»”\"')\]]+")
# « M. Roy », « J. K. »: a point that ends no sentence; nor does that of « l'art. 3 » before its number.
_ABBREVIATION = re.compile(r"(?:[^\W\d_]|mm|mme|mmes|mlle|dr|dre|me|st|ste|mr|mrs|ms|vs)\.", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:.*['’])?(?:no|nos|art|al|p|pp|ch|vol)\.", re.IGNORECASE)


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


def _begin(words: Sequence[SpokenWord], at: int) -> int:
    """Return where the sentence that holds word `at`, or begins with it, begins."""
    number = at
    while at - number < MOST_WORDS and not _begins_sentence(words, number):
        number -= 1
    return number


def _end(words: Sequence[SpokenWord], at: int) -> int:
    """Return where the sentence of the word before `at` ends."""
    number = at
    while number < len(words) and number - at < MOST_WORDS and not _begins_sentence(words, number):
        number += 1
    return number


def _begins_sentence(words: Sequence[SpokenWord], number: int) -> bool:
    """Tell whether a sentence or another voice begins with a word.

    What follows a full stop without a capital belongs to the same sentence: hesitations are written « … »,
    and too much of a sentence shown is better than a "not" left out.
    """
    if number == 0 or words[number].turn != words[number - 1].turn:
        return True
    if words[number].text[:1].islower() or _closes(words[number].text):
        return False
    before = number - 1
    # « Demain. » has its full stop before a mark that stands apart.
    while before > 0 and _CLOSING.fullmatch(words[before].text):
        before -= 1
    text = words[before].text
    is_numbered = words[number].text[:1].isdigit() and _NUMBERED.fullmatch(text)
    return not (_END.search(text) is None or _ABBREVIATION.fullmatch(text) or is_numbered)


def _closes(text: str) -> bool:
    """Tell whether a word is only a mark that belongs to what is before it, as French sets « ? » apart."""
    return not any(one.isalnum() for one in text) and text[:1] not in _OPENING
