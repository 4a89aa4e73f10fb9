"""Prints evaluations as tables for people; a figure that cannot be computed is a dash."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from transcription.confidence_scores import ConfidenceScores
from transcription.folder_evaluation import Comparison, Evaluation
from transcription.setting_comparison import WerDifference

# Title, figure, decimals. Two narrow tables fit a terminal of 80 columns, one wide table does not.
_HEARING = (
    ("WER", "wer", 3),
    ("CER", "cer", 3),
    ("RTF", "real_time_factor", 2),
    ("CPU s/s", "cpu_seconds_per_second", 2),
    ("peak MiB", "peak_rss_mb", 0),
)
_UNDERSTANDING = (
    ("speaker: time", "speaker_error", 3),
    ("words", "speaker_error_words", 3),
    ("unknown", "speaker_unknown_words", 3),
    ("theme F1", "theme_f1", 3),
)


def print_evaluation(evaluation: Evaluation, console: Console) -> None:
    """Print a line for each recording and their mean, each theme, and how honest the probabilities are."""
    console.print(_hearing_table(evaluation))
    console.print(_understanding_table(evaluation))
    if evaluation.themes:
        console.print(_themes_table(evaluation.themes))
    if evaluation.confidence is not None:
        console.print(_reliability_table(evaluation.confidence, evaluation.is_confidence_calibrated))


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print both evaluations and the difference of each recording with its interval."""
    for evaluation in (comparison.first, comparison.second):
        console.print(_hearing_table(evaluation))
    by_recording, mean = comparison.differences()
    first, second = comparison.first.setting, comparison.second.setting
    table = Table(title=f"WER: {first} less {second} (below 0, {first} is better)")
    table.add_column("recording")
    for title in ("difference", "95 % interval", "read as"):
        table.add_column(title, justify="right")
    for name, difference in by_recording.items():
        table.add_row(name, *_difference_cells(difference))
    table.add_section()
    table.add_row("mean", *_difference_cells(mean))
    console.print(table)


def _hearing_table(evaluation: Evaluation) -> Table:
    table = _table(f"{evaluation.engine} {evaluation.model}, {evaluation.setting}: words and work")
    for title in ("WER", "CER", "S/D/I", "removed", "RTF", "CPU s/s", "peak MiB"):
        table.add_column(title, justify="right")
    for scores in evaluation.recordings:
        figures = {name: getattr(scores, name) for name in evaluation.mean}
        edits = f"{scores.substitutions}/{scores.deletions}/{scores.insertions}"
        table.add_row(scores.name, *_hearing_cells(figures, edits, str(scores.removed_spans)))
    table.add_section()
    table.add_row("mean", *_hearing_cells(evaluation.mean, "", ""))
    table.caption = "S/D/I: words substituted, deleted, inserted; RTF: seconds of work a second of sound"
    return table


def _hearing_cells(figures: dict[str, float | None], edits: str, removed: str) -> list[str]:
    cells = [_number(figures[name], places) for _, name, places in _HEARING]
    return [*cells[:2], edits, removed, *cells[2:]]


def _understanding_table(evaluation: Evaluation) -> Table:
    table = _table("speaker error, themes, and the area under the curve of the words' probabilities")
    for title in (*(title for title, _, _ in _UNDERSTANDING), "AUC"):
        table.add_column(title, justify="right")
    for scores in evaluation.recordings:
        auc = scores.confidence["auc"] if scores.confidence else None
        figures = {name: getattr(scores, name) for name in evaluation.mean}
        table.add_row(scores.name, *_understanding_cells(figures, auc))
    table.add_section()
    confidence = evaluation.confidence
    table.add_row("mean", *_understanding_cells(evaluation.mean, confidence.auc if confidence else None))
    table.caption = "the last AUC is of all words together"
    return table


def _understanding_cells(figures: dict[str, float | None], auc: float | None) -> list[str]:
    return [*(_number(figures[name], places) for _, name, places in _UNDERSTANDING), _number(auc, 3)]


def _table(title: str) -> Table:
    table = Table(title=title)
    table.add_column("recording", no_wrap=True)
    return table


def _themes_table(themes: dict[str, dict[str, Any]]) -> Table:
    table = Table(title="themes, over all exchanges")
    table.add_column("theme")
    for title in ("precision", "recall", "F1", "right/wrong/missed"):
        table.add_column(title, justify="right")
    for slug, figures in themes.items():
        counts = f"{figures['right']}/{figures['wrong']}/{figures['missed']}"
        table.add_row(slug, *(_number(figures[name], 2) for name in ("precision", "recall", "f1")), counts)
    return table


def _reliability_table(confidence: ConfidenceScores, is_calibrated: bool) -> Table:
    table = Table(
        title=f"probability of {confidence.words} words: Brier {confidence.brier:.3f}, "
        f"calibration error {confidence.calibration_error:.3f}"
    )
    if not is_calibrated:
        table.caption = "not calibrated for this engine, model and setting: the engine's own probabilities"
    for title in ("said", "words", "mean said", "right"):
        table.add_column(title, justify="right")
    for one in confidence.bins:
        said = f"{one.from_probability:.1f}–{one.to_probability:.1f}"
        table.add_row(said, str(one.words), f"{one.mean_probability:.2f}", f"{one.share_right:.2f}")
    return table


def _difference_cells(difference: WerDifference) -> tuple[str, str, str]:
    if difference.low is None or difference.high is None:
        return f"{difference.difference:+.3f}", "–", "too little to tell"
    interval = f"{difference.low:+.3f} to {difference.high:+.3f}"
    read = (
        "no difference shown" if difference.is_noise else "better" if difference.difference < 0 else "worse"
    )
    return f"{difference.difference:+.3f}", interval, read


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"
