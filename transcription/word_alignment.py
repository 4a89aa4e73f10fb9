"""Lays the words of an engine beside those that were said: which are right, and where the edits fall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from transcription.raw_transcript import RawTranscript, Word
from transcription.scored_words import scored_words
from transcription.scoring import EditCounts

# Digits and signs are said together (« 600 000 $ »), so the words that hold them are judged together.
_SAID_TOGETHER = re.compile(r"[\d%$€]")


@dataclass(frozen=True, slots=True)
class WrittenGroup:
    """Words of an engine that are normalised together: half-open indices, and the words as scored."""

    first_word: int
    end_word: int
    scored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedWords:
    """What became of each word of an engine, by its index.

    Attributes
    ----------
    is_right : tuple of bool or None
        Whether all that was written is what was said after the stated normaliser; None for a mark without
        words, such as a lone « ? ».
    said_index : tuple of int or None
        The word of the reference that stands opposite, equal or not; None where nothing does.
    """

    is_right: tuple[bool | None, ...]
    said_index: tuple[int | None, ...]


def group_words(words: Sequence[Word], language: str, first_index: int = 0) -> tuple[WrittenGroup, ...]:
    """Normalise an engine's words one by one, save numbers and their signs, which are read together.

    Parameters
    ----------
    words : sequence of Word
        Words of one language, in order.
    language : str
        'fr' or 'en'.
    first_index : int
        The index of the first word in the whole transcript.
    """
    return tuple(
        WrittenGroup(
            first_index + first,
            first_index + end,
            scored_words(" ".join(word.text for word in words[first:end]), language),
        )
        for first, end in _spans_said_together(words)
    )


def group_transcript(transcript: RawTranscript) -> tuple[WrittenGroup, ...]:
    """Normalise a whole transcript, each segment in its own language; see `group_words`.

    A segment without word times gives one group of no word, so that its text is still counted.
    """
    groups: list[WrittenGroup] = []
    index = 0
    for segment in transcript.segments:
        language = segment.language or transcript.language
        if segment.words:
            groups += group_words(segment.words, language, index)
            index += len(segment.words)
        else:
            groups.append(WrittenGroup(index, index, scored_words(segment.text, language)))
    return tuple(groups)


def judge_words(said: Sequence[str], groups: Sequence[WrittenGroup]) -> JudgedWords:
    """Align what was written with what was said, with the edits of `count_edits`, and judge each word."""
    written = [word for group in groups for word in group.scored]
    opposite: list[int | None] = [None] * len(written)
    is_equal = [False] * len(written)
    for step in Levenshtein.opcodes(said, written):
        if step.tag in ("equal", "replace"):
            for offset in range(step.dest_end - step.dest_start):
                opposite[step.dest_start + offset] = step.src_start + offset
                is_equal[step.dest_start + offset] = step.tag == "equal"
    is_right: list[bool | None] = []
    said_index: list[int | None] = []
    position = 0
    for group in groups:
        span = slice(position, position + len(group.scored))
        position = span.stop
        count = group.end_word - group.first_word
        is_right += [all(is_equal[span]) if group.scored else None] * count
        said_index += [next((index for index in opposite[span] if index is not None), None)] * count
    return JudgedWords(tuple(is_right), tuple(said_index))


def edits_by_block(blocks: Sequence[Sequence[str]], written: Sequence[str]) -> tuple[EditCounts, ...]:
    """Count the edits that fall in each block of the reference (a turn, a sentence).

    Parameters
    ----------
    blocks : sequence of sequence of str
        The words that were said, block by block.
    written : sequence of str
        All words that were written.

    Returns
    -------
    tuple of EditCounts
        One a block; an inserted word counts for the block of the word said before it. Their sum is what
        `count_edits` says of the whole. With no block, nothing.
    """
    if not blocks:
        return ()
    said = [word for block in blocks for word in block]
    ends = list(accumulate(len(block) for block in blocks))
    counts = [{"replace": 0, "delete": 0, "insert": 0} for _ in blocks]
    block = 0
    for edit in Levenshtein.editops(said, list(written)):
        position = max(edit.src_pos - 1, 0) if edit.tag == "insert" else edit.src_pos
        while block < len(ends) - 1 and ends[block] <= position:
            block += 1
        counts[block][edit.tag] += 1
    return tuple(
        EditCounts(count["replace"], count["delete"], count["insert"], len(said_there))
        for count, said_there in zip(counts, blocks, strict=True)
    )


def _spans_said_together(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(words) + 1):
        is_joined = (
            index < len(words)
            and _SAID_TOGETHER.search(words[index].text)
            and _SAID_TOGETHER.search(words[index - 1].text)
        )
        if not is_joined:
            yield first, index
            first = index
