"""Tells from when to when each speaker speaks, by the sound: engines place words only roughly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from transcription.raw_transcript import Word
from transcription.spoken_parts import Passage, SpeakerRole, Turn

if TYPE_CHECKING:
    # Only its attributes are read: importing it would bring in numpy.
    from transcription.speech_regions import SpeechRegion

# Engines end a word up to this much before its sound ends, or begin it as much before the sound begins.
_REACH_SECONDS = 0.6
_TRUSTED_SECONDS = 0.5
# Breath and the softest sounds around speech, beyond the tenth of a second that the detector adds. Together
# a quarter of a second: as much as scores of who speaks when leave out around each change.
_BREATH_SECONDS = 0.15
# Two passages of one turn share a pause up to twice this long; of a longer one each keeps this much.
_PAUSE_SHARE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class SpeakingSpan:
    """One turn as it sounds; half-open, in seconds."""

    role: SpeakerRole
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the speech of a turn begins and ends, and the speech regions that hold its two ends."""

    start_seconds: float
    end_seconds: float
    first_home: int | None
    last_home: int | None


def speaking_spans(
    turns: Sequence[Turn], words: Sequence[Word], regions: Sequence[SpeechRegion]
) -> tuple[SpeakingSpan, ...]:
    """Move the edges of turns to where the speech that holds them begins and ends, with the breath around it.

    An edge moves only where no other turn lies in the same speech; two people who share a stretch of speech
    change halfway between their words. No span reaches into a sounding word of another turn.

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
    edges = _edges(turns, words, regions)
    starts = [max(edge.start_seconds - _breath(edge.first_home), 0.0) for edge in edges[:1]]
    ends: list[float] = []
    for before, after in pairwise(edges):
        half = max(after.start_seconds - before.end_seconds, 0.0) / 2
        is_one_stretch = before.last_home is not None and before.last_home == after.first_home
        ends.append(before.end_seconds + min(half, half if is_one_stretch else _breath(before.last_home)))
        share = min(half, half if is_one_stretch else _breath(after.first_home))
        starts.append(max(after.start_seconds - share, ends[-1]))
    # The recording may end with its last speech: no breath is added beyond.
    ends += [edge.end_seconds for edge in edges[-1:]]
    return tuple(
        SpeakingSpan(turn.role, start, max(start, end))
        for turn, start, end in zip(turns, starts, ends, strict=True)
    )


def _breath(home: int | None) -> float:
    return 0.0 if home is None else _BREATH_SECONDS


def with_spoken_edges(
    turns: Sequence[Turn],
    passages: Sequence[Passage],
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
) -> tuple[tuple[Turn, ...], tuple[Passage, ...]]:
    """Give turns and passages the spans in which they sound.

    The passages of a turn reach from its first edge to its last one; two neighbours share the pause between
    them.

    Parameters
    ----------
    turns, passages : sequences of Turn and Passage
        With the times of their words; every turn has passages, in order.
    words : sequence of Word
    regions : sequence of SpeechRegion
        In order of time, apart from each other.
    """
    spans = speaking_spans(turns, words, regions)
    moved_turns = tuple(
        replace(turn, start_seconds=span.start_seconds, end_seconds=span.end_seconds)
        for turn, span in zip(turns, spans, strict=True)
    )
    starts = [passage.start_seconds for passage in passages]
    ends = [passage.end_seconds for passage in passages]
    for number, (before, after) in enumerate(pairwise(passages)):
        if before.turn == after.turn:
            share = min((starts[number + 1] - ends[number]) / 2, _PAUSE_SHARE_SECONDS)
            ends[number] += max(share, 0.0)
            starts[number + 1] -= max(share, 0.0)
    moved_passages: list[Passage] = []
    for number, passage in enumerate(passages):
        span = spans[passage.turn]
        is_first = number == 0 or passages[number - 1].turn != passage.turn
        is_last = number + 1 == len(passages) or passages[number + 1].turn != passage.turn
        start = span.start_seconds if is_first else _inside(starts[number], span)
        end = span.end_seconds if is_last else _inside(ends[number], span)
        moved_passages.append(replace(passage, start_seconds=start, end_seconds=max(start, end)))
    return moved_turns, tuple(moved_passages)


def _inside(moment: float, span: SpeakingSpan) -> float:
    return min(max(moment, span.start_seconds), span.end_seconds)


def _edges(turns: Sequence[Turn], words: Sequence[Word], regions: Sequence[SpeechRegion]) -> list[_Edges]:
    """Return the edges of each turn's speech, in order and not overlapping."""
    homes = [_homes(turn, words, regions) for turn in turns]
    edges: list[_Edges] = []
    for index, (turn, (first_home, last_home)) in enumerate(zip(turns, homes, strict=True)):
        start, end = turn.start_seconds, turn.end_seconds
        home_before = homes[index - 1][1] if index > 0 else None
        home_after = homes[index + 1][0] if index + 1 < len(turns) else None
        if first_home is not None and first_home != home_before:
            start = min(regions[first_home].start_seconds, _latest_start(turn, words))
        if last_home is not None and last_home != home_after:
            end = max(regions[last_home].end_seconds, _earliest_end(turn, words))
            if index + 1 < len(turns):
                # The next turn may begin before that speech ends, with a word that lies mostly in another.
                end = min(end, _latest_start(turns[index + 1], words))
        start = max(start, edges[-1].end_seconds if edges else 0.0)
        edges.append(_Edges(start, max(end, start), first_home, last_home))
    return edges


def _homes(
    turn: Turn, words: Sequence[Word], regions: Sequence[SpeechRegion]
) -> tuple[int | None, int | None]:
    """Return the speech that the first and the last word of a turn lie in; marks alone have no sound."""
    spoken = _spoken(turn, words)
    return (
        _home(spoken[0].end_seconds - _trusted(spoken[0]) / 2, regions),
        _home(spoken[-1].start_seconds + _trusted(spoken[-1]) / 2, regions),
    )


def _spoken(turn: Turn, words: Sequence[Word]) -> Sequence[Word]:
    own = words[turn.first_word : turn.end_word]
    return [word for word in own if any(character.isalnum() for character in word.text)] or own


def _latest_start(turn: Turn, words: Sequence[Word]) -> float:
    first = _spoken(turn, words)[0]
    return first.end_seconds - _trusted(first)


def _earliest_end(turn: Turn, words: Sequence[Word]) -> float:
    last = _spoken(turn, words)[-1]
    return last.start_seconds + _trusted(last)


def _trusted(word: Word) -> float:
    # A long word is one stretched over a pause: only its near end is trusted.
    return min(word.end_seconds - word.start_seconds, _TRUSTED_SECONDS)


def _home(moment: float, regions: Sequence[SpeechRegion]) -> int | None:
    after = bisect_right([region.start_seconds for region in regions], moment)
    near = [number for number in (after - 1, after) if 0 <= number < len(regions)]
    if not near:
        return None

    def distance(number: int) -> float:
        return max(regions[number].start_seconds - moment, moment - regions[number].end_seconds, 0.0)

    nearest = min(near, key=distance)
    return nearest if distance(nearest) <= _REACH_SECONDS else None
