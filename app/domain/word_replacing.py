"""Replaces whole words of a passage by others, wherever they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from app.domain.glossary_draft import has_word, one_line
from app.domain.transcript_edit import TimedWord

MOST_CHARACTERS = 200
_LEXEME = re.compile(r"[^\W_]+")
# What may stand between two words of a name: « Okafor-Lavoie », « Okafor Lavoie », « l'Okafor ».
_LOOSE_GAP = re.compile(r"[\s'’ʼ‑-]*")
_BLANKS = re.compile(r"\s+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True)
class Replacing:
    """What to find, and by what to replace it.

    Attributes
    ----------
    find, by : str
        Words; whole ones are found, also where a hyphen or an apostrophe stands between them, or none.
    minds_case : bool
        Only what has the same capitals and accents.
    only_machine : bool
        Only where the machine made every word: what a person wrote or vouched for stays.
    """

    find: str
    by: str
    minds_case: bool = False
    only_machine: bool = True

    @property
    def is_possible(self) -> bool:
        """Whether there is a word to find and one to put, neither too long, and they differ."""
        return (
            has_word(self.find)
            and has_word(self.by)
            and max(len(self.find), len(self.by)) <= MOST_CHARACTERS
            and one_line(self.find) != one_line(self.by)
        )

    @cached_property
    def sought(self) -> Sought:
        """The words to find."""
        return Sought(self.find, self.minds_case)

    @cached_property
    def already(self) -> Sought:
        """The words to put: where they stand, nothing in them is replaced again."""
        return Sought(self.by, self.minds_case)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is replaced: half-open, in characters, and what comes there."""

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text, and the places at which it is replaced, in order and apart from each other."""

    before: str
    places: tuple[Place, ...]

    @property
    def after(self) -> str:
        """The text with all places replaced."""
        parts: list[str] = []
        cursor = 0
        for place in self.places:
            parts += [self.before[cursor : place.start], place.by]
            cursor = place.end
        return "".join([*parts, self.before[cursor:]])


class Sought:
    """Some words in a row, and how they are told in a text."""

    def __init__(self, text: str, minds_case: bool) -> None:
        self._minds_case = minds_case
        words = list(_LEXEME.finditer(text))
        self._keys = [self._key(word.group()) for word in words]
        self._gaps = [_BLANKS.sub("", text[one.end() : two.start()]) for one, two in pairwise(words)]

    def places_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where the words stand, in characters, in order and apart from each other."""
        found = list(_LEXEME.finditer(text))
        keys = [self._key(word.group()) for word in found]
        length, number = len(self._keys), 0
        while number + length <= len(found):
            run = found[number : number + length]
            if length and keys[number : number + length] == self._keys and self._has_gaps(text, run):
                yield run[0].start(), run[-1].end()
                number += length
            else:
                number += 1

    def _has_gaps(self, text: str, run: Sequence[re.Match[str]]) -> bool:
        gaps = (text[one.end() : two.start()] for one, two in pairwise(run))
        return all(
            _LOOSE_GAP.fullmatch(gap) or _BLANKS.sub("", gap) == own
            for gap, own in zip(gaps, self._gaps, strict=True)
        )

    def _key(self, word: str) -> str:
        return unicodedata.normalize("NFC", word) if self._minds_case else _folded(word)


def replace_words(words: Sequence[TimedWord], replacing: Replacing) -> Replaced | None:
    """Return what replacing changes in the text of a passage, or None where it changes nothing.

    Parameters
    ----------
    words : sequence of TimedWord
        The words of the passage; joined by single blanks they are its text.
    replacing : Replacing
        Must be possible.
    """
    text = " ".join(word.text for word in words)
    known = list(replacing.already.places_in(text))
    # Where each word begins, and after the last one where the next would.
    starts = [0, *accumulate(len(word.text) + 1 for word in words)]
    places = []
    for start, end in replacing.sought.places_in(text):
        by = _cased(text[start:end], replacing)
        is_said = any(
            first <= start and end <= last and (first, last) != (start, end) for first, last in known
        )
        touched = [
            word
            for number, word in enumerate(words)
            if starts[number] < end and start < starts[number + 1] - 1
        ]
        is_machines = all(word.probability is not None for word in touched)
        if by != text[start:end] and not is_said and (is_machines or not replacing.only_machine):
            places.append(Place(start, end, by))
    return Replaced(text, tuple(places)) if places else None


# Ten thousand passages are searched at once, in which few words are most.
@lru_cache(maxsize=16_384)
def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _cased(found: str, replacing: Replacing) -> str:
    """Begin with a capital where the found words do although they are sought without: a sentence begins."""
    by = one_line(replacing.by)
    sought = next(letter for letter in replacing.find if letter.isalnum())
    if found[0].isupper() and sought.islower() and by[0].islower():
        return by[0].upper() + by[1:]
    return by
