import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.decode_settings import DECODE_SETTINGS, decode_setting
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.word_commonness import word_commonness
from transcription.word_confidence import (
    ConfidenceModel,
    choose_confidence_model,
    known_confidence_models,
    least_sure_limits,
)
from transcription.word_features import FEATURES, word_features

MODEL = ConfidenceModel(
    "engine",
    "model",
    "plain",
    is_calibrated=True,
    features=("logit", "commonness"),
    means=(0.0, 5.0),
    scales=(2.0, 3.0),
    weights=(1.5, 0.5),
    intercept=1.0,
    inaudible_below=0.2,
    provenance={"fitted_on": "nothing"},
)


def heard(*words: tuple[str, float | None], engine: str = "engine") -> RawTranscript:
    told = tuple(
        Word(text, n * 0.5, n * 0.5 + 0.4, probability) for n, (text, probability) in enumerate(words)
    )
    segment = Segment(0.0, len(words) * 0.5, " ".join(word.text for word in told), told)
    return RawTranscript("fr", 60.0, (segment,), engine, "model")


def test_a_surer_engine_and_a_more_common_word_are_likelier_right() -> None:
    sure, unsure, odd = MODEL.probabilities(heard(("maison", 0.9), ("maison", 0.3), ("quafor", 0.9)))
    assert sure is not None
    assert unsure is not None
    assert odd is not None
    assert sure > unsure
    assert sure > odd


def test_no_probability_is_made_up_where_the_engine_gives_none() -> None:
    assert MODEL.probabilities(heard(("maison", None), ("verte", 0.5)))[0] is None
    assert MODEL.probabilities(heard()) == ()


def test_a_mark_that_stands_alone_is_no_word_to_be_sure_of() -> None:
    transcript = heard(("maison", 0.9), ("?", 0.1))
    assert MODEL.probabilities(transcript)[1] is None
    assert choose_confidence_model(transcript).probabilities(transcript) == (0.9, None)


FITTED = [(fit.engine, fit.model, fit.setting) for fit in known_confidence_models()]


@pytest.mark.parametrize(
    ("engine", "model", "settings"),
    [
        ("unheard of", "base", {"setting": "voting"}),
        ("faster-whisper", "tiny", {"setting": "voting"}),
        ("faster-whisper", "base", {"setting": "another"}),
        ("faster-whisper", "base", {}),
    ],
)
def test_what_nobody_fitted_is_not_calibrated_and_keeps_its_own_figures(
    engine: str, model: str, settings: dict[str, str]
) -> None:
    transcript = replace(heard(("maison", 0.7), engine=engine), model=model, settings=settings)
    chosen = choose_confidence_model(transcript)
    assert (chosen.is_calibrated, chosen.inaudible_below) == (False, None)
    assert chosen.probabilities(transcript) == (0.7,)


@pytest.mark.parametrize(("engine", "model", "setting"), FITTED)
def test_each_fit_serves_what_it_was_made_for_and_says_on_what(engine: str, model: str, setting: str) -> None:
    transcript = heard(("maison", 0.7), ("maison", 0.2), engine=engine)
    transcript = replace(transcript, model=model, settings={"setting": setting})
    chosen = choose_confidence_model(transcript)
    assert (chosen.engine, chosen.model, chosen.setting) == (engine, model, setting)
    assert chosen.is_calibrated
    assert {"fitted_on", "fitted_at", "recordings", "speeches"} <= set(chosen.provenance)
    first, second = chosen.probabilities(transcript)
    assert first is not None
    assert second is not None
    assert 0.0 < second < first < 1.0


@pytest.mark.parametrize("fit", known_confidence_models(), ids=map("-".join, FITTED))
def test_agreement_is_weighed_where_several_decodings_are_joined_and_nowhere_else(
    fit: ConfidenceModel,
) -> None:
    assert ("agreement" in fit.features) == (len(decode_setting(fit.setting).passes) > 1)


def test_each_setting_of_the_engine_shipped_is_calibrated_and_no_combination_twice() -> None:
    assert set(FITTED) >= {("faster-whisper", "base", setting) for setting in DECODE_SETTINGS}
    assert len(set(FITTED)) == len(FITTED)


def test_a_model_is_read_as_it_was_written() -> None:
    assert ConfidenceModel.from_json(json.loads(json.dumps(MODEL.to_json()))) == MODEL


def test_the_least_sure_are_counted_within_their_recording() -> None:
    limits = least_sure_limits([n / 100 for n in range(100)])
    assert limits == {5: 0.04, 10: 0.09, 15: 0.14}
    assert least_sure_limits([0.1] * 19) == {}


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=20, max_size=60))
def test_at_least_that_share_of_the_words_lies_at_or_under_each_limit(told: list[float | None]) -> None:
    known = [probability for probability in told if probability is not None]
    for percent, limit in least_sure_limits(told).items():
        assert sum(probability < limit for probability in known) < len(known) * percent / 100
        assert sum(probability <= limit for probability in known) >= int(len(known) * percent / 100)


def test_what_is_unknown_of_a_word_is_nan_and_counts_as_the_mean() -> None:
    features = word_features(heard(("20", None)))
    assert features.shape == (1, len(FEATURES))
    assert np.isnan(features[0, [FEATURES.index("logit"), FEATURES.index("commonness")]]).all()
    assert MODEL.weigh(features)[0] == pytest.approx(1 / (1 + np.exp(-1.0)))


@pytest.mark.parametrize(
    ("common", "rare", "language"),
    [("maison", "redevance", "fr"), ("l'école", "quafor", "fr"), ("house", "maison", "en")],
)
def test_common_words_stand_above_rare_ones(common: str, rare: str, language: str) -> None:
    more, less = word_commonness(common, language), word_commonness(rare, language)
    assert more is not None
    assert less is not None
    assert more > less


def test_a_number_is_neither_common_nor_rare() -> None:
    assert word_commonness("600,", "fr") is None
