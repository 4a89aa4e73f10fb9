"""Measures words as they are drawn on share pictures, and breaks them into lines.

Words are measured with the shaper that browsers use, kerning and ligatures included; the renderer of the
pictures shapes alike, so that what fits here fits there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz

FONT_FOLDER = Path(__file__).parent / "fonts"
ELLIPSIS = "…"


class Typeface(Enum):
    """A font file with the names a renderer finds it by: file, family, weight."""

    SPEECH = ("newsreader-medium.ttf", "Newsreader", 500)
    SPEECH_BESIDE = ("newsreader-regular.ttf", "Newsreader", 400)
    LABEL = ("schibsted-grotesk-regular.ttf", "Schibsted Grotesk", 400)
    LABEL_STRONG = ("schibsted-grotesk-bold.ttf", "Schibsted Grotesk", 700)

    @property
    def path(self) -> Path:
        """Where the font is."""
        return FONT_FOLDER / self.value[0]

    @property
    def family(self) -> str:
        """The family name inside the font."""
        return self.value[1]

    @property
    def weight(self) -> int:
        """The weight, as CSS counts it."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word to draw, with the face and paint it is drawn in."""

    text: str
    face: Typeface
    colour: str


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A piece in its line; `left` and `width` in pixels."""

    piece: Piece
    left: float
    width: float


Line = tuple[PlacedPiece, ...]


def width_of(text: str, face: Typeface, size: float) -> float:
    """Return how wide a text is drawn, in pixels, in a face of a size."""
    return _width_in_ems(text, face) * size


def missing_characters(text: str, face: Typeface) -> set[str]:
    """Return the characters that a face has no drawing for."""
    return {one for one in text if _font(face).get_nominal_glyph(ord(one)) is None}


def pieces_of(text: str, face: Typeface, colour: str) -> tuple[Piece, ...]:
    """Return the words of a text; no-break spaces hold together what they join."""
    # An accent written apart from its letter is drawn on it only when both are one character.
    composed = unicodedata.normalize("NFC", text.replace("\n", " "))
    drawn_in = face_for(composed, face)
    return tuple(Piece(one, drawn_in, colour) for one in composed.split(" ") if one)


def face_for(text: str, face: Typeface) -> Typeface:
    """Return the face for a text: the serif where it has letters which the wanted one lacks (« Nguyễn »)."""
    others = (face, Typeface.SPEECH if face is Typeface.LABEL_STRONG else Typeface.SPEECH_BESIDE)
    return min(others, key=lambda one: len(missing_characters(text, one)))


def break_lines(pieces: Sequence[Piece], size: float, width: float) -> tuple[Line, ...]:
    """Return pieces in lines no wider than `width` pixels; a word wider than a line is broken."""
    lines: list[Line] = []
    line: list[PlacedPiece] = []
    left = 0.0
    for piece in (part for one in pieces for part in _narrow_enough(one, size, width)):
        wide = width_of(piece.text, piece.face, size)
        if line and left + wide > width:
            lines.append(tuple(line))
            line, left = [], 0.0
        line.append(PlacedPiece(piece, left, wide))
        left += wide + width_of(" ", piece.face, size)
    if line:
        lines.append(tuple(line))
    return tuple(lines)


def shorten(pieces: Sequence[Piece], size: float, width: float, most_lines: int) -> tuple[Line, ...]:
    """Return at most so many lines, the last one with an ellipsis where words are left out."""
    lines = break_lines(pieces, size, width)
    kept = len(pieces)
    while len(lines) > most_lines and kept > 1:
        kept -= 1
        last = pieces[kept - 1]
        cut = Piece(last.text + ELLIPSIS, last.face, last.colour)
        lines = break_lines((*pieces[: kept - 1], cut), size, width)
    return lines[:most_lines]


def _narrow_enough(piece: Piece, size: float, width: float) -> Iterator[Piece]:
    """Yield a piece whole, or in parts that each fit a line."""
    text = piece.text
    while width_of(text, piece.face, size) > width and len(text) > 1:
        end = len(text) - 1
        while end > 1 and width_of(text[:end], piece.face, size) > width:
            end -= max(1, end // 8)
        yield Piece(text[:end], piece.face, piece.colour)
        text = text[end:]
    yield Piece(text, piece.face, piece.colour)


@cache
def _font(face: Typeface) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))))


@lru_cache(maxsize=16_384)
def _width_in_ems(text: str, face: Typeface) -> float:
    font = _font(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return float(sum(one.x_advance for one in buffer.glyph_positions)) / float(font.face.upem)
