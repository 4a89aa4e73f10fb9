"""Finds which of many spans lie over a moment or a stretch, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Something with a half-open span in the recording, in seconds."""

    @property
    def start_seconds(self) -> float:
        """Return where it begins."""

    @property
    def end_seconds(self) -> float:
        """Return where it ends."""


Thing = TypeVar("Thing", bound=Spanned)


class SpanIndex(Generic[Thing]):
    """Spans in the order of their start; they may overlap a little."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.things = sorted(things, key=lambda one: (one.start_seconds, one.end_seconds))
        self._starts = [one.start_seconds for one in self.things]
        # The latest end so far never goes back, so that it can be searched.
        self._latest_ends = list(accumulate((one.end_seconds for one in self.things), max))

    def touching(self, start_seconds: float, end_seconds: float) -> Iterator[Thing]:
        """Give those that begin by the end of a stretch and end after its start or at it, in order."""
        first = bisect_left(self._latest_ends, start_seconds)
        end = bisect_right(self._starts, end_seconds)
        return (one for one in self.things[first:end] if one.end_seconds >= start_seconds)
