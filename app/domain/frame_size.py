"""How large a frame a clip needs on the page of somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

USUAL_WIDTH = 600
# From here on the page in the frame sets the picture beside the words.
_TWO_COLUMNS = 480
_WORDS_SHARE = 0.66
# What follows was measured on the page in the frame, in Chromium, from 240 to 800 pixels: the width of a
# letter and the height of a line, of the words and of the small print, and what a paragraph of that adds.
_EDGES = 30
_LETTER, _LINE = 8.3, 27
_SMALL_LETTER, _SMALL_LINE, _SMALL_GAP = 6.6, 19, 12
# All else: the player, the name, the signature; taller where it is narrow.
_AROUND, _AROUND_NARROW = 200, 18_000
_AROUND_BESIDE_PICTURE = 240
_AROUND_BELOW_PICTURE = 520


@dataclass(frozen=True, slots=True)
class FrameSize:
    """Width and height of a frame, in CSS pixels."""

    width: int
    height: int


def frame_size(
    letters: int,
    small_print: Sequence[int],
    has_picture: bool,
    max_width: int | None = None,
    max_height: int | None = None,
) -> FrameSize:
    """Return a frame in which a clip fits without scrolling, where the limits allow it.

    Parameters
    ----------
    letters : int
        Of the words with the rest of their sentences.
    small_print : sequence of int
        Letters of each paragraph below them: where they come from, notices.
    max_width, max_height : int, optional
        In CSS pixels, at least 1; never passed, even where the words must then be scrolled.
    """
    width = min(USUAL_WIDTH, max_width or USUAL_WIDTH)
    is_beside = has_picture and width >= _TWO_COLUMNS
    column = max(1.0, (width * _WORDS_SHARE if is_beside else width) - _EDGES)
    if is_beside:
        around = float(_AROUND_BESIDE_PICTURE)
    else:
        around = _AROUND_BELOW_PICTURE if has_picture else _AROUND + _AROUND_NARROW / width
    words = _LINE * ceil(letters * _LETTER / column)
    small = sum(_SMALL_GAP + _SMALL_LINE * ceil(one * _SMALL_LETTER / column) for one in small_print)
    height = ceil(around + words + small)
    return FrameSize(width, min(height, max_height or height))
