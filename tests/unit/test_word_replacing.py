"""Whole words are replaced, wherever they stand, and nothing else moves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.passage_state import PassageState, with_text
from app.domain.transcript_edit import TimedWord
from app.domain.word_replacing import Replacing, replace_words


def said(text: str, *, by_person: tuple[int, ...] = ()) -> list[TimedWord]:
    return [
        TimedWord(word, place * 0.5, place * 0.5 + 0.4, None if place in by_person else 0.6)
        for place, word in enumerate(text.split(" "))
    ]


def after(text: str, find: str, by: str, **options: bool) -> str:
    found = replace_words(said(text), Replacing(find, by, **options))
    return found.after if found else text


@pytest.mark.parametrize(
    ("text", "find", "by", "expected"),
    [
        ("Madame Sava, bonjour.", "sava", "Savard", "Madame Savard, bonjour."),
        ("dame au quafor la voix, vous", "au quafor la voix", "Okafor-Lavoie", "dame Okafor-Lavoie, vous"),
        ("d'Okaford et l'Okaford", "Okaford", "Okafor", "d'Okafor et l'Okafor"),
        ("la cote nord, la Côte-Nord", "cote nord", "Côte-Nord", "la Côte-Nord, la Côte-Nord"),
        ("Savage et sava", "sava", "Savard", "Savage et Savard"),
        ("Mme Okafor puis Okafor-Lavoie", "Okafor", "Okafor-Lavoie", "Mme Okafor-Lavoie puis Okafor-Lavoie"),
        ("Internet autre vitesse. Internet", "internet autre vitesse", "internet haute vitesse",
         "Internet haute vitesse. Internet"),
        ("oui. Le bout. le bout", "le bout", "la boue", "oui. La boue. la boue"),
        ("au quafor. La voix", "quafor la voix", "Okafor-Lavoie", "au quafor. La voix"),
        ("au quafor, la voix", "quafor, la voix", "Okafor-Lavoie", "au Okafor-Lavoie"),
    ],
)  # fmt: skip
def test_whole_words_are_found_whatever_their_case_and_accents(
    text: str, find: str, by: str, expected: str
) -> None:
    assert after(text, find, by) == expected


def test_case_and_accents_count_where_it_is_asked_for() -> None:
    assert after("Cote côte cote", "cote", "vote", minds_case=True) == "Cote côte vote"


def test_what_a_person_wrote_stays_unless_asked_for() -> None:
    words = said("Sava et Sava", by_person=(2,))
    found = replace_words(words, Replacing("sava", "Savard"))
    assert found and found.after == "Savard et Sava"
    found = replace_words(words, Replacing("sava", "Savard", only_machine=False))
    assert found and found.after == "Savard et Savard"
    assert replace_words(said("la voix", by_person=(1,)), Replacing("la voix", "Lavoie")) is None


@pytest.mark.parametrize(
    ("find", "by"), [("", "a"), ("a", ""), ("…", "a"), ("a", "?"), ("a", "a "), ("a" * 201, "b")]
)
def test_without_a_word_to_find_and_another_to_put_nothing_can_be_replaced(find: str, by: str) -> None:
    assert not Replacing(find, by).is_possible


WORDS = st.sampled_from(
    ["la", "La", "voix", "Voix,", "d'une", "fibre", "fibré", "là-bas", "Zoé.", "œuf", "l’an ?"]
)
PHRASES = st.lists(st.sampled_from(["la", "voix", "fibre", "zoe", "oeuf", "une"]), min_size=1, max_size=3)


@given(st.lists(WORDS, min_size=1, max_size=30), PHRASES, PHRASES, st.booleans(), st.data())
def test_only_whole_words_go_and_all_others_keep_their_order(
    tokens: list[str], find: list[str], by: list[str], minds_case: bool, data: st.DataObject
) -> None:
    replacing = Replacing(" ".join(find), " ".join(by), minds_case=minds_case)
    by_person = data.draw(st.sets(st.integers(0, len(tokens))))
    words = said(" ".join(tokens).replace(" ?", "\u00a0?"), by_person=tuple(by_person))
    found = replace_words(words, replacing) if replacing.is_possible else None
    if found is None:
        return
    text = " ".join(word.text for word in words)
    assert found.before == text
    cursor = 0
    for place in found.places:
        assert cursor <= place.start < place.end <= len(text)
        edges = text[max(place.start - 1, 0) : place.start] + text[place.end : place.end + 1]
        assert not any(letter.isalnum() for letter in edges)
        assert len(re.findall(r"[^\W_]+", text[place.start : place.end])) == len(find)
        cursor = place.end


@given(
    st.permutations(["un", "deux", "trois", "quatre", "cinq", "six"]),
    st.integers(0, 5),
    st.integers(1, 3),
    PHRASES,
)
def test_unchanged_words_keep_their_times_and_their_order(
    tokens: list[str], first: int, count: int, by: list[str]
) -> None:
    words = said(" ".join(tokens))
    find = " ".join(tokens[first : first + count])
    found = replace_words(words, Replacing(find, " ".join(by)))
    assert found is not None
    before = PassageState("passage001", 0.0, 3.0, tuple(words), "fr", "machine")
    state = with_text(before, found.after)
    assert state.text == found.after
    assert state.status == ("corrected" if len(tokens[:first] + tokens[first + count :]) else "checked")
    kept = [word for word in words if word.text not in find.split()]
    assert [word for word in state.words if word.text in {one.text for one in kept}] == kept
    edges = [edge for word in state.words for edge in (word.start_seconds, word.end_seconds)]
    assert edges == sorted(edges)
    assert edges[0] >= 0.0 and edges[-1] <= 3.0
