"""Puts word times in order: inside the recording, one after the other, none empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcription.raw_transcript import Segment, Word

# The alignment works in steps of 20 ms; a shorter word could not be clicked.
SHORTEST_WORD_SECONDS = 0.02


def order_word_times(words: Sequence[Word], duration_seconds: float) -> tuple[Word, ...]:
    """Return the same words with spans that follow each other.

    Alignment at times puts a word before its predecessor, past the end of the sound, or gives it no length.
    A word that runs into the next one is shortened; texts, order and probabilities are never touched.

    Parameters
    ----------
    words : sequence of Word
        In the order in which they were said.
    duration_seconds : float
        Length of the recording, more than 0 when there are words.

    Returns
    -------
    tuple of Word
        ``0 <= start < end <= next start`` and the last end at most `duration_seconds`.
    """
    if not words:
        return ()
    shortest = min(SHORTEST_WORD_SECONDS, duration_seconds / len(words))
    starts = _spread_starts([word.start_seconds for word in words], shortest, duration_seconds)
    limits = [*starts[1:], duration_seconds]
    return tuple(
        replace(word, start_seconds=start, end_seconds=min(max(word.end_seconds, start + shortest), limit))
        for word, start, limit in zip(words, starts, limits, strict=True)
    )


def _spread_starts(starts: Sequence[float], shortest: float, duration_seconds: float) -> list[float]:
    """Make starts increase by `shortest` at least, keeping room for every word before the end."""
    ordered: list[float] = []
    earliest = 0.0
    for index, start in enumerate(starts):
        latest = duration_seconds - (len(starts) - index) * shortest
        ordered.append(max(min(max(start, earliest), latest), 0.0))
        earliest = ordered[-1] + shortest
    return ordered


def order_segments(segments: Sequence[Segment], duration_seconds: float) -> tuple[Segment, ...]:
    """Order the words over all segments and give each segment the span of its words.

    Segments without words are kept with their own span, cut to the recording; empty ones are dropped.
    """
    ordered = iter(
        order_word_times([word for segment in segments for word in segment.words], duration_seconds)
    )
    kept: list[Segment] = []
    for segment in segments:
        words = tuple(next(ordered) for _ in segment.words)
        if words:
            start, end = words[0].start_seconds, words[-1].end_seconds
        else:
            start = min(max(segment.start_seconds, 0.0), duration_seconds)
            end = min(max(segment.end_seconds, start), duration_seconds)
        if words or (segment.text.strip() and end > start):
            kept.append(replace(segment, start_seconds=start, end_seconds=end, words=words))
    return tuple(kept)
