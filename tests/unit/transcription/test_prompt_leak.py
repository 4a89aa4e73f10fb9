"""What an engine was told to expect and wrote back is known by how much of a sentence it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.prompt_leak import is_prompt_leak
from transcription.scored_words import scored_words

TOLD = (
    "Hélène Savard",
    "Parti du Littoral",
    "Rimouski",
    "données ouvertes",
    "Internet haute vitesse",
    "logiciel libre",
    "vote en ligne",
)
ORDINARY = ("les", "de", "et", "on", "oui", "non", "jamais", "promis", "village")
few_examples = settings(max_examples=30)
some_told = st.lists(st.sampled_from(TOLD), min_size=3, unique=True)


def is_leak(sentence: str, told: tuple[str, ...] = TOLD) -> bool:
    return is_prompt_leak(scored_words(sentence), [scored_words(term) for term in told])


@pytest.mark.parametrize(
    "leak",
    [
        "Hélène Savard, Parti du Littoral, Rimouski.",
        "Hélène Savard, Rimouski, données ouvertes.",
        "Logiciel libre, vote en ligne, Hélène Savard.",
        "Parti du Littoral, Rimouski, données ouvertes, Internet haute",
        "Merci, Hélène Savard, Parti du Littoral, Rimouski.",
        "Thank you, Hélène Savard, Parti du Littoral, Rimouski.",
        "Données ouvertes, alors, logiciel libre, vote en ligne.",
    ],
)
def test_a_bare_list_of_told_terms_is_a_leak(leak: str) -> None:
    assert is_leak(leak)


@pytest.mark.parametrize(
    "said",
    [
        "Données ouvertes.",
        "Logiciel libre, données ouvertes.",
        "Logiciel libre et données ouvertes.",
        "Logiciel libre, données ouvertes et vote en ligne.",
        "Les données ouvertes, le logiciel libre, le vote en ligne ?",
        "On va parler de données ouvertes, de logiciel libre et de vote en ligne.",
        "Données ouvertes, logiciel libre, vote en ligne: on a tout promis.",
        "Données ouvertes, logiciel libre, vote en ligne: non.",
        "Oui: données ouvertes, logiciel libre, vote en ligne.",
        "Merci, bonjour, Hélène Savard, Parti du Littoral, Rimouski.",
        "Données ouvertes, logiciel libre, Internet haute",
        "Données ouvertes, logiciel libre, vote électronique.",
        "Merci.",
    ],
)
def test_what_is_said_with_told_terms_is_none(said: str) -> None:
    assert not is_leak(said)


def test_a_term_inside_another_is_not_told_twice() -> None:
    told = ("vote", "vote en ligne", "Rimouski")
    assert not is_leak("Vote en ligne, Rimouski.", told)
    assert is_leak("Vote, vote en ligne, Rimouski.", told)


def test_nothing_told_is_never_leaked() -> None:
    assert not is_leak("Hélène Savard, Parti du Littoral, Rimouski.", ())
    assert not is_leak("Hélène Savard, Rimouski.", ("…", "Hélène Savard", "Rimouski"))


@few_examples
@given(some_told, st.permutations(TOLD))
def test_any_three_told_terms_in_any_order_are_a_leak_however_they_were_told(
    terms: list[str], told: list[str]
) -> None:
    assert is_leak(", ".join(terms), tuple(told))


@few_examples
@given(
    st.permutations(TOLD)
    .map(lambda terms: terms[:2])
    .flatmap(lambda two: st.lists(st.sampled_from(two), max_size=8))
)
def test_one_or_two_terms_are_an_answer_however_often_they_are_said(terms: list[str]) -> None:
    assert not is_leak(", ".join(terms))


@few_examples
@given(some_told, st.sampled_from(ORDINARY), st.data())
def test_a_word_of_talk_between_the_terms_makes_them_talk(
    terms: list[str], word: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(terms)))
    assert not is_leak(" ".join([*terms[:place], word, *terms[place:]]))
