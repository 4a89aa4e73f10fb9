"""How calibrations are learned: known ones are found again, and none is tried on what it learned from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.confidence_fitting import (
    HeardSpeech,
    choose_floor,
    cross_validate,
    fit_logistic,
    fit_model,
    known_features,
)
from transcription.ground_truth import GroundTruth
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.word_features import word_features

SETTINGS = {"setting": "fast"}


def speech(text: str, seed: int, agreement: float | None = None, wrong: str = "quafor") -> HeardSpeech:
    """Return a recording whose right words have mostly higher probabilities than its wrong ones."""
    random = np.random.default_rng(seed)
    said = text.split()
    is_right = random.random(len(said)) < 0.7
    told = tuple(
        Word(
            word if right else wrong,
            n * 0.5,
            n * 0.5 + 0.4,
            float(random.beta(5, 2) if right else random.beta(2, 5)),
            agreement,
        )
        for n, (word, right) in enumerate(zip(said, is_right, strict=True))
    )
    segment = Segment(0.0, len(said) * 0.5, " ".join(word.text for word in told), told)
    transcript = RawTranscript("fr", 60.0, (segment,), "engine", "model", SETTINGS)
    truth = GroundTruth("name", Path("name.txt"), Path("name.ogg"), "fr", plain_text=text)
    judged = np.ones(len(said), bool)
    return HeardSpeech(truth, transcript, word_features(transcript), is_right, judged)


def test_known_weights_are_found_again_whatever_the_units_of_the_features() -> None:
    random = np.random.default_rng(1)
    features = np.c_[random.normal(3.0, 2.0, 20_000), random.normal(0.0, 50.0, 20_000)]
    likely = 1 / (1 + np.exp(-(0.8 * (features[:, 0] - 3.0) - 0.02 * features[:, 1] + 0.5)))
    means, scales, weights = fit_logistic(features, random.random(20_000) < likely)
    assert weights[:-1] / scales == pytest.approx([0.8, -0.02], rel=0.08)
    assert weights[-1] == pytest.approx(0.5, abs=0.06)
    assert means == pytest.approx([3.0, 0.0], abs=1.5)


def test_what_is_unknown_of_a_word_does_not_move_the_fit() -> None:
    random = np.random.default_rng(2)
    known = random.normal(size=4_000)
    is_right = random.random(4_000) < 1 / (1 + np.exp(-known))
    blank = np.full(4_000, np.nan)
    blank[:2] = (-1.0, 1.0)
    _, _, weights = fit_logistic(np.c_[known, blank], is_right)
    _, _, alone = fit_logistic(known[:, None], is_right)
    assert weights[[0, 2]] == pytest.approx(alone, abs=0.02)


def test_a_fit_bears_the_engine_model_and_setting_that_heard() -> None:
    heard = [speech("la maison verte est loin de la gare " * 10, seed) for seed in (1, 2)]
    fit = fit_model(heard, known_features(heard))
    assert (fit.engine, fit.model, fit.setting, fit.is_calibrated) == ("engine", "model", "fast", True)


def test_agreement_is_learned_only_where_several_decodings_were_joined() -> None:
    one = speech("la maison verte", 1)
    joined = speech("la maison verte", 1, agreement=0.5)
    assert "agreement" not in known_features([one])
    assert "agreement" in known_features([one, joined])


def test_no_speech_is_tried_by_a_fit_that_learned_from_a_copy_of_it() -> None:
    first, copy = (speech("la maison verte est loin de la gare " * 10, seed) for seed in (1, 2))
    other = speech("le conseil a voté le budget de la ville hier " * 10, 3)
    names = known_features([first])
    tried = cross_validate([first, copy, other], names)
    assert tried[0] == pytest.approx(fit_model([other], names).weigh(first.features))
    assert tried[1] == pytest.approx(fit_model([other], names).weigh(copy.features))
    assert tried[2] == pytest.approx(fit_model([first, copy], names).weigh(other.features))


def test_nothing_is_hidden_where_right_words_would_go_with_the_wrong_ones() -> None:
    heard = [speech("la maison verte est loin de la gare " * 30, 4)]
    shuffled = np.random.default_rng(5).uniform(0.0, 0.3, heard[0].is_right.size)
    assert choose_floor(heard, [shuffled]) is None
    foretold = np.where(heard[0].is_right, 0.9, 0.12)
    assert choose_floor(heard, [foretold]) == 0.4
