"""Tells from when to when each speaker speaks, by the sound: engines place words only roughly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from transcription.raw_transcript import Word
from transcription.speech_regions import SpeechRegion
from transcription.spoken_parts import SpeakerRole, Turn

# Engines end a word up to this much before its sound ends, or begin it as much before the sound begins.
_REACH_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class SpeakingSpan:
    """One turn as it sounds; half-open, in seconds."""

    role: SpeakerRole
    start_seconds: float
    end_seconds: float


def speaking_spans(
    turns: Sequence[Turn], words: Sequence[Word], regions: Sequence[SpeechRegion]
) -> tuple[SpeakingSpan, ...]:
    """Move the edges of turns to where the speech that holds them begins and ends.

    An edge moves only when the neighbouring turn lies in other speech; two people who share a stretch of
    speech change where the words say so.

    Parameters
    ----------
    turns : sequence of Turn
    words : sequence of Word
        Those that the turns count.
    regions : sequence of SpeechRegion
        In order of time, apart from each other.

    Returns
    -------
    tuple of SpeakingSpan
        One per turn, in order, not overlapping; an edge without speech near it stays where the word puts it.
    """
    homes = [_homes(turn, words, regions) for turn in turns]
    spans: list[SpeakingSpan] = []
    for index, (turn, (first_home, last_home)) in enumerate(zip(turns, homes, strict=True)):
        start, end = turn.start_seconds, turn.end_seconds
        home_before = homes[index - 1][1] if index > 0 else None
        home_after = homes[index + 1][0] if index + 1 < len(turns) else None
        if first_home is not None and first_home != home_before:
            start = regions[first_home].start_seconds
        if last_home is not None and last_home != home_after:
            end = regions[last_home].end_seconds
        floor = spans[-1].end_seconds if spans else 0.0
        start = max(start, floor)
        spans.append(SpeakingSpan(turn.role, start, max(end, start)))
    return tuple(spans)


def _homes(
    turn: Turn, words: Sequence[Word], regions: Sequence[SpeechRegion]
) -> tuple[int | None, int | None]:
    """Return the speech that the first and the last word of a turn lie in; marks alone have no sound."""
    own = words[turn.first_word : turn.end_word]
    spoken = [word for word in own if any(character.isalnum() for character in word.text)] or own
    return (
        _home(spoken[0].end_seconds - _half(spoken[0]), regions),
        _home(spoken[-1].start_seconds + _half(spoken[-1]), regions),
    )


def _half(word: Word) -> float:
    # A long word is one stretched over a pause: only its near end is trusted.
    return min(word.end_seconds - word.start_seconds, 0.5) / 2


def _home(moment: float, regions: Sequence[SpeechRegion]) -> int | None:
    after = bisect_right([region.start_seconds for region in regions], moment)
    near = [number for number in (after - 1, after) if 0 <= number < len(regions)]
    if not near:
        return None

    def distance(number: int) -> float:
        return max(regions[number].start_seconds - moment, moment - regions[number].end_seconds, 0.0)

    nearest = min(near, key=distance)
    return nearest if distance(nearest) <= _REACH_SECONDS else None
