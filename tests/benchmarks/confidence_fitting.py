"""Fits the calibration of word probabilities on recordings whose words are known, and tries it on others."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.transcript_cache import raw_transcript
from transcription.ground_truth import GroundTruth, find_ground_truths
from transcription.hallucinations import clean
from transcription.inaudible import find_inaudible
from transcription.media_gate import decode_speech
from transcription.raw_transcript import RawTranscript
from transcription.scoring import count_edits
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech
from transcription.word_alignment import group_transcript, judge_words
from transcription.word_confidence import ConfidenceModel
from transcription.word_features import FEATURES, word_features

PENALTY = 10.0
FLOORS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
# What is hidden must be wrong four times in five on any sound: on the one that was learned from, more often.
LEAST_SHARE_WRONG = 0.9
FEWEST_HIDDEN_WORDS = 20
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HeardSpeech:
    """A recording with its truth: `features` and `is_right` of the words that can be judged."""

    truth: GroundTruth
    transcript: RawTranscript
    features: Floats
    is_right: NDArray[np.bool_]
    is_judged: NDArray[np.bool_]

    @property
    def group(self) -> str:
        """The same for all copies of one speech."""
        return " ".join(self.truth.words)

    @property
    def own(self) -> Floats:
        """The engine's own probabilities."""
        return np.array([word.probability or 0.0 for word in self.transcript.words])


@dataclass(frozen=True, slots=True)
class HiddenWords:
    """What a floor hides: words that can be judged, the wrong ones among them, mean WER before and after."""

    words: int
    wrong: int
    wer_before: float
    wer_after: float


def hear(folders: Sequence[Path], engine: str, model: str, setting: str) -> list[HeardSpeech]:
    """Transcribe all recordings of some folders, unless the cache has them, and judge their words."""
    return [
        judge(truth, raw_transcript(truth, setting, engine, model))
        for folder in folders
        for truth in find_ground_truths(folder)
    ]


def judge(truth: GroundTruth, raw: RawTranscript) -> HeardSpeech:
    """Clean what was heard as the service does, and tell which words are right."""
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        wav_path = Path(scratch) / "speech.wav"
        decode_speech(truth.media_path, wav_path)
        transcript = clean(raw, find_speech(read_speech(wav_path))).transcript
    judged = judge_words(truth.words, group_transcript(transcript)).is_right
    return HeardSpeech(
        truth,
        transcript,
        word_features(transcript),
        np.array([bool(right) for right in judged]),
        np.array([right is not None for right in judged]),
    )


def fit_logistic(features: Floats, is_right: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Fit a logistic regression by Newton's steps, with a quadratic penalty on all weights but the intercept.

    Parameters
    ----------
    features : ndarray of float64, shape (words, features)
        NaN where unknown, which counts as the mean.
    is_right : ndarray of bool, shape (words,)
        What is to be foretold.

    Returns
    -------
    tuple of ndarray of float64
        Means and scales of the features, and their weights with the intercept last.
    """
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


def known_features(heard: Sequence[HeardSpeech]) -> list[str]:
    """Return the features that can be weighed: agreement only where several decodings were joined."""
    has_agreement = any(np.isfinite(one.features[:, FEATURES.index("agreement")]).any() for one in heard)
    return [name for name in FEATURES if has_agreement or name != "agreement"]


def fit_model(heard: Sequence[HeardSpeech], names: Sequence[str]) -> ConfidenceModel:
    """Fit the weights of the named features on some recordings, all heard by one engine in one setting."""
    columns = [FEATURES.index(name) for name in names]
    features = np.vstack([one.features[one.is_judged][:, columns] for one in heard])
    is_right = np.concatenate([one.is_right[one.is_judged] for one in heard])
    means, scales, weights = fit_logistic(features, is_right)
    return ConfidenceModel(
        engine=heard[0].transcript.engine,
        model=heard[0].transcript.model,
        setting=heard[0].transcript.settings["setting"],
        is_calibrated=True,
        features=tuple(names),
        means=tuple(round(float(value), 6) for value in means),
        scales=tuple(round(float(value), 6) for value in scales),
        weights=tuple(round(float(value), 6) for value in weights[:-1]),
        intercept=round(float(weights[-1]), 6),
    )


def cross_validate(heard: Sequence[HeardSpeech], names: Sequence[str]) -> list[Floats]:
    """Return the probabilities of each recording's words by a model that never heard its speech."""
    models = {
        group: fit_model([one for one in heard if one.group != group], names)
        for group in {one.group for one in heard}
    }
    return [models[one.group].weigh(one.features) for one in heard]


def hide(heard: Sequence[HeardSpeech], probabilities: Sequence[Floats], floor: float) -> HiddenWords:
    """Tell what hiding the runs below a floor does."""
    hidden = wrong = 0
    before, after = [], []
    for one, given in zip(heard, probabilities, strict=True):
        likely = [
            float(value) if judged else None for value, judged in zip(given, one.is_judged, strict=True)
        ]
        runs = find_inaudible(one.transcript.words, likely, floor)
        inside = {index for first, end in runs for index in range(first, end)}
        hidden += sum(bool(one.is_judged[index]) for index in inside)
        wrong += sum(bool(one.is_judged[index] and not one.is_right[index]) for index in inside)
        groups = group_transcript(one.transcript)
        kept = [word for group in groups if group.first_word not in inside for word in group.scored]
        all_words = [word for group in groups for word in group.scored]
        before.append(count_edits(one.truth.words, all_words).error_rate)
        after.append(count_edits(one.truth.words, kept).error_rate)
    return HiddenWords(hidden, wrong, float(np.mean(before)), float(np.mean(after)))


def choose_floor(heard: Sequence[HeardSpeech], probabilities: Sequence[Floats]) -> float | None:
    """Return the highest floor that hides enough words to judge by, most of them wrong."""
    chosen = None
    for floor in FLOORS:
        found = hide(heard, probabilities, floor)
        if found.words >= FEWEST_HIDDEN_WORDS and found.wrong / found.words >= LEAST_SHARE_WRONG:
            chosen = floor
    return chosen
