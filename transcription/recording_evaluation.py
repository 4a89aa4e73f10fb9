"""Hears one recording from its file to its themes and compares the result with the truth.

Run as a program (`python -m transcription.recording_evaluation TRUTH LANGUAGE ENGINE MODEL SETTING`) it
prints one JSON object; `transcription.folder_evaluation` starts it so for each recording, since a process's
peak memory only grows.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transcription.confidence_scores import JudgedProbability, score_confidence
from transcription.decode_settings import UnknownSetting
from transcription.engine import EngineMissing, open_engine
from transcription.evaluation_plan import hearing_plan
from transcription.ground_truth import GroundTruth, GroundTruthInvalid, TrueExchange, read_ground_truth
from transcription.hallucinations import clean
from transcription.hearing import hear
from transcription.inaudible import tell_confidence
from transcription.known_names import restore_names
from transcription.media_gate import decode_speech
from transcription.media_values import MediaRefused
from transcription.model_files import ModelMissing
from transcription.raw_transcript import RawTranscript, Word
from transcription.recording_scores import RecordingScores, ScoredRecording
from transcription.scoring import SpokenSpan, count_edits, score_labels, score_speakers
from transcription.speaker_word_score import score_speaker_words
from transcription.speakers import WordSpeaker, tell_speakers
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech
from transcription.spoken_structure import SpokenStructure, build
from transcription.theme_matching import ExchangeThemes, ThemeMatcher, default_vocabularies, open_meaning
from transcription.theme_scores import exchange_figures, retrieval_figures, score_each_theme
from transcription.word_alignment import JudgedWords, edits_by_block, group_transcript, judge_words
from transcription.word_languages import word_languages
from transcription.work_measure import WorkMoment, peak_rss_mb, read_clocks


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


@dataclass(frozen=True, slots=True)
class SpeakerScores:
    """Speaker error by time, by words, and the share of words left unknown; None without known turns."""

    by_time: float | None
    by_words: float | None
    unknown_words: float | None


def evaluate_recording(truth: GroundTruth, engine: str, model: str, setting: str) -> ScoredRecording:
    """Hear a recording in this process and score it.

    Parameters
    ----------
    truth : GroundTruth
        What was said. Where only the words are known, speakers and themes are neither told nor scored.
    engine, model : str
        See `transcription.engine.open_engine`.
    setting : str
        A name of `transcription.decode_settings`.

    Raises
    ------
    MediaRefused, ModelMissing, EngineMissing, UnknownSetting
        When the recording, the model, the engine or the setting cannot be used.
    """
    started = read_clocks()
    heard = _hear(truth, engine, model, setting)
    tagged = _tag_exchanges(heard, truth.language) if truth.turns else []
    return _score(truth, heard, tagged, read_clocks() - started)


def _score(
    truth: GroundTruth, heard: HeardRecording, tagged: Sequence[TaggedSpan], work: WorkMoment
) -> ScoredRecording:
    groups = group_transcript(heard.transcript)
    written = [word for group in groups for word in group.scored]
    judged = judge_words(truth.words, groups)
    probabilities = _judged_probabilities(heard.transcript, judged)
    confidence = score_confidence(probabilities)
    edits = count_edits(truth.words, written)
    speakers = _score_speakers(truth, heard, judged)
    pairs = pair_exchanges(truth.exchanges, tagged) if truth.turns else []
    themes = retrieval_figures(score_labels(pairs))
    seconds = heard.transcript.duration_seconds
    scores = RecordingScores(
        name=truth.name,
        wer=edits.error_rate,
        cer=count_edits(" ".join(truth.words), " ".join(written)).error_rate,
        substitutions=edits.substitutions,
        deletions=edits.deletions,
        insertions=edits.insertions,
        reference_words=edits.reference_length,
        speaker_error=speakers.by_time,
        speaker_error_words=speakers.by_words,
        speaker_unknown_words=speakers.unknown_words,
        theme_f1=themes["f1"],
        theme_precision=themes["precision"],
        theme_recall=themes["recall"],
        themes={slug: retrieval_figures(score) for slug, score in score_each_theme(pairs).items()},
        exchanges=exchange_figures(truth.exchanges, pairs),
        confidence=confidence.to_json() if confidence else None,
        real_time_factor=work.wall_seconds / seconds,
        cpu_seconds_per_second=work.cpu_seconds / seconds,
        peak_rss_mb=peak_rss_mb(),
        duration_seconds=seconds,
        removed_spans=heard.removed_spans,
        settings=heard.transcript.settings,
    )
    return ScoredRecording(scores, edits_by_block(truth.blocks, written), probabilities)


def _score_speakers(truth: GroundTruth, heard: HeardRecording, judged: JudgedWords) -> SpeakerScores:
    if not truth.turns:
        return SpeakerScores(None, None, None)
    by_time = score_speakers(truth.spans, _turn_spans(heard))
    # The role of a word as it is shown: that of its turn.
    roles = [turn.role for turn in heard.structure.turns for _ in range(turn.first_word, turn.end_word)]
    by_words = score_speaker_words(truth.word_roles, judged.said_index, roles)
    return SpeakerScores(by_time.error_rate, by_words.error_rate, by_words.unknown_rate)


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


def _hear(truth: GroundTruth, engine: str, model: str, setting: str) -> HeardRecording:
    with tempfile.TemporaryDirectory(prefix="franquette-evaluate-") as scratch:
        wav_path = Path(scratch) / "speech.wav"
        decode_speech(truth.media_path, wav_path)
        samples = read_speech(wav_path)
    regions = find_speech(samples)
    raw = hear(open_engine(engine, model), samples, regions, hearing_plan(truth, setting))
    cleaned = tell_confidence(clean(raw, regions))
    transcript = restore_names(cleaned.transcript)
    words = transcript.words
    languages = word_languages(transcript)
    if truth.turns:
        speakers = tell_speakers(samples, words, regions, languages)
        structure = build(words, speakers, regions, languages)
    else:
        speakers, structure = (), build((), ())
    return HeardRecording(transcript, speakers, structure, len(cleaned.removed))


def _tag_exchanges(heard: HeardRecording, language: str) -> list[TaggedSpan]:
    """Tag each exchange as a whole, and each passage that is in none by itself."""
    vocabularies = default_vocabularies()
    matcher = ThemeMatcher(vocabularies, meaning=open_meaning(vocabularies))
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


def _judged_probabilities(transcript: RawTranscript, judged: JudgedWords) -> tuple[JudgedProbability, ...]:
    return tuple(
        JudgedProbability(word.probability, is_right)
        for word, is_right in zip(transcript.words, judged.is_right, strict=True)
        if word.probability is not None and is_right is not None
    )


def _turn_spans(heard: HeardRecording) -> list[SpokenSpan]:
    return [SpokenSpan(turn.role, turn.start_seconds, turn.end_seconds) for turn in heard.structure.turns]


def main(arguments: Sequence[str]) -> int:
    """Evaluate one recording and print its scores as JSON; 1 and one sentence on stderr when it cannot be."""
    truth_path, language, engine, model, setting = arguments
    try:
        truth = read_ground_truth(Path(truth_path), "en" if language == "en" else "fr")
        scored = evaluate_recording(truth, engine, model, setting)
    except MediaRefused as refusal:
        sys.stderr.write(f"{truth_path}: the recording is refused ({refusal}).\n")
    except (GroundTruthInvalid, ModelMissing, EngineMissing, UnknownSetting) as failure:
        sys.stderr.write(f"{failure}\n")
    else:
        sys.stdout.write(json.dumps(scored.to_json()) + "\n")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
