"""The spots of a recording most worth hearing: where a machine is likely wrong, and where that would matter.

A spot is worth the number of wrong or missing words that an ear may find there: the sum of how unsure each
word is, and a share of the words that were set aside. What costs more when it is wrong weighs more: a
negation, a name that no dictionary has, and who speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.negation_words import is_negation
from app.domain.passage_state import INAUDIBLE
from app.domain.span_index import SpanIndex
from app.domain.transcript_edit import TimedWord

SpotKind = Literal["words", "removed", "speaker"]
Reason = Literal[
    "unsure", "inaudible", "unknown_word", "negation",
    "credits", "no_speech", "loop", "repeated_ending", "prompt_leak",
    "speaker_unknown", "speaker_short",
]  # fmt: skip

# The share of a recording's words, the least sure first, that are worth an ear.
DOUBTFUL_SHARE: Final = 0.20
# A negation is worth one sooner: a lost « pas » changes a position.
DOUBTFUL_NEGATION_SHARE: Final = 0.35
NEGATION_REACH_WORDS: Final = 2
# Doubtful words nearer to each other than this are heard in one go, up to what an ear can hold.
BRIDGED_SECONDS: Final = 1.0
LONGEST_SPOT_SECONDS: Final = 6.0
CONTEXT_SECONDS: Final = 2.0
SHORT_TURN_SECONDS: Final = 1.5

_NEGATION_WORTH = 1.0
_UNKNOWN_WORD_WORTH = 0.3
_INAUDIBLE_WORDS = 2.0
_SPEAKER_WORTH = {"speaker_unknown": 1.0, "speaker_short": 0.5}
# How much of what was set aside for this reason is likely to be words that somebody said.
_SAID_SHARE: dict[str, float] = {
    "loop": 0.3, "prompt_leak": 0.3, "no_speech": 0.15, "credits": 0.1, "repeated_ending": 0.1,
}  # fmt: skip
_MOST_REMOVED_WORDS = 8


@dataclass(frozen=True, slots=True)
class MachinePassage:
    """A passage as the machine left it. `unknown_words` are the indices of those in no dictionary."""

    id: str
    language: str
    words: tuple[TimedWord, ...]
    unknown_words: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RemovedRun:
    """Words that the machine wrote and that were set aside for a reason; seconds in the recording."""

    start_seconds: float
    end_seconds: float
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class MachineTurn:
    """Who speaks in a stretch, as the machine told it; `voice` is None where the sound is nobody's."""

    passage_id: str
    start_seconds: float
    end_seconds: float
    role: str
    voice: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of sound worth hearing.

    `text` is what the machine wrote there, `set_aside` what it wrote and was taken out; `worth` is about how
    many wrong or missing words may be found. `passage_id` is None where the stretch lies in no passage.
    """

    kind: SpotKind
    passage_id: str | None
    start_seconds: float
    end_seconds: float
    text: str
    set_aside: str
    reasons: tuple[Reason, ...]
    worth: float

    @property
    def key(self) -> str:
        """Return what names the spot in an address: it stays the same while the machine's text does."""
        return f"{self.kind[0]}{round(self.start_seconds * 1000)}"


def find_spots(
    passages: Sequence[MachinePassage],
    removed: Sequence[RemovedRun] = (),
    turns: Sequence[MachineTurn] = (),
) -> tuple[Spot, ...]:
    """Return the spots of a recording, the one most worth hearing first.

    Words are compared within the recording: those among the least sure fifth are doubtful, whatever the
    engine's scale. No two spots of words share a word.

    Parameters
    ----------
    passages : sequence of MachinePassage
        In order, with the machine's probabilities.
    removed : sequence of RemovedRun
        What was taken out, in order of time.
    turns : sequence of MachineTurn
        Turns of which no person has said who speaks.
    """
    shares = _ShareOfWords(passages)
    # What was set aside as inaudible stands in the text as a mark, which is a spot already.
    hidden = [one for one in removed if one.reason == "inaudible"]
    spots = [spot for passage in passages for spot in _spots_of_words(passage, shares, hidden)]
    spots += [_removed_spot(one, passages) for one in removed if one.reason in _SAID_SHARE]
    spots += [spot for turn in turns for spot in _speaker_spots(turn)]
    return tuple(sorted(spots, key=lambda one: (-one.worth, one.start_seconds, one.kind)))


def context_span(
    words: SpanIndex[TimedWord], start_seconds: float, end_seconds: float, duration_seconds: float | None
) -> tuple[float, float]:
    """Return the span to play so that a spot is understood: about two seconds more on each side.

    It neither begins nor ends inside a word.

    Parameters
    ----------
    words : SpanIndex of TimedWord
        All words of the recording.
    start_seconds, end_seconds : float
        The spot.
    duration_seconds : float or None
        Of the recording.
    """
    first = max(0.0, start_seconds - CONTEXT_SECONDS)
    while cut := [one.start_seconds for one in words.touching(first, first) if _is_cut(one, first)]:
        first = min(cut)
    last = end_seconds + CONTEXT_SECONDS
    while cut := [one.end_seconds for one in words.touching(last, last) if _is_cut(one, last)]:
        last = max(cut)
    return first, last if duration_seconds is None else min(last, duration_seconds)


def _is_cut(word: TimedWord, moment: float) -> bool:
    return word.start_seconds < moment < word.end_seconds


class _ShareOfWords:
    """Which share of the recording's words, in 0..1, is no surer than a word."""

    def __init__(self, passages: Sequence[MachinePassage]) -> None:
        self._known = sorted(
            word.probability for passage in passages for word in passage.words if word.probability is not None
        )

    def of(self, word: TimedWord) -> float:
        if word.probability is None:
            return 1.0
        return bisect_right(self._known, word.probability) / len(self._known)


def _spots_of_words(
    passage: MachinePassage, shares: _ShareOfWords, hidden: Sequence[RemovedRun]
) -> Iterator[Spot]:
    doubtful = [index for index in range(len(passage.words)) if _is_worth_hearing(passage, index, shares)]
    for first, end in _runs(passage.words, doubtful):
        yield _spot_of_words(passage, first, end, shares, hidden)


def _is_worth_hearing(passage: MachinePassage, index: int, shares: _ShareOfWords) -> bool:
    word = passage.words[index]
    if word.text.startswith(INAUDIBLE):
        return True
    if word.probability is None:
        return False
    is_negating = is_negation(word.text, passage.language)
    limit = DOUBTFUL_NEGATION_SHARE if is_negating else DOUBTFUL_SHARE
    return index in passage.unknown_words or shares.of(word) <= limit


def _runs(words: Sequence[TimedWord], doubtful: Sequence[int]) -> list[tuple[int, int]]:
    """Return half-open spans of indices: doubtful words that are heard in one go."""
    runs: list[tuple[int, int]] = []
    for index in doubtful:
        if runs:
            first, end = runs[-1]
            gap = words[index].start_seconds - words[end - 1].end_seconds
            length = words[index].end_seconds - words[first].start_seconds
            if gap <= BRIDGED_SECONDS and length <= LONGEST_SPOT_SECONDS:
                runs[-1] = (first, index + 1)
                continue
        runs.append((index, index + 1))
    return runs


def _spot_of_words(
    passage: MachinePassage, first: int, end: int, shares: _ShareOfWords, hidden: Sequence[RemovedRun]
) -> Spot:
    words = passage.words[first:end]
    start, finish = words[0].start_seconds, words[-1].end_seconds
    marks = [word for word in words if word.text.startswith(INAUDIBLE)]
    is_unsure = any(shares.of(word) <= DOUBTFUL_SHARE for word in words)
    unknown = [index for index in range(first, end) if index in passage.unknown_words]
    near = passage.words[max(0, first - NEGATION_REACH_WORDS) : end + NEGATION_REACH_WORDS]
    has_negation = any(is_negation(word.text, passage.language) for word in near)
    under = [
        one.text
        for one in hidden
        if any(
            one.start_seconds < mark.end_seconds and mark.start_seconds < one.end_seconds for mark in marks
        )
    ]
    told: list[tuple[Reason, bool]] = [
        ("inaudible", bool(marks)), ("unsure", is_unsure), ("unknown_word", bool(unknown)),
        ("negation", has_negation),
    ]  # fmt: skip
    unsureness = [1.0 - word.probability for word in words if word.probability is not None]
    lost = sum(len(text.split()) for text in under) if under else _INAUDIBLE_WORDS * len(marks)
    worth = (
        sum(unsureness)
        + lost
        + _UNKNOWN_WORD_WORTH * len(unknown)
        # A negation weighs as much as the words around it are in doubt.
        + (_NEGATION_WORTH * max(unsureness, default=1.0) if has_negation else 0.0)
    )
    return Spot(
        "words",
        passage.id,
        start,
        finish,
        " ".join(word.text for word in words),
        " ".join(under),
        tuple(reason for reason, holds in told if holds),
        round(worth, 3),
    )


def _removed_spot(run: RemovedRun, passages: Sequence[MachinePassage]) -> Spot:
    within = next(
        (
            one.id
            for one in passages
            if one.words
            and one.words[0].start_seconds <= run.start_seconds
            and run.end_seconds <= one.words[-1].end_seconds
        ),
        None,
    )
    count = min(len(run.text.split()), _MOST_REMOVED_WORDS)
    return Spot(
        "removed", within, run.start_seconds, run.end_seconds, "", run.text, (run.reason,),
        round(count * _SAID_SHARE[run.reason], 3),
    )  # fmt: skip


def _speaker_spots(turn: MachineTurn) -> Iterator[Spot]:
    reason: Reason
    if turn.role == "unknown":
        reason = "speaker_unknown"
    elif turn.end_seconds - turn.start_seconds < SHORT_TURN_SECONDS:
        reason = "speaker_short"
    else:
        return
    yield Spot(
        "speaker", turn.passage_id, turn.start_seconds, turn.end_seconds, turn.text, "", (reason,),
        _SPEAKER_WORTH[reason],
    )  # fmt: skip
