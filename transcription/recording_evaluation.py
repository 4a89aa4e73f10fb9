"""Hears one recording from its file to its themes and compares the result with the truth.

Run as a program (`python -m transcription.recording_evaluation TRUTH.json ENGINE MODEL`) it prints one JSON
object; `transcription.evaluate` starts it so for each recording, since a process's peak memory only grows.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from transcription.engine import DecodeOptions, EngineMissing, open_engine
from transcription.ground_truth import GroundTruth, GroundTruthInvalid, TrueExchange, read_ground_truth
from transcription.hallucinations import clean
from transcription.media_gate import decode_speech
from transcription.media_values import MediaRefused
from transcription.model_files import ModelMissing
from transcription.raw_transcript import RawTranscript, Word
from transcription.recording_scores import RecordingScores
from transcription.scored_words import scored_words
from transcription.scoring import (
    EditCounts,
    SpokenSpan,
    count_edits,
    score_labels,
    score_speakers,
)
from transcription.speakers import WordSpeaker, tell_speakers
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech
from transcription.spoken_structure import SpokenStructure, build
from transcription.theme_matching import ExchangeThemes, ThemeMatcher, default_vocabularies


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """The themes that the machine gave to a half-open span, in seconds."""

    start_seconds: float
    end_seconds: float
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeardRecording:
    """What the machine made of a recording."""

    transcript: RawTranscript
    speakers: tuple[WordSpeaker, ...]
    structure: SpokenStructure
    removed_spans: int


def evaluate_recording(truth: GroundTruth, engine: str, model: str) -> RecordingScores:
    """Hear a recording in this process and score it.

    Raises
    ------
    MediaRefused, ModelMissing, EngineMissing
        When the recording, the model or the engine cannot be used.
    """
    started = time.perf_counter()
    heard = _hear(truth, engine, model)
    tagged = _tag_exchanges(heard, truth.language)
    work_seconds = time.perf_counter() - started
    edits, characters = _score_text(truth, heard.transcript)
    speaker_error = score_speakers(truth.spans, _turn_spans(heard))
    themes = score_labels(pair_exchanges(truth.exchanges, tagged))
    return RecordingScores(
        name=truth.name,
        wer=edits.error_rate,
        cer=characters.error_rate,
        substitutions=edits.substitutions,
        deletions=edits.deletions,
        insertions=edits.insertions,
        reference_words=edits.reference_length,
        speaker_error=speaker_error.error_rate,
        theme_f1=themes.f1,
        theme_precision=themes.precision,
        theme_recall=themes.recall,
        real_time_factor=work_seconds / heard.transcript.duration_seconds,
        peak_rss_mb=_peak_rss_mb(),
        duration_seconds=heard.transcript.duration_seconds,
        removed_spans=heard.removed_spans,
        settings=heard.transcript.settings,
    )


def pair_exchanges(
    truth: Sequence[TrueExchange], tagged: Sequence[TaggedSpan]
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Pair the themes of each true exchange with those of the machine's spans that overlap it most.

    A span that overlaps no true exchange is paired with an empty one: its themes count as wrong.
    """
    given: list[set[str]] = [set() for _ in truth]
    stray: set[str] = set()
    for span in tagged:
        overlaps = [
            min(span.end_seconds, exchange.end_seconds) - max(span.start_seconds, exchange.start_seconds)
            for exchange in truth
        ]
        best = max(range(len(truth)), key=overlaps.__getitem__, default=None)
        (given[best] if best is not None and overlaps[best] > 0 else stray).update(span.themes)
    pairs = [(exchange.themes, frozenset(slugs)) for exchange, slugs in zip(truth, given, strict=True)]
    return [*pairs, (frozenset(), frozenset(stray))]


def _hear(truth: GroundTruth, engine: str, model: str) -> HeardRecording:
    with tempfile.TemporaryDirectory(prefix="franquette-evaluate-") as scratch:
        wav_path = Path(scratch) / "speech.wav"
        decode_speech(truth.media_path, wav_path)
        samples = read_speech(wav_path)
    raw = open_engine(engine, model).transcribe(samples, DecodeOptions(language=truth.language))
    regions = find_speech(samples)
    cleaned = clean(raw, regions)
    words = cleaned.transcript.words
    speakers = tell_speakers(samples, words, regions)
    return HeardRecording(cleaned.transcript, speakers, build(words, speakers), len(cleaned.removed))


def _tag_exchanges(heard: HeardRecording, language: str) -> list[TaggedSpan]:
    """Tag each exchange as a whole, and each passage that is in none by itself."""
    matcher = ThemeMatcher(default_vocabularies())
    words, structure = heard.transcript.words, heard.structure
    tagged: list[TaggedSpan] = []
    in_exchange: set[int] = set()
    before: ExchangeThemes | None = None
    before_text = ""
    for exchange in structure.exchanges:
        in_exchange.update(range(exchange.first_turn, exchange.end_turn))
        question = _text_of_turns(words, structure, exchange.question_turns)
        answer = _text_of_turns(words, structure, exchange.answer_turns)
        before = matcher.match_exchange(question, answer, language, before=before, before_text=before_text)
        before_text = f"{question} {answer}"
        tagged.append(TaggedSpan(exchange.start_seconds, exchange.end_seconds, before.slugs))
    for passage in structure.passages:
        if passage.turn not in in_exchange:
            matches = matcher.match(_text(words, passage.first_word, passage.end_word), language)
            slugs = frozenset(match.slug for match in matches)
            tagged.append(TaggedSpan(passage.start_seconds, passage.end_seconds, slugs))
    return tagged


def _text_of_turns(words: Sequence[Word], structure: SpokenStructure, turns: Sequence[int]) -> str:
    spoken = [structure.turns[index] for index in turns]
    return " ".join(_text(words, turn.first_word, turn.end_word) for turn in spoken)


def _text(words: Sequence[Word], first_word: int, end_word: int) -> str:
    return " ".join(word.text for word in words[first_word:end_word])


def _score_text(truth: GroundTruth, transcript: RawTranscript) -> tuple[EditCounts, EditCounts]:
    expected, heard = truth.words, scored_words(transcript.text, transcript.language)
    return count_edits(expected, heard), count_edits(" ".join(expected), " ".join(heard))


def _turn_spans(heard: HeardRecording) -> list[SpokenSpan]:
    return [SpokenSpan(turn.role, turn.start_seconds, turn.end_seconds) for turn in heard.structure.turns]


def _peak_rss_mb() -> float:
    peaks_kib = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return max(peaks_kib) / 1024


def main(arguments: Sequence[str]) -> int:
    """Evaluate one recording and print its scores as JSON; 1 and one sentence on stderr when it cannot be."""
    truth_path, engine, model = arguments
    try:
        scores = evaluate_recording(read_ground_truth(Path(truth_path)), engine, model)
    except MediaRefused as refusal:
        sys.stderr.write(f"{truth_path}: the recording is refused ({refusal}).\n")
    except (GroundTruthInvalid, ModelMissing, EngineMissing) as failure:
        sys.stderr.write(f"{failure}\n")
    else:
        sys.stdout.write(json.dumps(asdict(scores)) + "\n")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
