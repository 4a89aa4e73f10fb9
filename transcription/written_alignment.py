"""Finds where the words of a written transcript were heard: beside which words of the machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from transcription.written_transcript import WrittenPart

_SENTENCE_ENDS = (".", "!", "?", "…", ".»", "?»", "!»", "…»")


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word of the machine: its letters alone, folded, the middle of its span, and its passage's number."""

    key: str
    middle_seconds: float
    passage: int


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A word of the written transcript, its part's number, and about when it is said; None in plain text."""

    text: str
    key: str
    part: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class WrittenAlignment:
    """Which passage each written word belongs to, and how far both texts agree.

    Attributes
    ----------
    passages : tuple of int
        The passage's number of each written word, never falling.
    share_heard : float
        Share, 0..1, of the written words that the machine heard the same, in the same order.
    lag_seconds : float or None
        Median of how much later the file says a word than the machine heard it; None without times or words.
    """

    passages: tuple[int, ...]
    share_heard: float
    lag_seconds: float | None


def written_words(parts: Sequence[WrittenPart]) -> tuple[WrittenWord, ...]:
    """Return the words of all parts; within a part, time passes with the letters."""
    words: list[WrittenWord] = []
    for number, part in enumerate(parts):
        length = max(1, len(part.text))
        position = 0
        for text in part.text.split():
            seconds = None
            if part.start_seconds is not None and part.end_seconds is not None:
                share = (position + len(text) / 2) / length
                seconds = part.start_seconds + (part.end_seconds - part.start_seconds) * min(share, 1.0)
            words.append(WrittenWord(text, word_key(text), number, seconds))
            position += len(text) + 1
    return tuple(words)


def word_key(text: str) -> str:
    """Return the letters and digits of a word, in lower case: what two writers of it would agree on."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def align_written(heard: Sequence[HeardWord], written: Sequence[WrittenWord]) -> WrittenAlignment:
    """Lay written words beside those heard, with the fewest edits, and give each to a passage.

    A word without counterpart goes where its own time says, or else with the sentence that it stands in.

    Raises
    ------
    ValueError
        Nothing was heard, so that there is no passage.
    """
    if not heard:
        raise ValueError("nothing was heard")
    beside: list[int | None] = [None] * len(written)
    equal = 0
    lags: list[float] = []
    for step in Levenshtein.opcodes([word.key for word in heard], [word.key for word in written]):
        if step.tag not in ("equal", "replace"):
            continue
        for offset in range(step.dest_end - step.dest_start):
            one, other = written[step.dest_start + offset], heard[step.src_start + offset]
            beside[step.dest_start + offset] = other.passage
            if step.tag == "equal":
                equal += 1
                if one.seconds is not None:
                    lags.append(one.seconds - other.middle_seconds)
    passages = _filled(beside, heard, written)
    lag = sorted(lags)[len(lags) // 2] if lags else None
    return WrittenAlignment(passages, equal / max(1, len(written)), lag)


def _filled(
    beside: Sequence[int | None], heard: Sequence[HeardWord], written: Sequence[WrittenWord]
) -> tuple[int, ...]:
    starts = _passage_starts(heard)
    passages: list[int] = []
    position = 0
    while position < len(written):
        known = beside[position]
        if known is not None:
            passages.append(known)
            position += 1
            continue
        end = next((n for n in range(position, len(written)) if beside[n] is not None), len(written))
        before = passages[-1] if passages else None
        after = beside[end] if end < len(written) else None
        passages += _run(written[position:end], before, after, written[position - 1 : position], starts)
        position = end
    return tuple(passages)


def _run(
    run: Sequence[WrittenWord],
    before: int | None,
    after: int | None,
    previous: Sequence[WrittenWord],
    starts: Sequence[float],
) -> list[int]:
    """Give words that have no counterpart to a passage between those around them."""
    first = before if before is not None else 0
    last = after if after is not None else len(starts) - 1
    if before is None and after is not None and run[0].seconds is None:
        return [after] * len(run)
    if run[0].seconds is not None:
        return _by_time(run, first, last, starts)
    if after is None or first == last:
        return [first] * len(run)
    # After a full stop, or where another part begins, the next passage begins.
    cut = next((n for n, one in enumerate(run) if _begins_anew([*previous, *run], n + len(previous))), None)
    cut = len(run) if cut is None else cut
    return [first] * cut + [last] * (len(run) - cut)


def _by_time(run: Sequence[WrittenWord], first: int, last: int, starts: Sequence[float]) -> list[int]:
    given: list[int] = []
    passage = first
    for word in run:
        while passage < last and word.seconds is not None and word.seconds >= starts[passage + 1]:
            passage += 1
        given.append(passage)
    return given


def _begins_anew(words: Sequence[WrittenWord], number: int) -> bool:
    if number == 0:
        return False
    before = words[number - 1]
    return before.part != words[number].part or before.text.endswith(_SENTENCE_ENDS)


def _passage_starts(heard: Sequence[HeardWord]) -> list[float]:
    starts: list[float] = []
    for word in heard:
        while len(starts) <= word.passage:
            starts.append(word.middle_seconds)
    return starts
