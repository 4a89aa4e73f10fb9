"""Which words a person vouches for, and which spots need no ear any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.doubtful_spots import MachinePassage, Spot
from app.domain.passage_state import PassageState
from app.domain.span_index import SpanIndex
from app.domain.transcript_edit import TimedWord

UntoldWords = frozenset[tuple[str, float, float]]
"""Words that the machine gave without probability: that they have none says nothing of a person."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span of the recording, in seconds."""

    start_seconds: float
    end_seconds: float

    def holds(self, other: Span) -> bool:
        """Tell whether another span lies inside this one."""
        return self.start_seconds <= other.start_seconds and other.end_seconds <= self.end_seconds


@dataclass(frozen=True, slots=True)
class TextNow:
    """What the transcript says now, and what people did to it.

    `heard` are the spans that a person listened to and left as they were; `told` those of which a person said
    who speaks.
    """

    passages: tuple[PassageState, ...]
    untold: UntoldWords
    heard: tuple[Span, ...] = ()
    told: tuple[Span, ...] = ()


def untold_words(passages: Iterable[MachinePassage]) -> UntoldWords:
    """Return the machine's words without probability: its `[inaudible]` marks, and signs that stand alone."""
    return frozenset(
        (word.text, word.start_seconds, word.end_seconds)
        for passage in passages
        for word in passage.words
        if word.probability is None
    )


def settled(spots: Iterable[Spot], now: TextNow) -> tuple[bool, ...]:
    """Tell of each spot whether a person settled it: heard its words, wrote others, or said who speaks."""
    passages = SpanIndex(now.passages)
    heard, told = SpanIndex(now.heard), SpanIndex(now.told)
    return tuple(_is_settled(spot, now.untold, passages, heard, told) for spot in spots)


def _is_settled(
    spot: Spot,
    untold: UntoldWords,
    passages: SpanIndex[PassageState],
    heard: SpanIndex[Span],
    told: SpanIndex[Span],
) -> bool:
    span = Span(spot.start_seconds, spot.end_seconds)
    if spot.kind == "speaker":
        # Edges move a little; who was told to speak in its middle was told to speak in the turn.
        middle = (span.start_seconds + span.end_seconds) / 2
        return any(True for _ in told.touching(middle, middle))
    around = list(passages.touching(span.start_seconds, span.end_seconds))
    is_heard = any(one.holds(span) for one in heard.touching(span.start_seconds, span.end_seconds))
    inside = [
        (state, word)
        for state in around
        for word in state.words
        if _is_inside(word, span.start_seconds, span.end_seconds)
    ]
    if spot.kind == "removed":
        return (
            is_heard
            or any(is_vouched_for(state, word, untold) for state, word in inside)
            or any(_is_checked_over(state, span) for state in around)
        )
    return all(
        is_vouched_for(state, word, untold) or (is_heard and word.probability is None)
        for state, word in inside
    )


def is_vouched_for(state: PassageState, word: TimedWord, untold: UntoldWords) -> bool:
    """Tell whether a person heard or wrote a word of a passage."""
    if state.status == "checked":
        return True
    return word.probability is None and (word.text, word.start_seconds, word.end_seconds) not in untold


def vouched_seconds(now: TextNow) -> float:
    """Return how much of the speech a person vouches for: whole passages, or single words of others."""
    return sum(
        state.end_seconds - state.start_seconds
        if state.status == "checked"
        else sum(
            word.end_seconds - word.start_seconds
            for word in state.words
            if is_vouched_for(state, word, now.untold)
        )
        for state in now.passages
    )


def spoken_seconds(passages: Sequence[PassageState]) -> float:
    """Return how much speech there is."""
    return sum(state.end_seconds - state.start_seconds for state in passages)


def words_in_span(words: Sequence[TimedWord], start_seconds: float, end_seconds: float) -> tuple[int, int]:
    """Return the half-open span of indices of the words that a span of time means.

    Where no word lies in it, both are the index of the word before which it lies.
    """
    inside = [number for number, word in enumerate(words) if _is_inside(word, start_seconds, end_seconds)]
    if inside:
        return inside[0], inside[-1] + 1
    before = sum(word.end_seconds <= start_seconds + (end_seconds - start_seconds) / 2 for word in words)
    return before, before


def _is_inside(word: TimedWord, start_seconds: float, end_seconds: float) -> bool:
    if start_seconds <= word.start_seconds and word.end_seconds <= end_seconds:
        return True
    return start_seconds <= (word.start_seconds + word.end_seconds) / 2 < end_seconds


def _is_checked_over(state: PassageState, span: Span) -> bool:
    return state.status == "checked" and Span(state.start_seconds, state.end_seconds).holds(span)
