"""Fits word times into the span of the passage that they are read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcription.raw_transcript import Word
from transcription.word_times import SHORTEST_WORD_SECONDS


def words_inside(words: Sequence[Word], start_seconds: float, end_seconds: float) -> tuple[Word, ...]:
    """Return the same words, none of which reaches out of a span.

    Engines stretch a word over the silence beside it, or give a mark that stands alone the whole pause.

    Parameters
    ----------
    words : sequence of Word
        In order of time.
    start_seconds, end_seconds : float
        The span; a word wholly outside it is put at its edge, as short as a word may be.

    Returns
    -------
    tuple of Word
        ``start_seconds <= start <= end <= end_seconds``; starts never decrease.
    """
    fitted: list[Word] = []
    for word in words:
        end = min(max(word.end_seconds, start_seconds), end_seconds)
        start = min(max(word.start_seconds, start_seconds), end)
        if end - start < SHORTEST_WORD_SECONDS <= word.end_seconds - word.start_seconds:
            start = max(end - SHORTEST_WORD_SECONDS, start_seconds)
            end = min(start + SHORTEST_WORD_SECONDS, end_seconds)
        if fitted and start < fitted[-1].start_seconds:
            start = fitted[-1].start_seconds
            end = max(start, end)
        fitted.append(replace(word, start_seconds=start, end_seconds=end))
    return tuple(fitted)
