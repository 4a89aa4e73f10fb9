"""Cuts a turn into passages of one to a few whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transcription.raw_transcript import Word
from transcription.sentence_ends import sentence_ranges
from transcription.spoken_parts import Passage, Turn

# A passage should be long enough to make sense alone and short enough to quote.
FEWEST_WORDS = 8
MOST_WORDS = 45
# Two full sentences are kept together up to this many words.
_COMFORTABLE_WORDS = 30
# A sentence longer than this is cut even where nobody pauses: the engine has lost its punctuation.
_UNBEARABLE_WORDS = 90
# Where a sentence that is too long is cut: a pause counts by its seconds, a comma as much as this pause.
_LEAST_CUT_SECONDS = 0.20
_COMMA_SECONDS = 0.25

_Range = tuple[int, int]


def cut_passages(
    words: Sequence[Word], turn: Turn, turn_index: int, languages: Sequence[str] = ()
) -> tuple[Passage, ...]:
    """Cut one turn into passages that follow each other and cover it.

    Sentences are kept whole; only one of more than 45 words, as engines write them when they lose the
    punctuation, is cut at its clearest pause or comma. Sentences of two languages are never joined, where
    `languages` tells that of each word.
    """
    own = words[turn.first_word : turn.end_word]
    pauses = [max(after.start_seconds - before.end_seconds, 0.0) for before, after in pairwise(own)] + [0.0]
    sentences = sentence_ranges([word.text for word in own], pauses)
    pieces = [piece for sentence in sentences for piece in _bearable(sentence, own, pauses)]
    return tuple(
        Passage(
            first_word=turn.first_word + first,
            end_word=turn.first_word + end,
            start_seconds=own[first].start_seconds,
            end_seconds=own[end - 1].end_seconds,
            role=turn.role,
            voice=turn.voice,
            turn=turn_index,
        )
        for first, end in _grouped(pieces, languages[turn.first_word : turn.end_word])
    )


def _bearable(piece: _Range, words: Sequence[Word], pauses: Sequence[float]) -> list[_Range]:
    """Cut a sentence without end at pauses and commas until no part is too long."""
    first, end = piece
    if end - first <= MOST_WORDS:
        return [piece]
    places = range(first + FEWEST_WORDS, end - FEWEST_WORDS + 1)
    middle = (first + end) / 2

    def clearness(place: int) -> tuple[float, float]:
        comma = _COMMA_SECONDS if words[place - 1].text.rstrip().endswith((",", ";", ":")) else 0.0
        return pauses[place - 1] + comma, -abs(place - middle)

    best = max(places, key=clearness)
    if clearness(best)[0] < _LEAST_CUT_SECONDS and end - first <= _UNBEARABLE_WORDS:
        return [piece]
    return _bearable((first, best), words, pauses) + _bearable((best, end), words, pauses)


def _grouped(pieces: Sequence[_Range], languages: Sequence[str]) -> list[_Range]:
    """Join neighbouring sentences into passages of a good length."""
    passages: list[_Range] = []
    for first, end in pieces:
        before = passages[-1] if passages else (0, 0)
        is_one_language = _most(languages[slice(*before)]) == _most(languages[first:end])
        if passages and is_one_language and _belong_together(before[1] - before[0], end - first):
            passages[-1] = (before[0], end)
        else:
            passages.append((first, end))
    return passages


def _most(languages: Sequence[str]) -> str | None:
    return max(languages, key=languages.count, default=None)


def _belong_together(word_count: int, next_word_count: int) -> bool:
    together = word_count + next_word_count
    is_short = word_count < FEWEST_WORDS or next_word_count < FEWEST_WORDS
    return together <= (MOST_WORDS if is_short else _COMFORTABLE_WORDS)
