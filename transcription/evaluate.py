"""Measures how well recordings with ground truth are heard: `python -m transcription.evaluate FOLDER`.

Each recording is heard in a fresh process, so that its peak memory is its own. Passages with known themes are
measured with `--passages FILE.jsonl` instead of a folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from transcription.engine import ENGINE_NAMES, EngineMissing
from transcription.ground_truth import GroundTruth, GroundTruthInvalid, find_ground_truths
from transcription.model_files import BASE_MODEL, ModelMissing, locate_model
from transcription.recording_scores import RecordingScores
from transcription.theme_matching.evaluate_passages import PassagesRefused, evaluate_passages

_MEANT = ("wer", "cer", "speaker_error", "theme_f1", "real_time_factor", "peak_rss_mb")


class EvaluationFailed(Exception):
    """A recording could not be evaluated; the message is the sentence that says why."""


_FAILURES = (GroundTruthInvalid, ModelMissing, EngineMissing, EvaluationFailed, PassagesRefused, OSError)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of every recording and the engine, model and settings that gave them."""

    recordings: tuple[RecordingScores, ...]
    engine: str
    model: str

    @property
    def mean(self) -> dict[str, float]:
        """Plain means over the recordings: each counts the same, however long."""
        return {
            name: sum(getattr(scores, name) for scores in self.recordings) / len(self.recordings)
            for name in _MEANT
        }

    def to_json(self) -> dict[str, Any]:
        """Return plain values, figures rounded to four places."""
        recordings = [asdict(scores) for scores in self.recordings]
        settings = [recording.pop("settings") for recording in recordings]
        # The language belongs to the recording; all other settings are the same for all.
        shared = {name: value for name, value in settings[0].items() if name != "language"}
        return {
            "recordings": [_rounded(recording) for recording in recordings],
            "mean": _rounded(self.mean),
            "engine": self.engine,
            "model": self.model,
            "settings": shared,
        }


def evaluate_folder(
    folder: Path,
    engine: str = "faster-whisper",
    model: str = BASE_MODEL,
    progress: Callable[[GroundTruth], None] | None = None,
) -> Evaluation:
    """Hear every recording of a folder and score it.

    Parameters
    ----------
    folder : pathlib.Path
        Holds recordings, each with its NAME.json ground truth.
    engine, model : str
        See `transcription.engine.open_engine`.
    progress : callable, optional
        Called with each recording before it is heard.

    Raises
    ------
    GroundTruthInvalid, ModelMissing, EvaluationFailed
        Each with the sentence that says why.
    """
    truths = find_ground_truths(folder)
    # Found before the first recording: a missing model is said at once, and joined outside the measured time.
    locate_model(model, engine)
    scores = []
    for truth in truths:
        if progress is not None:
            progress(truth)
        scores.append(_evaluate_apart(folder / f"{truth.name}.json", engine, model))
    return Evaluation(tuple(scores), engine, model)


def print_evaluation(evaluation: Evaluation, console: Console) -> None:
    """Print a table with a line for each recording and their mean."""
    table = Table(title=f"{evaluation.engine} {evaluation.model}")
    table.add_column("recording")
    for title in ("WER", "CER", "sub/del/ins", "speaker error", "theme F1", "real-time factor", "peak MiB"):
        table.add_column(title, justify="right")
    for scores in evaluation.recordings:
        edits = f"{scores.substitutions}/{scores.deletions}/{scores.insertions}"
        table.add_row(scores.name, *_shown({name: getattr(scores, name) for name in _MEANT}, edits))
    table.add_section()
    table.add_row("mean", *_shown(evaluation.mean, ""))
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 failed with one sentence on stderr, 2 wrong usage."""
    options = _parse(arguments)
    try:
        if options.passages:
            return _print_passages(options)
        return _print_folder(options)
    except _FAILURES as failure:
        sys.stderr.write(f"{failure}\n")
        return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m transcription.evaluate", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="recordings with NAME.json ground truth")
    parser.add_argument("--engine", choices=ENGINE_NAMES, default=ENGINE_NAMES[0])
    parser.add_argument("--model", default=BASE_MODEL, help="'base', a folder or file, or a hub name")
    parser.add_argument("--passages", type=Path, metavar="FILE.jsonl", help="passages with known themes")
    parser.add_argument("--field", choices=("text", "text_asr"), default="text")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="where the given themes go")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if (options.folder is None) == (options.passages is None):
        parser.error("give either a FOLDER or --passages FILE.jsonl")
    return options


def _print_folder(options: argparse.Namespace) -> int:
    console = Console(stderr=True)
    evaluation = evaluate_folder(
        options.folder,
        options.engine,
        options.model,
        lambda truth: console.print(f"hearing {truth.name} …", style="dim"),
    )
    if options.json:
        sys.stdout.write(json.dumps(evaluation.to_json(), ensure_ascii=False) + "\n")
    else:
        print_evaluation(evaluation, Console())
    return 0


def _print_passages(options: argparse.Namespace) -> int:
    scores = evaluate_passages(options.passages, options.field, options.predictions)
    if options.json:
        sys.stdout.write(json.dumps(scores, ensure_ascii=False) + "\n")
        return 0
    table = Table("figure", "value", title=f"{options.passages.name}, {options.field}")
    for name, value in scores["passages"].items():
        if isinstance(value, (int, float)):
            table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    Console().print(table)
    return 0


def _evaluate_apart(truth_path: Path, engine: str, model: str) -> RecordingScores:
    command = [sys.executable, "-m", "transcription.recording_evaluation", str(truth_path), engine, model]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        said = ended.stderr.strip().splitlines()
        raise EvaluationFailed(said[-1] if said else f"{truth_path.stem} ended with {ended.returncode}.")
    return RecordingScores(**json.loads(ended.stdout.splitlines()[-1]))


def _shown(figures: dict[str, float], edits: str) -> list[str]:
    return [
        f"{figures['wer']:.3f}",
        f"{figures['cer']:.3f}",
        edits,
        f"{figures['speaker_error']:.3f}",
        f"{figures['theme_f1']:.3f}",
        f"{figures['real_time_factor']:.2f}",
        f"{figures['peak_rss_mb']:.0f}",
    ]


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}


if __name__ == "__main__":
    sys.exit(main())
