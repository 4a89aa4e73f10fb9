"""How many of the machine's errors lie in the first spots of the guided pass (docs/curators.md).

    python tests/benchmarks/guided_pass_benchmark.py FOLDER...

Each FOLDER holds recordings with NAME.json truth beside them; the engine hears them once, then they are
read from the cache of the tests. An error is one edit between what was written and what was said, as the
word error rate counts them. It is found by a spot when its word is in it, or, for a word left out, when the
gap where it is missing touches the spot. Beside that: the errors in the same number of seconds heard from
the beginning on, and what as many seconds hold on the average.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.doubtful_spots import (  # noqa: E402
    MachinePassage,
    RemovedRun,
    Spot,
    context_span,
    find_spots,
)
from app.domain.span_index import SpanIndex  # noqa: E402
from app.domain.transcript_edit import TimedWord  # noqa: E402
from tests.transcript_cache import raw_transcript  # noqa: E402
from transcription.ground_truth import GroundTruth, find_ground_truths  # noqa: E402
from transcription.hallucinations import CleanedTranscript, clean  # noqa: E402
from transcription.inaudible import tell_confidence  # noqa: E402
from transcription.media_gate import decode_speech  # noqa: E402
from transcription.raw_transcript import RawTranscript  # noqa: E402
from transcription.speech_audio import read_speech  # noqa: E402
from transcription.speech_regions import find_speech  # noqa: E402
from transcription.unknown_words import unknown_words  # noqa: E402
from transcription.word_alignment import group_transcript  # noqa: E402

FIRST_SPOTS = (5, 10, 15, 20, 30)


@dataclass(frozen=True)
class Heard:
    """One recording: its spots, the one most worth hearing first, and where its errors are (seconds)."""

    name: str
    spots: tuple[Spot, ...]
    words: tuple[TimedWord, ...]
    errors: tuple[tuple[float, float], ...]
    duration_seconds: float

    def played(self, count: int) -> list[tuple[float, float]]:
        """Return the spans that are played for the first spots, those that touch joined."""
        spans = sorted(
            context_span(SpanIndex(self.words), one.start_seconds, one.end_seconds, self.duration_seconds)
            for one in self.spots[:count]
        )
        joined: list[tuple[float, float]] = []
        for start, end in spans:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def found(self, spans: Sequence[tuple[float, float]]) -> int:
        """Return how many errors touch some spans."""
        return sum(
            any(start < span_end and span_start < end for span_start, span_end in spans)
            for start, end in self.errors
        )


def hear(truth: GroundTruth) -> Heard:
    """Transcribe a recording as the pipeline does, and compare it with its truth."""
    raw = raw_transcript(truth)
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        wav_path = Path(scratch) / "speech.wav"
        decode_speech(truth.media_path, wav_path)
        cleaned = tell_confidence(clean(raw, find_speech(read_speech(wav_path))))
    transcript = cleaned.transcript
    words = tuple(
        TimedWord(word.text, word.start_seconds, word.end_seconds, word.probability)
        for word in transcript.words
    )
    spots = find_spots(list(_passages(transcript)), _removed(cleaned))
    return Heard(truth.name, spots, words, tuple(_errors(truth, transcript)), words[-1].end_seconds)


def _passages(transcript: RawTranscript) -> Iterator[MachinePassage]:
    terms = [term for terms in transcript.vocabulary.values() for term in terms]
    for number, segment in enumerate(transcript.segments):
        language = segment.language or transcript.language
        words = tuple(
            TimedWord(word.text, word.start_seconds, word.end_seconds, word.probability)
            for word in segment.words
        )
        unknown = unknown_words([word.text for word in words], language, terms)
        yield MachinePassage(str(number), language, words, unknown)


def _removed(cleaned: CleanedTranscript) -> list[RemovedRun]:
    return [RemovedRun(one.start_seconds, one.end_seconds, one.text, one.reason) for one in cleaned.removed]


def _errors(truth: GroundTruth, transcript: RawTranscript) -> Iterator[tuple[float, float]]:
    """Give where each edit falls: the word that is wrong, or the gap in which one is missing."""
    spans: list[tuple[float, float]] = []
    written: list[str] = []
    words = transcript.words
    for group in group_transcript(transcript):
        if group.first_word == group.end_word:
            continue
        first, last = words[group.first_word], words[group.end_word - 1]
        written += group.scored
        spans += [(first.start_seconds, last.end_seconds)] * len(group.scored)
    for edit in Levenshtein.editops(list(truth.words), written):
        if edit.tag != "delete":
            yield spans[edit.dest_pos]
            continue
        before = spans[edit.dest_pos - 1][1] if edit.dest_pos else 0.0
        after = spans[edit.dest_pos][0] if edit.dest_pos < len(spans) else words[-1].end_seconds
        # A hair wider than the gap, so that it touches the words on both sides.
        yield min(before, after) - 0.01, max(before, after) + 0.01


def main() -> None:
    """Print a line for each recording and number of spots."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    recordings = [
        hear(truth) for folder in parser.parse_args().folders for truth in find_ground_truths(folder)
    ]
    print(
        "| recording | errors | spots heard | seconds played | errors in the spots | in all that is played | "
        "from the beginning | on the average |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in recordings:
        for count in [*(count for count in FIRST_SPOTS if count < len(one.spots)), len(one.spots)]:
            print(_line(one, count))


def _line(one: Heard, count: int) -> str:
    played = one.played(count)
    seconds = sum(end - start for start, end in played)
    spots = [(spot.start_seconds, spot.end_seconds) for spot in one.spots[:count]]
    figures = (
        one.name, len(one.errors), f"{count} of {len(one.spots)}",
        f"{seconds:.0f} of {one.duration_seconds:.0f}",
        one.found(spots), one.found(played), one.found([(0.0, seconds)]),
        round(len(one.errors) * seconds / one.duration_seconds),
    )  # fmt: skip
    return f"| {' | '.join(map(str, figures))} |"


if __name__ == "__main__":
    main()
