"""Reads numbers in words and digits, so that « six cents millions » and « 600 000 000 » are one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_UNITS = {
    word: value
    for words in (
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen",
        "zero une",
    )
    for value, word in enumerate(words.replace("é", "e").split())
}
_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "vingts": 20, "septante": 70, "octante": 80, "huitante": 80, "nonante": 90,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS = frozenset(("cent", "cents", "hundred"))
_SCALES = {
    "mille": 10**3, "thousand": 10**3, "million": 10**6, "millions": 10**6,
    "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "billions": 10**9,
}  # fmt: skip
_BEGINNINGS = _UNITS.keys() | _TENS.keys() | _HUNDREDS | {"mille", "thousand"}
# Alone these are articles, adjectives or half of "per cent" far more often than numbers.
_DOUBTFUL_ALONE = frozenset(
    ("un", "une", "one", "neuf", "cent", "million", "millions", "milliard", "milliards")
)
_LARGEST = 10**15
_GROUP_SEPARATORS = frozenset((" ", "\u00a0", "\u202f", "\u2009", ","))


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number said or written in a text.

    Attributes
    ----------
    first, last : int
        Half-open span of word positions.
    values : tuple of str
        The number in digits; then, for « six cents millions », what stands before the scale (600).
    """

    first: int
    last: int
    values: tuple[str, ...]


def find_numbers(words: Sequence[str], gaps: Sequence[str]) -> tuple[NumberSpan, ...]:
    """Find the numbers of a text, French or English, in words or digits or both.

    Parameters
    ----------
    words : sequence of str
        The words in lower case without accents.
    gaps : sequence of str
        What stands before each word (as many as words): tells « 600 000 » from « 600. 000 ».
    """
    found: list[NumberSpan] = []
    position = 0
    while position < len(words):
        if words[position] not in _BEGINNINGS and not words[position].isdigit():
            position += 1
            continue
        reader = _NumberReader(words, gaps, position)
        if reader.read():
            found.append(NumberSpan(position, reader.position, reader.values))
            position = reader.position
        else:
            position += 1
    return tuple(found)


class _NumberReader:
    """Reads one number from a position on; `position` ends after the last word of it."""

    def __init__(self, words: Sequence[str], gaps: Sequence[str], position: int) -> None:
        self._words, self._gaps = words, gaps
        self._start = self.position = position
        self._total, self._scale = 0, _LARGEST
        self._part: Decimal | None = None
        self._is_written_in_digits = False
        self._before_scale: Decimal | None = None

    @property
    def values(self) -> tuple[str, ...]:
        whole = self._total + (self._part or 0)
        before = self._before_scale
        if before is None or before in (whole, 1):
            return (_digits(whole),)
        return (_digits(whole), _digits(before))

    def read(self) -> bool:
        """Move over the number; False when there is none."""
        while self.position < len(self._words) and self._is_joined() and self._take():
            self.position += 1
        length = self.position - self._start
        if length == 0 or self._total + (self._part or 0) >= _LARGEST:
            return False
        return length > 1 or self._words[self._start] not in _DOUBTFUL_ALONE

    def _is_joined(self) -> bool:
        """Numbers don't go on over punctuation; digits see to their own separators."""
        gap = self._gaps[self.position]
        return (
            self.position == self._start
            or not gap.strip(" \u00a0\u202f\u2009-‑")
            or (gap in _GROUP_SEPARATORS | {"."} and self._words[self.position].isdigit())
        )

    def _take(self) -> bool:
        word = self._words[self.position]
        if word.isascii() and word.isdigit():
            return self._take_digits(word)
        if word in _SCALES:
            return self._take_scale(_SCALES[word])
        if self._is_written_in_digits and self._part is not None:
            return False
        if word in _HUNDREDS:
            return self._take_hundred()
        if word in _UNITS or word in _TENS:
            return self._take_small(_UNITS.get(word, _TENS.get(word, 0)), word)
        return word in ("et", "and") and self._is_followed_by_its_rest(word)

    def _take_digits(self, word: str) -> bool:
        gap, part = self._gaps[self.position], self._part
        if part is None:
            self._part, self._is_written_in_digits = Decimal(word[:18]), True
            return len(word) <= 15
        if not self._is_written_in_digits or part != int(part):
            return False
        if gap in _GROUP_SEPARATORS and len(word) == 3 and part < 10**12:
            self._part = part * 1000 + int(word)
            return True
        if gap in (",", ".") and len(word) <= 2:
            self._part = part + Decimal(int(word)) / 10 ** len(word)
            return True
        return False

    def _take_scale(self, scale: int) -> bool:
        if scale >= self._scale or (self._part is None and scale != 1000):
            return False
        before = self._part if self._part is not None else Decimal(1)
        if scale > 1000 and self._before_scale is None:
            self._before_scale = before + self._total
        self._total += int(before * scale) if before * scale == int(before * scale) else 0
        self._part, self._scale, self._is_written_in_digits = None, scale, False
        return True

    def _take_hundred(self) -> bool:
        part = self._part
        if part is None:
            self._part = Decimal(100)
            return True
        if 1 <= part <= 9 or 11 <= part <= 19:
            self._part = part * 100
            return True
        return False

    def _take_small(self, value: int, word: str) -> bool:
        part = self._part
        if part is None:
            self._part = Decimal(value)
            return True
        rest = int(part) % 100
        if rest == 4 and word in ("vingt", "vingts"):
            self._part = part + 76
            return True
        follows_tens = 1 <= value <= 9 and rest in range(20, 100, 10)
        follows_sixty = 10 <= value <= 16 and rest in (60, 80)
        follows_ten = 7 <= value <= 9 and rest == 10
        if (rest == 0 and part > 0) or follows_tens or follows_sixty or follows_ten:
            self._part = part + value
            return True
        return False

    def _is_followed_by_its_rest(self, word: str) -> bool:
        following = self._words[self.position + 1] if self.position + 1 < len(self._words) else ""
        rest = int(self._part or 0) % 100
        if word == "et":
            return rest in (20, 30, 40, 50, 60) and following in ("un", "une", "onze")
        return self._words[self.position - 1] == "hundred" and (following in _UNITS or following in _TENS)


def _digits(value: Decimal | int) -> str:
    return str(int(value)) if value == int(value) else format(Decimal(value).normalize(), "f")
