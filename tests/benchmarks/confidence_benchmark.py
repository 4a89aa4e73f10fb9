"""Fits and checks the calibration of word probabilities (docs/decisions/0007).

    python tests/benchmarks/confidence_benchmark.py --fit FOLDER... [--check FOLDER...] [--write]

Each FOLDER holds recordings with NAME.json or NAME.txt truth beside them. The engine hears them once, then
they are read from the cache of the tests. The model learns from the folders of --fit; those of --check are
only measured. Cross-validation leaves out one speech at a time: truths with the same words are one. Prints
area under the curve, Brier score, calibration error and the reliability table, for the engine's own
probabilities and for the calibrated ones, and what hiding the least likely words does to the word error rate.
With --write the model replaces the one in transcription/confidence_models.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.transcript_cache import raw_transcript  # noqa: E402
from transcription.confidence_scores import JudgedProbability, score_confidence  # noqa: E402
from transcription.decode_settings import DECODE_SETTINGS  # noqa: E402
from transcription.ground_truth import GroundTruth, find_ground_truths  # noqa: E402
from transcription.hallucinations import clean  # noqa: E402
from transcription.inaudible import find_inaudible  # noqa: E402
from transcription.media_gate import decode_speech  # noqa: E402
from transcription.raw_transcript import RawTranscript  # noqa: E402
from transcription.scoring import count_edits  # noqa: E402
from transcription.speech_audio import read_speech  # noqa: E402
from transcription.speech_regions import find_speech  # noqa: E402
from transcription.word_alignment import group_transcript, judge_words  # noqa: E402
from transcription.word_confidence import ConfidenceModel  # noqa: E402
from transcription.word_features import FEATURES, word_features  # noqa: E402

PENALTY = 10.0
FLOORS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
# What is hidden must be wrong four times in five on any sound: on the one that was learned from, more often.
LEAST_SHARE_WRONG = 0.9
FEWEST_HIDDEN_WORDS = 20


@dataclass(frozen=True)
class HeardSpeech:
    """A recording with its truth: `features` and `is_right` of the words that can be judged."""

    truth: GroundTruth
    transcript: RawTranscript
    features: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    is_judged: NDArray[np.bool_]

    @property
    def group(self) -> str:
        """The same for all copies of one speech."""
        return " ".join(self.truth.words)


def hear(folders: Sequence[Path], engine: str, model: str, setting: str) -> list[HeardSpeech]:
    """Transcribe all recordings of some folders and judge their words."""
    heard = []
    for truth in (truth for folder in folders for truth in find_ground_truths(folder)):
        raw = raw_transcript(truth, setting, engine, model)
        with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
            wav_path = Path(scratch) / "speech.wav"
            decode_speech(truth.media_path, wav_path)
            transcript = clean(raw, find_speech(read_speech(wav_path))).transcript
        judged = judge_words(truth.words, group_transcript(transcript)).is_right
        heard.append(
            HeardSpeech(
                truth,
                transcript,
                word_features(transcript),
                np.array([bool(right) for right in judged]),
                np.array([right is not None for right in judged]),
            )
        )
    return heard


def fit_logistic(
    features: NDArray[np.float64], is_right: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], ...]:
    """Fit by Newton's steps; return means, scales, and weights with the intercept last."""
    means, scales = np.nanmean(features, axis=0), np.nanstd(features, axis=0)
    scales = np.where(scales > 1e-9, scales, 1.0)
    standard = np.c_[np.nan_to_num((features - means) / scales), np.ones(len(features))]
    weights = np.zeros(standard.shape[1])
    penalty = np.append(np.full(standard.shape[1] - 1, PENALTY), 0.0)
    for _ in range(100):
        likely = 1.0 / (1.0 + np.exp(-(standard @ weights)))
        slope = standard.T @ (likely - is_right) + penalty * weights
        curve = (standard * (likely * (1.0 - likely))[:, None]).T @ standard + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return means, scales, weights


def fit_model(heard: Sequence[HeardSpeech], names: Sequence[str]) -> ConfidenceModel:
    """Fit the weights of the named features on some recordings."""
    columns = [FEATURES.index(name) for name in names]
    features = np.vstack([one.features[one.is_judged][:, columns] for one in heard])
    is_right = np.concatenate([one.is_right[one.is_judged] for one in heard])
    means, scales, weights = fit_logistic(features, is_right)
    return ConfidenceModel(
        engine=heard[0].transcript.engine,
        model=heard[0].transcript.model,
        has_agreement="agreement" in names,
        is_calibrated=True,
        features=tuple(names),
        means=tuple(round(float(value), 6) for value in means),
        scales=tuple(round(float(value), 6) for value in scales),
        weights=tuple(round(float(value), 6) for value in weights[:-1]),
        intercept=round(float(weights[-1]), 6),
    )


def cross_validate(heard: Sequence[HeardSpeech], names: Sequence[str]) -> list[NDArray[np.float64]]:
    """Return the probabilities of each recording's words by a model that never heard its speech."""
    models = {
        group: fit_model([one for one in heard if one.group != group], names)
        for group in {one.group for one in heard}
    }
    return [models[one.group].weigh(one.features) for one in heard]


def figures(heard: Sequence[HeardSpeech], probabilities: Sequence[NDArray[np.float64]]) -> dict[str, object]:
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
    return scores.to_json()


def hide(
    heard: Sequence[HeardSpeech], probabilities: Sequence[NDArray[np.float64]], floor: float
) -> tuple[int, int, float, float]:
    """Hide runs below a floor; return the words hidden, the wrong ones, and the mean WER before and after."""
    hidden = wrong = 0
    before, after = [], []
    for one, given in zip(heard, probabilities, strict=True):
        words = one.transcript.words
        likely = [
            float(value) if judged else None for value, judged in zip(given, one.is_judged, strict=True)
        ]
        runs = find_inaudible(words, likely, floor)
        inside = {index for first, end in runs for index in range(first, end)}
        hidden += sum(bool(one.is_judged[index]) for index in inside)
        wrong += sum(bool(one.is_judged[index] and not one.is_right[index]) for index in inside)
        groups = group_transcript(one.transcript)
        kept = [word for group in groups if group.first_word not in inside for word in group.scored]
        all_words = [word for group in groups for word in group.scored]
        before.append(count_edits(one.truth.words, all_words).error_rate)
        after.append(count_edits(one.truth.words, kept).error_rate)
    return hidden, wrong, float(np.mean(before)), float(np.mean(after))


def choose_floor(heard: Sequence[HeardSpeech], probabilities: Sequence[NDArray[np.float64]]) -> float | None:
    """Return the highest floor that hides enough words to judge by, most of them wrong."""
    chosen = None
    for floor in FLOORS:
        hidden, wrong, _, _ = hide(heard, probabilities, floor)
        if hidden >= FEWEST_HIDDEN_WORDS and wrong / hidden >= LEAST_SHARE_WRONG:
            chosen = floor
    return chosen


def report(
    title: str,
    heard: Sequence[HeardSpeech],
    probabilities: Sequence[NDArray[np.float64]],
    has_bins: bool = True,
) -> None:
    """Print the figures, the reliability table and what each floor would hide."""
    scores = figures(heard, probabilities)
    bins = scores.pop("bins")
    print(f"{title}: {json.dumps(scores)}")
    if not has_bins:
        return
    for one in bins:  # type: ignore[attr-defined]
        span, said = f"{one['from']:.1f}-{one['to']:.1f}", one["mean_probability"]
        print(f"  {span} {one['words']:5d} words, said {said:.2f}, right {one['share_right']:.2f}")
    for floor in FLOORS:
        hidden, wrong, before, after = hide(heard, probabilities, floor)
        share = f"{wrong / hidden:.2f}" if hidden else "-"
        print(
            f"  floor {floor:.2f}: hides {hidden} words, wrong {share}; mean WER {before:.3f} -> {after:.3f}"
        )


def main() -> None:
    """Read the command line, fit, check and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", nargs="+", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--check", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--engine", default="faster-whisper")
    parser.add_argument("--model", default="base")
    parser.add_argument("--setting", choices=DECODE_SETTINGS, default="voting")
    parser.add_argument("--about", default="", help="what the folders of --fit hold, for the record")
    parser.add_argument("--ablate", action="store_true", help="leave out each feature in turn")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    heard = hear(options.fit, options.engine, options.model, options.setting)
    has_agreement = any(np.isfinite(one.features[:, -1]).any() for one in heard)
    names = [name for name in FEATURES if has_agreement or name != "agreement"]
    report("fit, engine's own", heard, [own(one) for one in heard], has_bins=False)
    for name in names if options.ablate else ():
        without = [other for other in names if other != name]
        report(f"  without {name}", heard, cross_validate(heard, without), has_bins=False)
    validated = cross_validate(heard, names)
    report("fit, calibrated, cross-validated by speech", heard, validated)
    model = replace(fit_model(heard, names), inaudible_below=choose_floor(heard, validated))
    for folder in options.check:
        checked = hear([folder], options.engine, options.model, options.setting)
        report(f"check {folder.name}, engine's own", checked, [own(one) for one in checked], has_bins=False)
        report(f"check {folder.name}, calibrated", checked, [model.weigh(one.features) for one in checked])
    scores = figures(heard, validated)
    model = replace(
        model,
        provenance={
            "fitted_on": options.about,
            "fitted_at": datetime.now(UTC).date().isoformat(),
            "setting": options.setting,
            "recordings": len(heard),
            "speeches": len({one.group for one in heard}),
            "cross_validated_by_speech": {name: value for name, value in scores.items() if name != "bins"},
        },
    )
    print(f"inaudible below {model.inaudible_below}")
    if options.write:
        slug = re.sub(r"[^a-z0-9.]+", "-", f"{model.engine} {model.model}".lower()).strip("-")
        path = ROOT / "transcription" / "confidence_models" / f"{slug}{'-agreement' * has_agreement}.json"
        path.write_text(json.dumps(model.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"written to {path.relative_to(ROOT)}")


def own(heard: HeardSpeech) -> NDArray[np.float64]:
    """Return the engine's own probabilities."""
    return np.array([word.probability or 0.0 for word in heard.transcript.words])


if __name__ == "__main__":
    main()
