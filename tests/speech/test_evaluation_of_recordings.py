"""`evaluate` hears a recording as the service does, and its figures are those of what was heard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.command_line import program
from tests.demo_truths import ROOT
from tests.media_samples import SAVARD, run_tool
from transcription import recording_evaluation
from transcription.engine import DecodeOptions, Progress, Samples
from transcription.ground_truth import GroundTruth, read_ground_truth
from transcription.raw_transcript import RawTranscript, Segment, Word

pytestmark = pytest.mark.speech

# The question on open data, and nothing else: eight seconds and a half.
FROM_SECONDS, EXCERPT_SECONDS = 18.5, 8.5
UNSAID = "Personne ne prononce ces derniers mots."
CREDIT = "Sous-titrage Société Radio-Canada"


@pytest.fixture
def truth(tmp_path: Path) -> GroundTruth:
    """The excerpt, with its turn as it was said and a sentence more that is nowhere in the sound."""
    whole = json.loads((ROOT / "tests" / "speech" / "truth" / "demo-savard.json").read_text(encoding="utf-8"))
    (turn,) = (one for one in whole["turns"] if one["start"] == 18.86)
    run_tool(
        "-ss", str(FROM_SECONDS), "-i", SAVARD, "-t", str(EXCERPT_SECONDS), "-c", "copy", tmp_path / "q.3gp"
    )
    span = {"start": turn["start"] - FROM_SECONDS, "end": turn["end"] - FROM_SECONDS}
    turns = [{**turn, **span, "text": f"{turn['text']} {UNSAID}"}]
    path = tmp_path / "q.json"
    path.write_text(json.dumps({**whole, "media": "q.3gp", "turns": turns}), encoding="utf-8")
    return read_ground_truth(path)


@dataclass
class InventingEngine:
    """Writes the words it is given, the unlikely ones with little probability, and a credit at the end."""

    said: Sequence[str]
    unlikely: Sequence[str]
    name = "faster-whisper"
    model = "base"
    longest_part_seconds: float = 900.0
    decodes_at_once: int = 1

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        words = [(text, 0.95) for text in self.said]
        words += [(text, 0.02) for text in self.unlikely] + [(text, 0.95) for text in CREDIT.split()]
        step = 7.5 / len(words)
        heard = tuple(
            Word(text, 0.4 + n * step, 0.4 + (n + 0.9) * step, sure) for n, (text, sure) in enumerate(words)
        )
        text = " ".join(word.text for word in heard)
        segments = (Segment(heard[0].start_seconds, heard[-1].end_seconds, text, heard),)
        return RawTranscript(options.language, len(samples) / 16_000, segments, self.name, self.model)

    def language_probabilities(self, samples: Samples, languages: Sequence[str]) -> dict[str, float]:
        return {language: float(language == "fr") for language in languages}


def test_the_command_hears_a_recording_and_prints_its_figures(truth: GroundTruth) -> None:
    ended = CliRunner().invoke(
        program, ["evaluate", str(truth.path.parent), "--setting", "plain", "--json"], catch_exceptions=False
    )
    assert ended.exit_code == 0, ended.stderr
    printed = json.loads(ended.stdout)
    (figures,) = printed["recordings"]
    assert (figures["name"], printed["engine"], printed["model"], printed["setting"]) == (
        "q", "faster-whisper", "base", "plain",
    )  # fmt: skip
    assert figures["reference_words"] == len(truth.words)
    wrong = figures["substitutions"] + figures["deletions"] + figures["insertions"]
    assert figures["wer"] == pytest.approx(wrong / len(truth.words), abs=1e-4)
    # Six words are never heard, and most of the others are.
    assert 6 / len(truth.words) <= figures["wer"] < 0.5
    assert 0 < figures["cer"] < 0.5
    assert figures["theme_f1"] == 1.0
    # One voice alone is nobody's.
    assert (figures["speaker_error"], figures["speaker_unknown_words"]) == (1.0, 1.0)
    assert figures["duration_seconds"] == pytest.approx(EXCERPT_SECONDS, abs=0.1)
    # The weights alone take 145 MB.
    assert figures["peak_rss_mb"] > 200
    assert figures["real_time_factor"] > 0.05 and figures["cpu_seconds_per_second"] > 0.05
    assert printed["settings"]["is_confidence_calibrated"] is True
    assert printed["confidence"]["words"] > 10
    assert printed["mean"]["wer"] == figures["wer"]


def test_what_is_scored_was_cleaned_and_bears_honest_probabilities(
    truth: GroundTruth, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = truth.turns[0].text.removesuffix(UNSAID)
    engine = InventingEngine(spoken.split(), ["Mure", "murant."])
    monkeypatch.setattr(recording_evaluation, "open_engine", lambda *_: engine)
    scored = recording_evaluation.evaluate_recording(truth, "faster-whisper", "base", "plain")
    scores: Any = scored.scores
    # The credit and the words that became « [inaudible] » are not written; the last sentence is not said.
    assert (scores.substitutions, scores.deletions, scores.insertions) == (0, 6, 0)
    assert scores.removed_spans == 2
    assert scores.settings["is_confidence_calibrated"] is True
    assert {judged.is_right for judged in scored.judged_words} == {True}
    assert 0.95 not in {judged.probability for judged in scored.judged_words}
