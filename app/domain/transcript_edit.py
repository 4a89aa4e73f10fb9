"""Edits the words of a passage and keeps their times: an unchanged word stays where it was heard."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word with its half-open span in the recording, in seconds.

    `probability` is the machine's, in 0..1; None once a person vouches for the word.
    """

    text: str
    start_seconds: float
    end_seconds: float
    probability: float | None


def spoken_tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text; a mark that stands alone goes with the word it belongs to.

    French sets a space before « ? » and within guillemets: it is typography, not another word.
    """
    tokens: list[str] = []
    opening = ""
    for piece in text.split():
        if any(letter.isalnum() for letter in piece):
            tokens.append(opening + piece)
            opening = ""
        elif _is_opening(piece) or not tokens:
            opening += piece
        else:
            tokens[-1] += piece
    if opening and tokens:
        tokens[-1] += opening
    return tuple(tokens)


def retimed(
    words: Sequence[TimedWord], text: str, start_seconds: float, end_seconds: float
) -> tuple[TimedWord, ...]:
    """Return the words of a new text with their times.

    Words that stayed keep their times and probability, and those of which only case, accents or marks
    changed keep their times. The others share the time of the words they replace, or the pause they are put
    into, in proportion to their letters; they have no probability: a person wrote them.

    Parameters
    ----------
    words : sequence of TimedWord
        The words before, in order, inside the span.
    text : str
        The text after; it may be empty.
    start_seconds, end_seconds : float
        The span of the passage.
    """
    tokens = spoken_tokens(text)
    matcher = SequenceMatcher(
        None, [word_key(word.text) for word in words], [word_key(token) for token in tokens], autojunk=False
    )
    result: list[TimedWord] = []
    for verb, first, end, new_first, new_end in matcher.get_opcodes():
        new = tokens[new_first:new_end]
        if verb == "equal":
            result += [_kept(word, token) for word, token in zip(words[first:end], new, strict=True)]
        elif new:
            result += _placed(words, first, end, new, start_seconds, end_seconds)
    return tuple(result)


def within(words: Sequence[TimedWord], start_seconds: float, end_seconds: float) -> tuple[TimedWord, ...]:
    """Return the words with their times brought inside a span; those inside it stay as they are."""

    def clamped(seconds: float) -> float:
        return min(max(seconds, start_seconds), end_seconds)

    return tuple(
        replace(word, start_seconds=clamped(word.start_seconds), end_seconds=clamped(word.end_seconds))
        for word in words
    )


def _kept(word: TimedWord, token: str) -> TimedWord:
    # An engine may have written « libre ? » as one word: its blank is typography, as in `spoken_tokens`.
    is_same = token == "".join(word.text.split())
    return word if is_same else replace(word, text=token, probability=None)


def _placed(
    words: Sequence[TimedWord],
    first: int,
    end: int,
    tokens: Sequence[str],
    start_seconds: float,
    end_seconds: float,
) -> list[TimedWord]:
    """Return tokens in the place of the words first..end, or in the pause before the word `first`."""
    if len(tokens) == end - first:
        return [
            replace(word, text=token, probability=None)
            for word, token in zip(words[first:end], tokens, strict=True)
        ]
    if first < end:
        begins, finishes = words[first].start_seconds, words[end - 1].end_seconds
    else:
        begins = words[first - 1].end_seconds if first else start_seconds
        finishes = words[first].start_seconds if first < len(words) else end_seconds
    finishes = max(begins, finishes)
    letters = [0, *accumulate(len(token) for token in tokens)]
    bounds = [round(begins + (finishes - begins) * count / letters[-1], 3) for count in letters]
    # Rounding must not step over the neighbours, which stay where they are.
    bounds[0], bounds[-1] = begins, finishes
    bounds = [min(max(bound, begins), finishes) for bound in bounds]
    return [TimedWord(token, bounds[number], bounds[number + 1], None) for number, token in enumerate(tokens)]


def word_key(text: str) -> str:
    """Return a word without case, accents and marks; what has no letter is its own key."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isalnum())
    return bare or text


def _is_opening(piece: str) -> bool:
    return all(unicodedata.category(letter) in ("Ps", "Pi") or letter == "«" for letter in piece)
