"""Keeps the peaks read last and the ribbons drawn last: a page seldom shows anything new."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from app.renditions.peaks import Peaks
from app.renditions.sound_ribbon import RibbonColours, RibbonHeight, RibbonMark, RibbonSpan, draw_ribbon
from app.storage.media_store import MediaMissing, MediaStore

# Three hours of levels take 2 MB.
KEPT_PEAKS = 64
KEPT_RIBBONS = 2048


@dataclass(frozen=True, slots=True)
class RibbonOrder:
    """All that a drawn ribbon depends on, so that equal ones are drawn once.

    Attributes
    ----------
    media_key : str
        Of the peaks; a key is written once, so it stands for what it names.
    start_seconds, end_seconds : float
        The part of the recording that is drawn.
    spans : tuple of RibbonSpan
        Who speaks; seconds from the beginning of the recording.
    marks : tuple of RibbonMark
        Themes; likewise.
    colours : RibbonColours, optional
        Other paints than those of the page.
    played : (float, float), optional
        What is drawn as played; seconds from `start_seconds`.
    """

    media_key: str
    start_seconds: float
    end_seconds: float
    spans: tuple[RibbonSpan, ...]
    marks: tuple[RibbonMark, ...]
    height: RibbonHeight
    title: str
    colours: RibbonColours | None = None
    played: tuple[float, float] | None = None


class RibbonShelf:
    """Draws ribbons from stored peaks, and keeps a bounded number of both."""

    def __init__(self, store: MediaStore) -> None:
        self._store = store
        # What raises is not kept: a file that comes back is seen again.
        self._peaks = lru_cache(maxsize=KEPT_PEAKS)(self._read)
        self._ribbons = lru_cache(maxsize=KEPT_RIBBONS)(self._draw)

    def duration_seconds(self, media_key: str) -> float | None:
        """Return the length that the peaks under a key cover; None when they can't be read."""
        try:
            return self._peaks(media_key).duration_seconds
        except (MediaMissing, OSError, ValueError, KeyError):
            # A page without its drawing is still a page; `franquette check` reports what is missing.
            return None

    def ribbon(self, order: RibbonOrder) -> str:
        """Return a ribbon as SVG; empty when its peaks can't be read or there is nothing to draw."""
        try:
            return self._ribbons(order)
        except (MediaMissing, OSError, ValueError, KeyError):
            return ""

    def levels(self, media_key: str, start_seconds: float, end_seconds: float) -> Peaks | None:
        """Return the peaks between two moments; None when they can't be read."""
        try:
            return _part(self._peaks(media_key), start_seconds, end_seconds)
        except (MediaMissing, OSError, ValueError, KeyError, ZeroDivisionError):
            return None

    def _read(self, media_key: str) -> Peaks:
        with self._store.local_copy(media_key) as path:
            return Peaks.from_json(json.loads(path.read_text(encoding="utf-8")))

    def _draw(self, order: RibbonOrder) -> str:
        peaks = self._peaks(order.media_key)
        length = order.end_seconds - order.start_seconds
        if length <= 0 or peaks.duration_seconds <= 0:
            return ""
        return draw_ribbon(
            _part(peaks, order.start_seconds, order.end_seconds),
            [
                RibbonSpan(
                    max(0.0, one.start_seconds - order.start_seconds),
                    min(length, one.end_seconds - order.start_seconds),
                    one.role,
                )
                for one in order.spans
            ],
            order.marks,
            duration_seconds=length,
            height=order.height,
            title=order.title,
            colours=order.colours,
            played=order.played,
        )


def _part(peaks: Peaks, start_seconds: float, end_seconds: float) -> Peaks:
    """Return the peaks between two moments, at least one of them."""
    per_second = len(peaks.levels) / peaks.duration_seconds
    first = min(len(peaks.levels) - 1, int(start_seconds * per_second))
    levels = peaks.levels[first : max(first + 1, round(end_seconds * per_second))]
    return Peaks(end_seconds - start_seconds, levels, peaks.rule)
