"""Draws the sound ribbon into a video: the shape of every other ribbon, filled as it is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.renditions.ass_document import SHAPE_UNITS, AssDocument
from app.renditions.peaks import Peaks
from app.renditions.sound_ribbon import RibbonColours, RibbonRun, RibbonSpan, ribbon_runs

# The widest step that still reads as a curve, and the narrowest that the levels of a recording can fill.
_WIDEST_STEP_PIXELS, _NARROWEST_STEP_PIXELS = 24, 4
# Columns of paint and of ground where nobody knows who speaks.
_STRIPE_PIXELS = 8


@dataclass(frozen=True, slots=True)
class RibbonPlace:
    """Where the ribbon stands, in pixels."""

    left: float
    top: float
    width: float
    height: float


def draw_ribbon_into(
    document: AssDocument,
    place: RibbonPlace,
    peaks: Peaks,
    spans: Sequence[RibbonSpan],
    duration_seconds: float,
    colours: RibbonColours,
) -> None:
    """Add the ribbon twice: as it stands, and over it in other colours, uncovered as it is heard."""
    columns = _columns(place, len(peaks.levels))
    half = round(place.height * SHAPE_UNITS / 2)
    runs = ribbon_runs(peaks, spans, duration_seconds=duration_seconds, columns=columns, half_height=half)
    whole = (place.left, place.top - 2, place.left + place.width, place.top + place.height + 2)
    for run in runs:
        for outline, is_stripe in _outlines(run, place, place.width / columns):
            ground, stripe = {
                "leader": (colours.leader, colours.played),
                "interviewer": (colours.interviewer, colours.played_pale),
                "unknown": (colours.unknown, colours.played)
                if is_stripe
                else (colours.pause, colours.played_pale),
                "pause": (colours.pause, colours.played_pale),
            }[run.paint]
            document.draw(outline, ground)
            document.draw(outline, stripe, growing=whole)


def _columns(place: RibbonPlace, levels: int) -> int:
    least = max(1, round(place.width / _WIDEST_STEP_PIXELS))
    most = max(1, round(place.width / _NARROWEST_STEP_PIXELS))
    return max(least, min(most, levels))


def _outlines(
    run: RibbonRun, place: RibbonPlace, step: float
) -> list[tuple[list[tuple[float, float]], bool]]:
    """Return the shapes of a run: one, or as many stripes as where nobody knows who speaks."""
    left = place.left + run.first_column * step
    edges = [(left + number * step, reach / SHAPE_UNITS) for number, reach in enumerate(run.reach)]
    middle = place.top + place.height / 2
    if run.paint != "unknown":
        return [(_mirrored(edges, middle), False)]
    whole = (_mirrored(edges, middle), False)
    stripes = []
    at = left
    while at < edges[-1][0]:
        end = min(at + _STRIPE_PIXELS, edges[-1][0])
        inside = [one for one in edges if at < one[0] < end]
        part = [(at, _reach_at(edges, at)), *inside, (end, _reach_at(edges, end))]
        stripes.append((_mirrored(part, middle), True))
        at += 2 * _STRIPE_PIXELS
    return [whole, *stripes]


def _mirrored(edges: Sequence[tuple[float, float]], middle: float) -> list[tuple[float, float]]:
    upper = [(x, middle - reach) for x, reach in edges]
    return [*upper, *((x, middle + reach) for x, reach in reversed(edges))]


def _reach_at(edges: Sequence[tuple[float, float]], at: float) -> float:
    for (left, before), (right, after) in pairwise(edges):
        if left <= at <= right:
            return before + (after - before) * (at - left) / (right - left)
    return edges[-1][1]
