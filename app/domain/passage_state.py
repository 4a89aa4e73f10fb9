"""What a passage says at one moment of its history, and what a person may do to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.transcript_edit import TimedWord, retimed, within

INAUDIBLE = "[inaudible]"


@dataclass(frozen=True, slots=True)
class PassageState:
    """The words of a passage, where it stands in the recording (seconds), and who vouches for it.

    `status` is `machine`, `corrected` (a person changed something) or `checked` (a person vouches for every
    word).
    """

    id: str
    start_seconds: float
    end_seconds: float
    words: tuple[TimedWord, ...]
    language: str
    status: str

    @property
    def text(self) -> str:
        """Return the words as one text."""
        return " ".join(word.text for word in self.words)


def with_text(state: PassageState, text: str) -> PassageState:
    """Return the passage with another text; an empty one says that nothing was said here."""
    words = retimed(state.words, text, state.start_seconds, state.end_seconds)
    return state if words == state.words else _changed(state, words)


def with_words_heard(state: PassageState, first_word: int, end_word: int) -> PassageState:
    """Return the passage with some of its words vouched for: they bear no machine's figure any more."""
    words = tuple(
        replace(word, probability=None) if first_word <= number < end_word else word
        for number, word in enumerate(state.words)
    )
    if words == state.words:
        return state
    status = "checked" if _is_vouched_for(words) else state.status
    return replace(state, words=words, status=status)


def heard(state: PassageState) -> PassageState:
    """Return the passage as a person who heard all of it leaves it."""
    return replace(with_words_heard(state, 0, len(state.words)), status="checked")


def with_inaudible(state: PassageState, first_word: int, end_word: int) -> PassageState:
    """Return the passage with one mark in place of words that nobody can make out."""
    chosen = state.words[first_word:end_word]
    if not chosen:
        return state
    mark = TimedWord(INAUDIBLE, chosen[0].start_seconds, chosen[-1].end_seconds, None)
    return _changed(state, (*state.words[:first_word], mark, *state.words[end_word:]))


def split(state: PassageState, first_word: int, new_id: str) -> tuple[PassageState, PassageState]:
    """Return two passages, the second from a word on; the first keeps the id.

    Raises
    ------
    ValueError
        One of the two would be empty.
    """
    if not 0 < first_word < len(state.words):
        raise ValueError("both parts need a word")
    before, after = state.words[:first_word], state.words[first_word:]
    starts = after[0].start_seconds
    ends = min(max(before[-1].end_seconds, state.start_seconds), starts)
    return (
        _with_span_of(replace(state, end_seconds=ends), before),
        _with_span_of(replace(state, id=new_id, start_seconds=starts), after),
    )


def joined(first: PassageState, second: PassageState) -> PassageState:
    """Return one passage in place of two that follow each other; it keeps the first one's id."""
    words = (*first.words, *second.words)
    statuses = {first.status, second.status}
    status = statuses.pop() if len(statuses) == 1 else "corrected"
    end_seconds = max(first.end_seconds, second.end_seconds)
    return replace(first, end_seconds=end_seconds, words=words, status=status)


def with_span(state: PassageState, start_seconds: float, end_seconds: float) -> PassageState:
    """Return the passage with other edges; words outside are brought to the edge."""
    return replace(
        state,
        start_seconds=start_seconds,
        end_seconds=end_seconds,
        words=within(state.words, start_seconds, end_seconds),
    )


def _with_span_of(state: PassageState, words: Sequence[TimedWord]) -> PassageState:
    inside = within(words, state.start_seconds, state.end_seconds)
    return replace(state, words=inside)


def _changed(state: PassageState, words: tuple[TimedWord, ...]) -> PassageState:
    return replace(state, words=words, status="checked" if _is_vouched_for(words) else "corrected")


def _is_vouched_for(words: Sequence[TimedWord]) -> bool:
    return all(word.probability is None for word in words)
