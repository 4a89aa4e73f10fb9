"""How large a frame a clip needs on the page of somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

USUAL_WIDTH = 600
# From here on the page in the frame sets the picture beside the words.
_TWO_COLUMNS = 480
_WORDS_SHARE = 0.66
_TALLEST_PICTURE = 225
# Words as the page in the frame sets them: width of a letter, height of a line.
_LETTER = 7.5
_LINE = 27
# All but the words gets taller as it gets narrower: measured on the page in Chromium, from 240 to 800 pixels.
_LEAST_AROUND = 221
_LEAST_BESIDE_PICTURE = 146
_AROUND = 110_000


@dataclass(frozen=True, slots=True)
class FrameSize:
    """Width and height of a frame, in CSS pixels."""

    width: int
    height: int


def frame_size(
    letters: int, has_picture: bool, max_width: int | None = None, max_height: int | None = None
) -> FrameSize:
    """Return a frame in which a clip fits without scrolling, where the limits allow it.

    Parameters
    ----------
    letters : int
        Of the words with the rest of their sentences.
    max_width, max_height : int, optional
        In CSS pixels, at least 1; never passed, even where the words must then be scrolled.
    """
    width = min(USUAL_WIDTH, max_width or USUAL_WIDTH)
    is_beside = has_picture and width >= _TWO_COLUMNS
    column = width * _WORDS_SHARE if is_beside else float(width)
    around = (_LEAST_BESIDE_PICTURE if is_beside else _LEAST_AROUND) + _AROUND / column
    picture = _TALLEST_PICTURE if has_picture and not is_beside else 0
    lines = ceil(letters * _LETTER / max(1.0, column - 30.0))
    height = ceil(around + picture + lines * _LINE)
    return FrameSize(width, min(height, max_height or height))
