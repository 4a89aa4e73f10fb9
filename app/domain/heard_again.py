"""What a second hearing says of each passage, and a passage that takes it over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from app.domain.passage_state import PassageState
from app.domain.transcript_edit import TimedWord, spoken_tokens, within, word_key

# Two hearings tell the edge of a word some tenths of a second apart; further out, it is other speech.
EDGE_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class HeardPassages:
    """The words of a hearing, one tuple a passage in the order given, and those that no passage holds."""

    words: tuple[tuple[TimedWord, ...], ...]
    outside: tuple[TimedWord, ...]


def assign_words(heard: Sequence[TimedWord], passages: Sequence[PassageState]) -> HeardPassages:
    """Give each heard word to the passage in which it was said.

    Between two passages that follow each other closely, the words go where the text has them already, as far
    as that can be told; so a hearing with slightly other times shows no false differences.

    Parameters
    ----------
    heard : sequence of TimedWord
        In order of time.
    passages : sequence of PassageState
        In order of time; they may overlap by a hair.

    Returns
    -------
    HeardPassages
        Each word once, in order, in one passage or outside: more than `EDGE_SECONDS` from all of them.
    """
    groups: list[list[TimedWord]] = [[] for _one in passages]
    outside: list[TimedWord] = []
    borders = [(one.end_seconds + after.start_seconds) / 2 for one, after in pairwise(passages)]
    for word in heard:
        middle = _middle(word)
        place = bisect_right(borders, middle)
        near = passages and (
            passages[place].start_seconds - EDGE_SECONDS
            <= middle
            <= passages[place].end_seconds + EDGE_SECONDS
        )
        (groups[place] if near else outside).append(word)
    for number, border in enumerate(borders):
        _move_border(groups, number, border, passages)
    return HeardPassages(tuple(tuple(group) for group in groups), tuple(outside))


def is_different(state: PassageState, heard: Sequence[TimedWord]) -> bool:
    """Tell whether other words were heard than are read; case, accents and marks are no other words."""
    return _keys(state.text) != _keys(_text(heard))


def taken(state: PassageState, heard: Sequence[TimedWord]) -> PassageState:
    """Return a passage that reads as it was heard.

    The words are a machine's and stay so: they bear its times and figures, and still want a person's ear.
    Only a word that a person vouched for and that was heard alike keeps that. A passage that a person
    touched is `corrected` afterwards, any other stays `machine`.
    """
    matcher = SequenceMatcher(
        None, [one.text for one in state.words], [one.text for one in heard], autojunk=False
    )
    words = list(within(_in_order(heard), state.start_seconds, state.end_seconds))
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            if state.words[block.a + offset].probability is None:
                words[block.b + offset] = replace(words[block.b + offset], probability=None)
    status = "machine" if state.status == "machine" else "corrected"
    return replace(state, words=tuple(words), status=status)


def _move_border(
    groups: list[list[TimedWord]], number: int, border: float, passages: Sequence[PassageState]
) -> None:
    """Share the words around a border out so that most of them stand where they are read."""
    before, after = groups[number], groups[number + 1]
    first = len(before)
    while first and _middle(before[first - 1]) >= border - EDGE_SECONDS:
        first -= 1
    end = 0
    while end < len(after) and _middle(after[end]) <= border + EDGE_SECONDS:
        end += 1
    zone = [*before[first:], *after[:end]]
    last_read = [word_key(one.text) for one in passages[number].words[-len(zone) - 1 :]]
    first_read = [word_key(one.text) for one in passages[number + 1].words[: len(zone) + 1]]
    by_time = len(before) - first

    def worth(cut: int) -> tuple[int, int]:
        left = [word_key(one.text) for one in (*before[:first], *zone[:cut])][::-1]
        right = [word_key(one.text) for one in (*zone[cut:], *after[end:])]
        return _common(left, last_read[::-1]) + _common(right, first_read), -abs(cut - by_time)

    cut = max(range(len(zone) + 1), key=worth)
    groups[number] = [*before[:first], *zone[:cut]]
    groups[number + 1] = [*zone[cut:], *after[end:]]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


def _in_order(words: Sequence[TimedWord]) -> Sequence[TimedWord]:
    """Return words of which none begins before the one before it ended."""
    ordered: list[TimedWord] = []
    for word in words:
        start = max(round(word.start_seconds, 3), ordered[-1].end_seconds if ordered else 0.0)
        ordered.append(replace(word, start_seconds=start, end_seconds=max(round(word.end_seconds, 3), start)))
    return ordered


def _text(words: Sequence[TimedWord]) -> str:
    return " ".join(word.text for word in words)


def _keys(text: str) -> list[str]:
    return [word_key(token) for token in spoken_tokens(text)]


def _middle(word: TimedWord) -> float:
    return (word.start_seconds + word.end_seconds) / 2
