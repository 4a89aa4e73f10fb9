"""Draws the sound ribbon: a recording as one band of ink, coloured by who speaks, with theme marks below.

The band is a continuous outline mirrored about a thread that runs through silence, so that it reads as one
thing at 24 pixels and as speech at 120. The drawing stretches to any width. Colours come from the page's
custom properties and fall back to ink on paper; stripes, not colour alone, tell where the speaker is unknown.

The page's style sheet fills the played part:
`.ribbon-played-clip { transform: scaleX(var(--played, 0)) }`, with `--played` in 0..1 set on the ribbon.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from typing import Literal

from app.domain.xml_text import xml_text
from app.renditions.peaks import Peaks

RibbonRole = Literal["leader", "interviewer", "unknown"]
RibbonPaint = Literal["leader", "interviewer", "unknown", "pause"]
_PAINTS: tuple[RibbonPaint, ...] = ("pause", "interviewer", "unknown", "leader")


class RibbonHeight(Enum):
    """The heights at which the ribbon is shown; each has as much detail as it can carry.

    Values are: height in CSS pixels, number of columns, height kept for the marks.
    """

    THREAD = (24, 150, 6)
    BAND = (48, 300, 8)
    FULL = (120, 600, 14)

    @property
    def pixels(self) -> int:
        """Height in CSS pixels."""
        return self.value[0]

    @property
    def columns(self) -> int:
        """Number of steps along the recording."""
        return self.value[1]

    @property
    def marks_pixels(self) -> int:
        """Height kept below the band for theme marks."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class RibbonSpan:
    """Who speaks from `start_seconds` until before `end_seconds`."""

    start_seconds: float
    end_seconds: float
    role: RibbonRole


@dataclass(frozen=True, slots=True)
class RibbonMark:
    """A theme spoken of from `start_seconds` until before `end_seconds`; `label` is for people."""

    start_seconds: float
    end_seconds: float
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class RibbonRun:
    """Some columns in a row of one paint.

    Attributes
    ----------
    reach : tuple of int
        How far the band reaches from its middle line at each edge of these columns: one more than columns.
    """

    paint: RibbonPaint
    first_column: int
    reach: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RibbonColours:
    """Paints as CSS values; the defaults follow the page, literal ones suit programs without variables."""

    leader: str = "var(--ribbon-leader, #1b1a17)"
    interviewer: str = "var(--ribbon-interviewer, #a39c8f)"
    unknown: str = "var(--ribbon-unknown, #6b6558)"
    pause: str = "var(--ribbon-pause, #d9d3c7)"
    mark: str = "var(--ribbon-mark, #8a5a12)"
    played: str = "var(--ribbon-played, #b3301c)"
    played_pale: str = "var(--ribbon-played-pale, #dfa597)"


PAPER_COLOURS = RibbonColours("#1b1a17", "#a39c8f", "#6b6558", "#d9d3c7", "#8a5a12", "#b3301c", "#dfa597")

# Units of the drawing to a pixel of height: whole numbers stay fine enough.
_UNITS = 4
# Units to a column across.
_STEP = 4
# Half the thickness of the thread, in units: a pixel in all where nothing is heard.
_THREAD = 2


def draw_ribbon(
    peaks: Peaks,
    spans: Sequence[RibbonSpan],
    marks: Sequence[RibbonMark],
    *,
    duration_seconds: float,
    height: RibbonHeight,
    title: str,
    colours: RibbonColours | None = None,
    played: tuple[float, float] | None = None,
) -> str:
    """Return the ribbon as one SVG element, fit to stand in a page or alone in a file.

    Parameters
    ----------
    spans : sequence of RibbonSpan
        Who speaks; where two overlap the later in the sequence is drawn. Without any, nobody has been told
        apart yet and the whole ribbon is striped as unknown.
    marks : sequence of RibbonMark
        Themes; drawn below the band, overlapping ones in two lanes.
    duration_seconds : float
        Length of the whole ribbon; the same as that of the player.
    title : str
        Text alternative: what is heard, by whom, how long.
    colours : RibbonColours, optional
        Other paints than those of the page.
    played : (float, float), optional
        The seconds drawn as played where no style sheet fills them; none by default.
    """
    colours = colours or RibbonColours()
    paints = _paint_columns(spans, duration_seconds, height.columns)
    middle, outline = _outline(peaks, height)
    shapes = _shapes(paints, outline, middle)
    lines = _mark_lines(marks, duration_seconds, height)
    content = repr((shapes, lines, title, height.name, colours, played))
    # The name must differ between two ribbons of one page, and not between two makings of one ribbon.
    name = "r" + hashlib.sha256(content.encode()).hexdigest()[:9]
    width, total = height.columns * _STEP, height.pixels * _UNITS
    filled = _filled(played, duration_seconds, width)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="ribbon ribbon-{height.name.lower()}" role="img"',
            f' aria-labelledby="{name}-title" viewBox="0 0 {width} {total}" width="100%"',
            f' height="{height.pixels}" preserveAspectRatio="none">',
            f'<title id="{name}-title">{xml_text(title)}</title><defs>',
            _clip(name, width, total, filled),
            _both_stripes(name, total, colours) if "unknown" in shapes else "",
            _halves(shapes, name, middle),
            f"</defs>{_band(shapes, name, colours)}",
            f'<g class="ribbon-played" clip-path="url(#{name}-clip)">{_played(shapes, name, colours)}</g>',
            _marks(lines, height, colours),
            "</svg>",
        )
    )


def ribbon_runs(
    peaks: Peaks, spans: Sequence[RibbonSpan], *, duration_seconds: float, columns: int, half_height: int
) -> tuple[RibbonRun, ...]:
    """Return the shape of a ribbon for those that draw it by other means than SVG.

    Parameters
    ----------
    columns : int
        Number of steps along the ribbon.
    half_height : int
        How far the loudest column reaches from the middle line, in units of the drawing.
    """
    paints = _paint_columns(spans, duration_seconds, columns)
    return _runs(paints, _reach(peaks, columns, half_height))


def _clip(name: str, width: int, total: int, filled: str) -> str:
    return (
        f'<clipPath id="{name}-clip"><path class="ribbon-played-clip" transform="{filled}"'
        f' d="M0 0h{width}v{total}H0z"/></clipPath>'
    )


def _filled(played: tuple[float, float] | None, duration_seconds: float, width: int) -> str:
    """Return how the whole width shrinks to the part that is played."""
    if played is None or duration_seconds <= 0:
        return "scale(0 1)"
    first, last = (min(1.0, max(0.0, one / duration_seconds)) for one in played)
    return f"translate({round(first * width)} 0) scale({max(0.0, last - first):.5f} 1)"


def _both_stripes(name: str, total: int, colours: RibbonColours) -> str:
    unplayed = _stripes(f"{name}-stripes", total, colours.pause, colours.unknown)
    return unplayed + _stripes(f"{name}-played", total, colours.played_pale, colours.played)


def _stripes(identifier: str, total: int, ground: str, stripe: str) -> str:
    """Return a pattern of upright stripes: stretching the ribbon cannot turn them into a smear."""
    period = 3 * _STEP
    return (
        f'<pattern id="{identifier}" patternUnits="userSpaceOnUse" width="{period}" height="{total}">'
        f'<path fill="{ground}" d="M0 0h{period}v{total}H0z"/>'
        f'<path fill="{stripe}" d="M0 0h{period // 2}v{total}H0z"/></pattern>'
    )


def _halves(shapes: dict[RibbonPaint, str], name: str, middle: int) -> str:
    """Define each paint's shape once: its upper half and that half mirrored."""
    mirror = f"matrix(1 0 0 -1 0 {2 * middle})"
    return "".join(
        f'<g id="{name}-{paint}"><path id="{name}-{paint}-half" d="{shapes[paint]}"/>'
        f'<use href="#{name}-{paint}-half" transform="{mirror}"/></g>'
        for paint in _PAINTS
        if paint in shapes
    )


def _band(shapes: dict[RibbonPaint, str], name: str, colours: RibbonColours) -> str:
    fills: dict[RibbonPaint, str] = {
        "leader": colours.leader,
        "interviewer": colours.interviewer,
        "pause": colours.pause,
        "unknown": f"url(#{name}-stripes)",
    }
    return "".join(
        f'<use class="ribbon-{paint}" href="#{name}-{paint}" fill="{fills[paint]}"/>'
        for paint in _PAINTS
        if paint in shapes
    )


def _played(shapes: dict[RibbonPaint, str], name: str, colours: RibbonColours) -> str:
    """Draw the band once more for the played part: the interviewer paler, the unknown still striped."""
    fills: dict[RibbonPaint, str] = {
        "leader": colours.played,
        "interviewer": colours.played_pale,
        "pause": colours.played_pale,
        "unknown": f"url(#{name}-played)",
    }
    return "".join(
        f'<use href="#{name}-{paint}" fill="{fills[paint]}"/>' for paint in _PAINTS if paint in shapes
    )


def _paint_columns(
    spans: Sequence[RibbonSpan], duration_seconds: float, columns: int
) -> tuple[RibbonPaint, ...]:
    """Say for the middle of each column who speaks there."""
    if not spans or duration_seconds <= 0:
        everywhere: RibbonPaint = "unknown"
        return (everywhere,) * columns
    paints: list[RibbonPaint] = ["pause"] * columns
    for span in spans:
        first = _column(span.start_seconds, duration_seconds, columns)
        # A word shorter than a column is still seen.
        last = max(first + 1, _column(span.end_seconds, duration_seconds, columns))
        for column in range(first, min(last, columns)):
            paints[column] = span.role
    return tuple(paints)


def _column(seconds: float, duration_seconds: float, columns: int) -> int:
    return min(columns, max(0, round(seconds / duration_seconds * columns)))


def _outline(peaks: Peaks, height: RibbonHeight) -> tuple[int, tuple[int, ...]]:
    """Return the middle line and, for each edge between columns, how far the band reaches from it."""
    middle = (height.pixels - height.marks_pixels) * _UNITS // 2
    return middle, _reach(peaks, height.columns, middle)


def _reach(peaks: Peaks, columns: int, half_height: int) -> tuple[int, ...]:
    reach = [_THREAD + (half_height - _THREAD) * level // 255 for level in peaks.in_columns(columns)]
    return (*reach, reach[-1])


def _shapes(paints: tuple[RibbonPaint, ...], outline: tuple[int, ...], middle: int) -> dict[RibbonPaint, str]:
    """Return one path for each paint: the upper half of its runs."""
    shapes: dict[RibbonPaint, str] = {}
    for run in _runs(paints, outline):
        path = _run_path(run.reach, run.first_column, middle)
        shapes[run.paint] = shapes.get(run.paint, "") + path
    return shapes


def _runs(paints: tuple[RibbonPaint, ...], outline: tuple[int, ...]) -> tuple[RibbonRun, ...]:
    runs: list[RibbonRun] = []
    start = 0
    for paint, same in groupby(paints):
        end = start + len(list(same))
        runs.append(RibbonRun(paint, start, outline[start : end + 1]))
        start = end
    return tuple(runs)


def _run_path(reach: tuple[int, ...], start: int, middle: int) -> str:
    """Go along the upper edge and close below the middle: no seam shows between the mirrored halves."""
    left = start * _STEP
    edge = "".join(f"l{_STEP} {before - after}" for before, after in pairwise(reach))
    return f"M{left} {middle - reach[0]}{edge}V{middle + _THREAD}H{left}z".replace(" -", "-")


def _mark_lines(
    marks: Sequence[RibbonMark], duration_seconds: float, height: RibbonHeight
) -> tuple[tuple[RibbonMark, int, int, int], ...]:
    """Place the marks: mark, left edge, width and lane; one that meets another takes the other lane."""
    if duration_seconds <= 0:
        return ()
    width = height.columns * _STEP
    placed: list[tuple[RibbonMark, int, int, int]] = []
    lane_ends = [0, 0]
    for mark in sorted(marks, key=lambda mark: (mark.start_seconds, mark.end_seconds, mark.slug)):
        left = min(width, max(0, round(mark.start_seconds / duration_seconds * width)))
        right = min(width, max(left + _STEP, round(mark.end_seconds / duration_seconds * width)))
        lane = 0 if lane_ends[0] <= left or lane_ends[0] <= lane_ends[1] else 1
        lane_ends[lane] = max(lane_ends[lane], right)
        # A hair of paper between neighbours shows where one theme ends.
        placed.append((mark, left, max(1, right - left - _STEP // 2), lane))
    return tuple(line for line in placed if line[1] < width)


def _marks(
    lines: tuple[tuple[RibbonMark, int, int, int], ...], height: RibbonHeight, colours: RibbonColours
) -> str:
    if not lines:
        return ""
    room = height.marks_pixels * _UNITS
    gap = room // 4
    lane_units = (room - gap) // 2
    top = height.pixels * _UNITS - room + gap
    drawn = "".join(
        f'<path class="ribbon-mark" data-theme="{xml_text(mark.slug)}"'
        f' d="M{left} {top + lane * lane_units}h{across}v{lane_units - _UNITS // 2}h-{across}z">'
        f"<title>{xml_text(mark.label)}</title></path>"
        for mark, left, across, lane in lines
    )
    return f'<g class="ribbon-marks" fill="{colours.mark}">{drawn}</g>'
