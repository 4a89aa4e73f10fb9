"""Joins several decodings of the same sound into one list of segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.word_times import order_word_times
from transcription.word_voting import vote


def join_decodings(decodings: Sequence[RawTranscript]) -> list[Segment]:
    """Vote word by word and lay the chosen words out in segments.

    A segment's own figures (log probability, no-speech probability, compression) are those of the segment of
    the first decoding in which most of its words lie in time.

    Parameters
    ----------
    decodings : sequence of RawTranscript
        At least one, all of the same sound, in order of trust.

    Returns
    -------
    list of Segment
        In order of time; one decoding alone is returned as it is.
    """
    if len(decodings) == 1:
        return list(decodings[0].segments)
    words = order_word_times(vote([one.words for one in decodings]), decodings[0].duration_seconds)
    if not words:
        return []
    frames = max(decodings, key=lambda one: len(one.words) > 0).segments
    starts = [frame.start_seconds for frame in frames]
    laid: dict[int, list[Word]] = {}
    for word in words:
        middle = (word.start_seconds + word.end_seconds) / 2
        laid.setdefault(max(bisect_right(starts, middle) - 1, 0), []).append(word)
    return [_filled(frames[number], spoken) for number, spoken in laid.items()]


def _filled(frame: Segment, words: Sequence[Word]) -> Segment:
    return replace(
        frame,
        start_seconds=words[0].start_seconds,
        end_seconds=words[-1].end_seconds,
        text=" ".join(word.text for word in words),
        words=tuple(words),
    )
