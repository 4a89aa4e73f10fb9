"""Takes out what an engine wrote although nobody said it, and keeps what was taken out with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from transcription.hallucination_rules import (
    HeardSentence,
    find_loops,
    is_credit,
    is_outside_speech,
    is_repeated_ending,
)
from transcription.prompt_leak import is_prompt_leak
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.scored_words import scored_words
from transcription.speech_regions import SpeechRegion, regions_near

# The last one is given by `inaudible`, not here.
RemovalReason = Literal["credits", "no_speech", "loop", "repeated_ending", "prompt_leak", "inaudible"]
# No rule looks further than this from a sentence for speech; hours hold thousands of regions.
_REACH_SECONDS = 2.0
_SENTENCE_END = re.compile(r"[.!?…][\"»”)]*$")


@dataclass(frozen=True, slots=True)
class RemovedSpan:
    """Words taken out: where, what was written, why, and the words with their times."""

    start_seconds: float
    end_seconds: float
    text: str
    reason: RemovalReason
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class CleanedTranscript:
    """The transcript as it goes on, and every span that was taken out, in order of time."""

    transcript: RawTranscript
    removed: tuple[RemovedSpan, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence inside one segment, by word indices over the whole transcript (equal without words)."""

    segment_index: int
    first_word: int
    end_word: int
    heard: HeardSentence


def clean(raw: RawTranscript, regions: Sequence[SpeechRegion]) -> CleanedTranscript:
    """Remove invented text.

    Parameters
    ----------
    raw : RawTranscript
        What an engine wrote.
    regions : sequence of SpeechRegion
        Where someone speaks (`transcription.speech_regions.find_speech`).

    Returns
    -------
    CleanedTranscript
        Each word of `raw` is once in the transcript or in one removed span, never in both, with its times.
        Cleaning a cleaned transcript with the same regions may only take out more, never bring back.
    """
    words = raw.words
    pieces = tuple(_pieces(raw))
    reasons: dict[int, RemovalReason] = {}
    dropped_segments: dict[int, RemovalReason] = {}
    for piece, reason in _judge(pieces, raw, regions):
        reasons.update(dict.fromkeys(range(piece.first_word, piece.end_word), reason))
        if piece.first_word == piece.end_word:
            dropped_segments[piece.segment_index] = reason
    for first, end in find_loops([" ".join(scored_words(word.text, raw.language)) for word in words]):
        for index in range(first, end):
            reasons.setdefault(index, "loop")
    if not reasons and not dropped_segments:
        return CleanedTranscript(raw, ())
    segments = tuple(_kept_segments(raw.segments, reasons, dropped_segments))
    removed = [*_removed_words(words, reasons), *_removed_segments(raw.segments, dropped_segments)]
    removed.sort(key=lambda span: span.start_seconds)
    return CleanedTranscript(replace(raw, segments=segments), tuple(removed))


def _pieces(raw: RawTranscript) -> Iterator[_Piece]:
    index = 0
    for number, segment in enumerate(raw.segments):
        if not segment.words:
            heard = HeardSentence(
                scored_words(segment.text, raw.language), segment.start_seconds, segment.end_seconds, None
            )
            yield _Piece(number, index, index, heard)
        first = index
        for position, word in enumerate(segment.words):
            index += 1
            if position == len(segment.words) - 1 or _SENTENCE_END.search(word.text):
                sentence = segment.words[position + 1 - (index - first) : position + 1]
                yield _Piece(number, first, index, _heard(sentence, raw.language))
                first = index


def _heard(words: Sequence[Word], language: str) -> HeardSentence:
    known = [word.probability for word in words if word.probability is not None]
    return HeardSentence(
        words=scored_words(" ".join(word.text for word in words), language),
        start_seconds=words[0].start_seconds,
        end_seconds=words[-1].end_seconds,
        probability=sum(known) / len(known) if known else None,
    )


def _judge(
    pieces: Sequence[_Piece], raw: RawTranscript, regions: Sequence[SpeechRegion]
) -> Iterator[tuple[_Piece, RemovalReason]]:
    told = [[scored_words(term, language) for term in terms] for language, terms in raw.vocabulary.items()]
    last_spoken: HeardSentence | None = None
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        heard = piece.heard
        near = regions_near(regions, heard.start_seconds, heard.end_seconds, _REACH_SECONDS)
        if is_credit(heard, near):
            yield piece, "credits"
        elif any(is_prompt_leak(heard.words, terms) for terms in told):
            yield piece, "prompt_leak"
        elif is_outside_speech(heard, near):
            yield piece, "no_speech"
        elif is_last and last_spoken and is_repeated_ending(heard, last_spoken, near):
            yield piece, "repeated_ending"
        else:
            last_spoken = heard


def _kept_segments(
    segments: Sequence[Segment], reasons: dict[int, RemovalReason], dropped: dict[int, RemovalReason]
) -> Iterator[Segment]:
    index = 0
    for number, segment in enumerate(segments):
        kept = tuple(word for offset, word in enumerate(segment.words) if index + offset not in reasons)
        index += len(segment.words)
        if len(kept) == len(segment.words):
            if number not in dropped:
                yield segment
        elif kept:
            yield replace(
                segment,
                start_seconds=kept[0].start_seconds,
                end_seconds=kept[-1].end_seconds,
                text=" ".join(word.text for word in kept),
                words=kept,
            )


def _removed_words(words: Sequence[Word], reasons: dict[int, RemovalReason]) -> Iterator[RemovedSpan]:
    """Join neighbours that go for the same reason into one span."""
    run: list[int] = []
    for index in sorted(reasons):
        if run and (index != run[-1] + 1 or reasons[index] != reasons[run[-1]]):
            yield _removed_span([words[i] for i in run], reasons[run[0]])
            run = []
        run.append(index)
    if run:
        yield _removed_span([words[i] for i in run], reasons[run[0]])


def _removed_span(words: Sequence[Word], reason: RemovalReason) -> RemovedSpan:
    text = " ".join(word.text for word in words)
    return RemovedSpan(words[0].start_seconds, words[-1].end_seconds, text, reason, tuple(words))


def _removed_segments(
    segments: Sequence[Segment], dropped: dict[int, RemovalReason]
) -> Iterator[RemovedSpan]:
    for number, reason in dropped.items():
        segment = segments[number]
        yield RemovedSpan(segment.start_seconds, segment.end_seconds, segment.text, reason, ())
