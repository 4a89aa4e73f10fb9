"""Lays the encoder's 1.6 s windows over the stretches where someone speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.speech_regions import SpeechRegion
from transcription.voice_embedding import FRAME_SECONDS, WINDOW_FRAMES

# A new window every 0.4 s: finer steps cost time and move the found changes by less than a word.
HOP_FRAMES = 40
# Less speech than this tells nothing of a voice, even when repeated to fill a window.
SHORTEST_REGION_FRAMES = 30


@dataclass(frozen=True, slots=True)
class SpeechWindows:
    """Windows over speech, in order of time.

    Attributes
    ----------
    frames : int64, shape (windows, 160)
        Row numbers of the mel spectrogram.
    centre_seconds : float64, shape (windows,)
        The moment that each window speaks for.
    region_numbers : int64, shape (windows,)
        The region that each window lies in; a window never crosses into another one.
    """

    frames: NDArray[np.int64]
    centre_seconds: NDArray[np.float64]
    region_numbers: NDArray[np.int64]


def lay_windows(regions: Sequence[SpeechRegion], frame_count: int) -> SpeechWindows:
    """Lay windows over the regions; a region shorter than a window is repeated until it fills one.

    Parameters
    ----------
    regions : sequence of SpeechRegion
        In order of time.
    frame_count : int
        Rows of the mel spectrogram; regions are cut off there.
    """
    frames: list[NDArray[np.int64]] = []
    centres: list[float] = []
    numbers: list[int] = []
    for number, region in enumerate(regions):
        first = max(round(region.start_seconds / FRAME_SECONDS), 0)
        length = min(round(region.end_seconds / FRAME_SECONDS), frame_count) - first
        if length < SHORTEST_REGION_FRAMES:
            continue
        for start in _starts(length):
            span = np.arange(start, min(start + WINDOW_FRAMES, length), dtype=np.int64)
            frames.append(first + np.resize(span, WINDOW_FRAMES))
            centres.append((first + start + len(span) / 2) * FRAME_SECONDS)
            numbers.append(number)
    return SpeechWindows(
        np.array(frames, dtype=np.int64).reshape(-1, WINDOW_FRAMES),
        np.array(centres, dtype=np.float64),
        np.array(numbers, dtype=np.int64),
    )


def window_seconds(count: int) -> float:
    """Return how much speech that many windows stand for: each the time to the next one."""
    return count * HOP_FRAMES * FRAME_SECONDS


def _starts(length: int) -> list[int]:
    """Return window starts inside a region, the last one flush with its end."""
    last = max(length - WINDOW_FRAMES, 0)
    starts = list(range(0, last + 1, HOP_FRAMES))
    if last - starts[-1] >= HOP_FRAMES // 2:
        starts.append(last)
    return starts
