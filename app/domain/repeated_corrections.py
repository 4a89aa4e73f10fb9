"""Finds what people corrected in the same way again and again: it belongs in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.domain.word_difference import word_difference

LEAST_TIMES = 2
# Longer runs are sentences said anew, not a word misheard.
_MOST_WORDS = 5
_CACHE_PASSAGES = 4_096
_MARKS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class CorrectedPassage:
    """A passage as the machine left it and as it reads now."""

    passage_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RepeatedCorrection:
    """A right text, what stood in its place, how many times, and in which passages."""

    misheard: str
    right: str
    times: int
    passage_ids: tuple[str, ...]


def repeated_corrections(passages: Iterable[CorrectedPassage]) -> tuple[RepeatedCorrection, ...]:
    """Return the corrections made at least twice, the most frequent first.

    A correction is a run of at most five words that became another such run. Where only case or the marks
    around it changed nothing was misheard. What was undone meanwhile does not count: only the machine's text
    and the present one are compared.
    """
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for passage in passages:
        for misheard, right in _corrections(passage.before, passage.after):
            key = (misheard.casefold(), right.casefold())
            found.setdefault(key, []).append((misheard, right, passage.passage_id))
    repeated = [_repeated(made) for made in found.values() if len(made) >= LEAST_TIMES]
    return tuple(sorted(repeated, key=lambda one: (-one.times, one.right, one.misheard)))


def _repeated(made: list[tuple[str, str, str]]) -> RepeatedCorrection:
    # A form begun in lower case did not begin a sentence: it is how the word is written.
    misheard = max((one[0] for one in made), key=str.islower)
    right = max((one[1] for one in made), key=str.islower)
    return RepeatedCorrection(misheard, right, len(made), tuple(dict.fromkeys(one[2] for one in made)))


@lru_cache(maxsize=_CACHE_PASSAGES)
def _corrections(before: str, after: str) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(before, after))


def _pairs(before: str, after: str) -> Iterator[tuple[str, str]]:
    for removed, added in pairwise(word_difference(before, after)):
        if (removed.change, added.change) != ("removed", "added"):
            continue
        misheard, right = _bare(removed.text), _bare(added.text)
        is_short = max(len(misheard.split()), len(right.split())) <= _MOST_WORDS
        if misheard and right and is_short and misheard.casefold() != right.casefold():
            yield misheard, right


def _bare(text: str) -> str:
    """Return the words of a text without the marks around and between them; hyphens and apostrophes stay."""
    return " ".join(filter(None, (_MARKS_AROUND.sub("", word) for word in text.split())))
