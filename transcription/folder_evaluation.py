"""Hears every recording of a folder that has a truth, each in a fresh process, and gathers the scores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from transcription.confidence_scores import ConfidenceScores, score_confidence
from transcription.decode_settings import decode_setting, default_setting
from transcription.ground_truth import GroundTruth, GroundTruthInvalid, Language, find_ground_truths
from transcription.huge_pages import with_huge_pages
from transcription.model_files import BASE_MODEL, locate_model
from transcription.recording_scores import RecordingScores, ScoredRecording
from transcription.setting_comparison import WerDifference, compare_wer
from transcription.theme_scores import add_theme_scores

MEANT = (
    "wer",
    "cer",
    "speaker_error",
    "speaker_error_words",
    "speaker_unknown_words",
    "theme_f1",
    "real_time_factor",
    "cpu_seconds_per_second",
    "peak_rss_mb",
)
Progress = Callable[[GroundTruth, str], None]


class EvaluationFailed(Exception):
    """A recording could not be evaluated; the message is the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of every recording and the engine, model and decoding setting that gave them."""

    scored: tuple[ScoredRecording, ...]
    engine: str
    model: str
    setting: str

    @property
    def recordings(self) -> tuple[RecordingScores, ...]:
        """The scores of each recording."""
        return tuple(one.scores for one in self.scored)

    @property
    def mean(self) -> dict[str, float | None]:
        """Plain means over the recordings that have the figure: each counts the same, however long."""
        return {name: _mean([getattr(scores, name) for scores in self.recordings]) for name in MEANT}

    @property
    def confidence(self) -> ConfidenceScores | None:
        """The honesty of the probabilities over the words of all recordings together."""
        return score_confidence([judged for one in self.scored for judged in one.judged_words])

    @property
    def is_confidence_calibrated(self) -> bool:
        """Whether the probabilities were calibrated for this engine, model and setting."""
        return all(scores.settings.get("is_confidence_calibrated", False) for scores in self.recordings)

    @property
    def themes(self) -> dict[str, dict[str, Any]]:
        """Precision, recall and F1 of each theme over all recordings together."""
        return add_theme_scores([scores.themes for scores in self.recordings])

    def to_json(self) -> dict[str, Any]:
        """Return plain values, figures rounded to four places."""
        recordings = [asdict(scores) for scores in self.recordings]
        settings = [recording.pop("settings") for recording in recordings]
        # What belongs to the recording is left out; all other settings are the same for all.
        shared = {
            name: value
            for name, value in settings[0].items()
            if all(name in other and other[name] == value for other in settings)
        }
        confidence = self.confidence
        return {
            "recordings": [_rounded(recording) for recording in recordings],
            "mean": _rounded(self.mean),
            "themes": self.themes,
            "confidence": confidence.to_json() if confidence else None,
            "engine": self.engine,
            "model": self.model,
            "setting": self.setting,
            "settings": shared,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two settings on the same recordings, heard in turn."""

    first: Evaluation
    second: Evaluation

    def differences(self) -> tuple[dict[str, WerDifference], WerDifference]:
        """Return the difference of each recording's word error rate and of their mean (`compare_wer`)."""
        return compare_wer(
            {
                one.scores.name: tuple(zip(one.block_edits, other.block_edits, strict=True))
                for one, other in zip(self.first.scored, self.second.scored, strict=True)
            }
        )

    def to_json(self) -> dict[str, Any]:
        """Return the first setting as `Evaluation.to_json` does, and the second and the difference."""
        by_recording, mean = self.differences()
        return {
            **self.first.to_json(),
            "against": self.second.to_json(),
            "difference": {
                "recordings": {name: one.to_json() for name, one in by_recording.items()},
                "mean": mean.to_json(),
            },
        }


def choose_truths(
    folder: Path, only: Sequence[str] = (), text_language: Language = "fr"
) -> tuple[GroundTruth, ...]:
    """Return the truths of a folder, or those of the names given.

    Raises
    ------
    GroundTruthInvalid
        When a file is not of the expected shape, or a name is not in the folder.
    """
    truths = find_ground_truths(folder, text_language)
    names = {truth.name for truth in truths}
    for name in only:
        if name not in names:
            raise GroundTruthInvalid(
                f"{folder} holds no truth named {name!r}; it holds: {', '.join(sorted(names))}."
            )
    return tuple(truth for truth in truths if not only or truth.name in only)


def evaluate_truths(
    truths: Sequence[GroundTruth],
    engine: str = "faster-whisper",
    model: str = BASE_MODEL,
    settings: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[Evaluation, ...]:
    """Hear every recording with every setting, in turn, and score it.

    Parameters
    ----------
    truths : sequence of GroundTruth
        At least one.
    engine, model : str
        See `transcription.engine.open_engine`.
    settings : sequence of str
        Names of `transcription.decode_settings`; each recording is heard with one after the other, so that
        what else the machine does weighs on all. Without any, the one for the engine and the model.
    progress : callable, optional
        Called with each recording and setting before it is heard.

    Returns
    -------
    tuple of Evaluation
        One a setting.

    Raises
    ------
    ModelMissing, UnknownSetting, EvaluationFailed
        Each with the sentence that says why.
    """
    # Found before the first recording: what is missing is said at once, and joined outside the measured time.
    locate_model(model, engine)
    settings = settings or (default_setting(engine, model),)
    for setting in settings:
        decode_setting(setting)
    scored: dict[str, list[ScoredRecording]] = {setting: [] for setting in settings}
    for truth in truths:
        for setting in settings:
            if progress is not None:
                progress(truth, setting)
            scored[setting].append(_evaluate_apart(truth, engine, model, setting))
    return tuple(Evaluation(tuple(scored[setting]), engine, model, setting) for setting in settings)


def _evaluate_apart(truth: GroundTruth, engine: str, model: str, setting: str) -> ScoredRecording:
    program = "transcription.recording_evaluation"
    command = [sys.executable, "-m", program, str(truth.path), truth.language, engine, model, setting]
    # As the worker hears.
    environment = with_huge_pages(os.environ)
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ended.returncode != 0:
        said = ended.stderr.strip().splitlines()
        raise EvaluationFailed(said[-1] if said else f"{truth.name} ended with {ended.returncode}.")
    return ScoredRecording.from_json(json.loads(ended.stdout.splitlines()[-1]))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}
