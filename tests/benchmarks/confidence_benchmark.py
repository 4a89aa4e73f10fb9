"""Measures how honest word probabilities are, by engine, model and setting, and fits them (decision 0007).

    python -m tests.benchmarks.confidence_benchmark [--check FOLDER...] [--openai CHECKPOINT.pt]
    python -m tests.benchmarks.confidence_benchmark --fit FOLDER... [--check FOLDER...] [--write]

The first measures the calibrations that are kept in transcription/confidence_models, each beside the engine's
own probabilities, on recordings that none learned from: the demo recordings, or those of --check. The second
learns one for --engine, --model and --setting from the folders of --fit; those of --check are only measured.
Its cross-validation leaves out one speech at a time: truths with the same words are one. With --write it
replaces the one that is kept.

Each FOLDER holds recordings with NAME.json or NAME.txt truth beside them. The engine hears them once, then
they are read from the cache of the tests. Printed are the area under the curve, Brier score, calibration
error and the reliability table, and what hiding the least likely words does to the word error rate.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.confidence_fitting import (  # noqa: E402
    FLOORS,
    Floats,
    HeardSpeech,
    choose_floor,
    cross_validate,
    fit_model,
    hear,
    hide,
    known_features,
)
from tests.demo_truths import DEMO_RECORDINGS, demo_truth  # noqa: E402
from transcription.confidence_scores import (  # noqa: E402
    ConfidenceScores,
    JudgedProbability,
    score_confidence,
)
from transcription.decode_settings import DECODE_SETTINGS  # noqa: E402
from transcription.engine import ENGINE_NAMES, EngineMissing  # noqa: E402
from transcription.word_confidence import ConfidenceModel, known_confidence_models  # noqa: E402

FITS_FOLDER = ROOT / "transcription" / "confidence_models"


def score(heard: Sequence[HeardSpeech], probabilities: Sequence[Floats]) -> ConfidenceScores:
    """Score probabilities over the words of all recordings together."""
    scores = score_confidence(
        [
            JudgedProbability(float(probability), bool(right))
            for one, given in zip(heard, probabilities, strict=True)
            for probability, right, judged in zip(given, one.is_right, one.is_judged, strict=True)
            if judged
        ]
    )
    if scores is None:
        raise SystemExit("no word has a probability")
    return scores


def figures(scores: ConfidenceScores) -> dict[str, Any]:
    """Return the scores without the reliability table."""
    return {name: value for name, value in scores.to_json().items() if name != "bins"}


def report(title: str, heard: Sequence[HeardSpeech], probabilities: Sequence[Floats]) -> ConfidenceScores:
    """Print the figures, the reliability table and what each floor would hide."""
    scores = score(heard, probabilities)
    print(f"{title}: {json.dumps(figures(scores))}")
    for one in scores.bins:
        span = f"{one.from_probability:.1f}-{one.to_probability:.1f}"
        print(f"  {span} {one.words:5d} words, said {one.mean_probability:.2f}, right {one.share_right:.2f}")
    for floor in FLOORS:
        found = hide(heard, probabilities, floor)
        share = f"{found.wrong / found.words:.2f}" if found.words else "-"
        print(
            f"  floor {floor:.2f}: hides {found.words} words, wrong {share}; "
            f"mean WER {found.wer_before:.3f} -> {found.wer_after:.3f}"
        )
    return scores


def report_own(title: str, heard: Sequence[HeardSpeech]) -> ConfidenceScores:
    """Print the figures of the engine's own probabilities."""
    scores = score(heard, [one.own for one in heard])
    print(f"{title}, engine's own: {json.dumps(figures(scores))}")
    return scores


def measure_kept(folders: Sequence[Path], checkpoint: str | None) -> None:
    """Print how honest each calibration that is kept is on recordings that it never learned from."""
    for fit in known_confidence_models():
        print(f"== {fit.engine} {fit.model}, {fit.setting}")
        if fit.engine == "openai-whisper" and not checkpoint:
            print("skipped: no checkpoint given")
            continue
        model = checkpoint if fit.engine == "openai-whisper" and checkpoint else fit.model
        for folder in folders:
            try:
                heard = hear([folder], fit.engine, model, fit.setting)
            except EngineMissing as missing:
                print(f"skipped: {missing}")
                continue
            report_own(folder.name, heard)
            report(f"{folder.name}, calibrated", heard, [fit.weigh(one.features) for one in heard])


def fit_anew(options: argparse.Namespace) -> ConfidenceModel:
    """Learn, check and print; return what was learned with its provenance."""
    heard = hear(options.fit, options.engine, options.model, options.setting)
    names = known_features(heard)
    own = report_own("fit", heard)
    for name in names if options.ablate else ():
        without = score(heard, cross_validate(heard, [other for other in names if other != name]))
        print(f"  without {name}: {json.dumps(figures(without))}")
    validated = cross_validate(heard, names)
    scores = report("fit, calibrated, cross-validated by speech", heard, validated)
    model = replace(fit_model(heard, names), inaudible_below=choose_floor(heard, validated))
    for folder in options.check:
        checked = hear([folder], options.engine, options.model, options.setting)
        report_own(f"check {folder.name}", checked)
        report(f"check {folder.name}, calibrated", checked, [model.weigh(one.features) for one in checked])
    provenance = {
        "fitted_on": options.about,
        "fitted_at": datetime.now(UTC).date().isoformat(),
        "recordings": len(heard),
        "speeches": len({one.group for one in heard}),
        "engines_own": figures(own),
        "cross_validated_by_speech": figures(scores),
    }
    return replace(model, provenance=provenance)


def write(model: ConfidenceModel) -> Path:
    """Keep a calibration under the name of its engine, model and setting."""
    path = FITS_FOLDER / f"{model.engine}-{model.model}-{model.setting}.json"
    path.write_text(json.dumps(model.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


@contextmanager
def demo_folder() -> Iterator[Path]:
    """Lay the demo recordings beside their truth for a while."""
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        folder = Path(scratch) / "demo"
        folder.mkdir()
        for recording in DEMO_RECORDINGS:
            demo_truth(recording, folder)
        yield folder


def main() -> None:
    """Read the command line, measure or fit, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--check", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--openai", default=os.environ.get("FRANQUETTE_TEST_OPENAI_MODEL"))
    parser.add_argument("--engine", choices=ENGINE_NAMES, default="faster-whisper")
    parser.add_argument("--model", default="base")
    parser.add_argument("--setting", choices=DECODE_SETTINGS, default="voting")
    parser.add_argument("--about", default="", help="what the folders of --fit hold, for the record")
    parser.add_argument("--ablate", action="store_true", help="leave out each feature in turn")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.fit:
        model = fit_anew(options)
        print(f"inaudible below {model.inaudible_below}")
        if options.write:
            print(f"written to {write(model).relative_to(ROOT)}")
    elif options.check:
        measure_kept(options.check, options.openai)
    else:
        with demo_folder() as folder:
            measure_kept([folder], options.openai)


if __name__ == "__main__":
    main()
