"""Fits a quotation to its room on a picture: in steps of size, then with an ellipsis, never silently."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from app.renditions.share_picture_text import (
    ELLIPSIS,
    Line,
    Piece,
    Typeface,
    break_lines,
    pieces_of,
    width_of,
)

Place = Literal["before", "quoted", "after"]
# Leading, as a share of the size.
LINE_SHARE = 1.22
# The name of a voice, where several speak, as a share of the size; its line likewise.
VOICE_SHARE = 0.46
VOICE_LINE_SHARE = 0.8
# Nobody says a longer one; an address that somebody typed is shortened, and said to be.
LONGEST_WORD = 80
# When not even the quoted words fit, as many of the cut sentence's words stay before them.
KEPT_BEFORE = 8


@dataclass(frozen=True, slots=True)
class QuotedVoice:
    """What one voice says: its name where several speak, the marks around it, and its words in three parts.

    `before` and `after` are the rest of the sentences that the quotation cuts.
    """

    voice: str
    opening: str
    closing: str
    before: str
    quoted: str
    after: str


@dataclass(frozen=True, slots=True)
class QuotationPaints:
    """Paints of the quoted words, of the rest of their sentences, and of the voices' names."""

    quoted: str
    beside: str
    voice: str


@dataclass(frozen=True, slots=True)
class FittedLine:
    """A line of the quotation; `baseline` in pixels from the top of the quotation, `size` of its letters."""

    line: Line
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class FittedQuotation:
    """A quotation that fits; `is_cut` when some words of it, or of its sentences, are left out."""

    lines: tuple[FittedLine, ...]
    height: float
    is_cut: bool


@dataclass(frozen=True, slots=True)
class _Word:
    number: int
    text: str
    place: Place


def fit_quotation(
    voices: Sequence[QuotedVoice],
    paints: QuotationPaints,
    width: float,
    height: float,
    sizes: Sequence[float],
    height_when_cut: float,
) -> FittedQuotation:
    """Return a quotation as large as its room allows.

    What does not fit at the smallest size is left out in this order: the rest of the last sentence, the rest
    of the first one, the end of the quoted words; an ellipsis stands for it.

    Parameters
    ----------
    width, height : float
        Of the room, in pixels.
    sizes : sequence of float
        Of the letters, in pixels, from the largest.
    height_when_cut : float
        Of the room when words are left out: a line that says so needs its own.
    """
    words = tuple(_words(voices))
    is_shortened = any(ELLIPSIS in one.text and len(one.text) == LONGEST_WORD for one in words)
    room = height_when_cut if is_shortened else height
    ems = sum(width_of(one.text, Typeface.SPEECH_BESIDE, 1) for one in words)
    for size in sizes:
        # The narrower face without spaces: what is too long even so needs no trying.
        if ems * size / width * size * LINE_SHARE > room:
            continue
        fitted = _set(voices, words, 0, len(words), size, paints, width)
        if fitted.height <= room:
            return replace(fitted, is_cut=is_shortened)
    smallest = sizes[-1]

    def fits(first: int, end: int) -> bool:
        return _set(voices, words, first, end, smallest, paints, width).height <= height_when_cut

    first, end = _window(words, fits)
    return _set(voices, words, first, end, smallest, paints, width)


def _words(voices: Sequence[QuotedVoice]) -> list[_Word]:
    words: list[_Word] = []
    for number, voice in enumerate(voices):
        places: tuple[tuple[Place, str], ...] = (
            ("before", voice.before),
            ("quoted", voice.quoted),
            ("after", voice.after),
        )
        for place, text in places:
            composed = unicodedata.normalize("NFC", text)
            words.extend(_Word(number, _spoken(one), place) for one in composed.split(" ") if one)
    return words


def _spoken(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + ELLIPSIS


def _window(words: Sequence[_Word], fits: Callable[[int, int], bool]) -> tuple[int, int]:
    """Return which words stay, as a half-open span of them."""
    before = next((number for number, one in enumerate(words) if one.place == "quoted"), 0)
    quoted_end = len(words) - sum(one.place == "after" for one in words)
    if fits(0, quoted_end):
        return 0, _last_that(lambda end: fits(0, end), quoted_end, len(words))
    if fits(before, quoted_end):
        kept = _last_that(lambda kept: fits(before - kept, quoted_end), 0, before)
        return before - kept, quoted_end
    first = before - min(before, KEPT_BEFORE)
    if not fits(first, before + 1):
        first = before
    return first, _last_that(lambda end: fits(first, end), before + 1, quoted_end)


def _last_that(holds: Callable[[int], bool], least: int, most: int) -> int:
    """Return the largest number from `least` to `most` for which it holds, `least` if it holds for none."""
    while least < most:
        middle = (least + most + 1) // 2
        if holds(middle):
            least = middle
        else:
            most = middle - 1
    return least


def _set(
    voices: Sequence[QuotedVoice],
    words: Sequence[_Word],
    first: int,
    end: int,
    size: float,
    paints: QuotationPaints,
    width: float,
) -> FittedQuotation:
    """Return the words of a span in lines, with marks, ellipses and the names of voices."""
    lines: list[FittedLine] = []
    top = 0.0
    kept = words[first:end]
    for number, group in groupby(kept, lambda one: one.number):
        said = list(group)
        voice = voices[number]
        if voice.voice:
            label_size = size * VOICE_SHARE
            name = pieces_of(voice.voice, Typeface.LABEL_STRONG, paints.voice)
            for line in break_lines(name, label_size, width):
                top += size * VOICE_LINE_SHARE
                lines.append(FittedLine(line, top - size * 0.2, label_size))
        opening = voice.opening + (f"{ELLIPSIS}\u00a0" if first > 0 and said[0] is kept[0] else "")
        closing = (ELLIPSIS if end < len(words) and said[-1] is kept[-1] else "") + voice.closing
        for line in break_lines(_pieces(said, opening, closing, paints), size, width):
            top += size * LINE_SHARE
            lines.append(FittedLine(line, top - size * (LINE_SHARE - 0.94), size))
    return FittedQuotation(tuple(lines), top, first > 0 or end < len(words))


def _pieces(said: Sequence[_Word], opening: str, closing: str, paints: QuotationPaints) -> tuple[Piece, ...]:
    pieces = []
    for number, word in enumerate(said):
        text = f"{opening if number == 0 else ''}{word.text}{closing if number == len(said) - 1 else ''}"
        is_quoted = word.place == "quoted"
        face = Typeface.SPEECH if is_quoted else Typeface.SPEECH_BESIDE
        pieces.append(Piece(text, face, paints.quoted if is_quoted else paints.beside))
    return tuple(pieces)
