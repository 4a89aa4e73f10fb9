"""Writes what libass draws: lines of text and shapes, each from one moment to another.

Every line stands where we say: nothing is wrapped, so nothing moves while a word is lit.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

import uharfbuzz

from app.renditions.share_picture_text import Typeface

# A shape has four units to a pixel.
SHAPE_UNITS = 4
_SHAPE_SCALE = 3

# libass looks for a font by the family name inside the file, where each weight but bold has its own.
_FAMILIES: Mapping[Typeface, str] = {
    Typeface.SPEECH: "Newsreader Medium",
    Typeface.SPEECH_BESIDE: "Newsreader",
    Typeface.LABEL: "Schibsted Grotesk",
    Typeface.LABEL_STRONG: "Schibsted Grotesk",
}

_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
MarginR, MarginV, Encoding
Style: plain,Newsreader,20,&H00000000,&H00000000,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class AssDocument:
    """Collects events; `text` is the finished document."""

    def __init__(self, width_pixels: int, height_pixels: int, duration_seconds: float) -> None:
        self._head = _HEAD.format(width=width_pixels, height=height_pixels)
        self._duration_seconds = duration_seconds
        self._events: list[str] = []

    def write_line(
        self,
        pieces: str,
        left: float,
        baseline: float,
        typeface: Typeface,
        size_pixels: float,
        colour: str,
        start_seconds: float = 0.0,
        end_seconds: float | None = None,
    ) -> None:
        """Add one line of text; `pieces` is made of `escaped` texts and `painted` ones."""
        above, below = _reach(typeface)
        # libass counts the size of a font from its highest to its lowest reach, and sets its top.
        top, size = baseline - above * size_pixels, (above + below) * size_pixels
        tags = (
            rf"\an7\pos({left:.2f},{top:.2f})\fs{size:.2f}"
            rf"{font_tags(typeface)}\1c{ass_colour(colour)}"
        )
        self._add(f"{{{tags}}}{pieces}", start_seconds, end_seconds)

    def draw(
        self,
        outline: Sequence[tuple[float, float]],
        colour: str,
        *,
        growing: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Add a filled shape for the whole length.

        Parameters
        ----------
        outline : sequence of (float, float)
            Its corners in pixels.
        growing : (left, top, right, bottom), optional
            The part of the picture that is uncovered from left to right as time goes on.
        """
        corners = [f"{round(x * SHAPE_UNITS)} {round(y * SHAPE_UNITS)}" for x, y in outline]
        tags = rf"\an7\pos(0,0)\1c{ass_colour(colour)}\p{_SHAPE_SCALE}"
        if growing is not None:
            left, top, right, bottom = (round(one) for one in growing)
            whole = round(self._duration_seconds * 1000)
            tags += rf"\clip({left},{top},{left},{bottom})\t(0,{whole},\clip({left},{top},{right},{bottom}))"
        self._add(f"{{{tags}}}m {corners[0]} l {' '.join(corners[1:])}", 0.0, None)

    @property
    def text(self) -> str:
        """The document."""
        return self._head + "".join(self._events)

    def _add(self, text: str, start_seconds: float, end_seconds: float | None) -> None:
        # What is there to the end outlives the last frame: no rounding may leave it bare.
        end = self._duration_seconds + 1 if end_seconds is None else end_seconds
        start_mark, end_mark = _timestamp(start_seconds), _timestamp(end)
        if start_mark < end_mark:
            self._events.append(f"Dialogue: 0,{start_mark},{end_mark},plain,,0,0,0,,{text}\n")


def escaped(text: str) -> str:
    """Return a text that libass draws as it is: no character of it can become an order.

    A backslash is followed by an invisible joiner, since ASS has no way to write `\\N` as text; control
    characters, which could begin another event, are spaces.
    """
    visible = "".join(" " if unicodedata.category(one) in ("Cc", "Zl", "Zp", "Cs") else one for one in text)
    return visible.replace("\\", "\\\u2060").replace("{", r"\{").replace("}", r"\}")


def font_tags(typeface: Typeface) -> str:
    """Return the order to draw in a typeface."""
    return rf"\fn{_FAMILIES[typeface]}\b{int(typeface is Typeface.LABEL_STRONG)}"


def painted(text: str, colour: str, after: str, *, is_underlined: bool = False) -> str:
    """Return an escaped text in another colour; what follows is in the colour `after`."""
    line = int(is_underlined)
    return rf"{{\1c{ass_colour(colour)}\u{line}}}{escaped(text)}{{\1c{ass_colour(after)}\u0}}"


def ass_colour(colour: str) -> str:
    """Return `#rrggbb` as libass writes it: blue first."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"&H{blue}{green}{red}&".upper()


@cache
def _reach(typeface: Typeface) -> tuple[float, float]:
    """Return how far a font reaches above and below its baseline, as shares of its size."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(typeface.path)))
    above, below = struct.unpack_from(">HH", face.reference_table("OS/2").data, 74)
    return above / face.upem, below / face.upem


def _timestamp(seconds: float) -> str:
    hundredths = max(0, round(seconds * 100))
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60:d}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"
