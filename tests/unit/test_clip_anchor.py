"""Quoted words are found again where they are read now."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clip_anchor import SpokenWord, anchor_words, text_of

WORD_SECONDS = 0.4


def spoken(text: str, start_seconds: float = 0.0, word_seconds: float = WORD_SECONDS) -> list[SpokenWord]:
    """Return a text as words that follow each other without a pause."""
    return [
        SpokenWord(
            "p", number, one, start_seconds + number * word_seconds, start_seconds + end * word_seconds
        )
        for number, (end, one) in enumerate(enumerate(text.split(), start=1))
    ]


def span_of(quoted: Sequence[SpokenWord], present: Sequence[SpokenWord]) -> tuple[int, int] | None:
    """Return the numbers of the words found."""
    found = anchor_words(quoted, present)
    return (found.first, found.end) if found else None


def anchored(quoted: Sequence[SpokenWord], present: Sequence[SpokenWord]) -> str | None:
    """Return the words found, as a text."""
    found = anchor_words(quoted, present)
    return None if found is None else text_of(present[found.first : found.end])


# Few different words: the same ones come again and again, as in speech.
texts = st.lists(st.sampled_from(["il", "faut", "un", "plan", "pas", "?"]), min_size=1, max_size=40)


@st.composite
def spans(draw: st.DrawFn) -> tuple[list[SpokenWord], int, int]:
    """Return words, and the first and the end of a span of them."""
    words = spoken(" ".join(draw(texts)))
    first = draw(st.integers(0, len(words) - 1))
    return words, first, draw(st.integers(first + 1, len(words)))


@given(spans())
def test_words_that_nobody_changed_are_where_they_were(span):
    words, first, end = span
    assert span_of(words[first:end], words) == (first, end)


@given(spans(), st.integers(0, 39))
def test_a_changed_word_moves_no_edge(span, changed):
    words, first, end = span
    changed %= len(words)
    one = words[changed]
    corrected = SpokenWord(one.passage_id, one.number, "corrigé", one.start_seconds, one.end_seconds)
    present = [*words[:changed], corrected, *words[changed + 1 :]]
    assert span_of(words[first:end], present) == (first, end)


@given(spans(), st.floats(-0.15, 0.15))
def test_an_engine_that_hears_the_same_words_a_little_later_moves_no_edge(span, later):
    words, first, end = span
    distinct = [
        SpokenWord("p", one.number, f"{one.text}{one.number}", one.start_seconds, one.end_seconds)
        for one in words
    ]
    present = [
        SpokenWord("q", one.number, one.text, one.start_seconds + later, one.end_seconds + later)
        for one in distinct
    ]
    assert span_of(distinct[first:end], present) == (first, end)


@given(spans(), texts, st.floats(0.0, 16.0))
def test_what_is_found_is_always_among_the_words_and_never_empty(span, other, start_seconds):
    words, first, end = span
    present = spoken(" ".join(other), start_seconds)
    found = anchor_words(words[first:end], present)
    assert found is None or 0 <= found.first < found.end <= len(present)


def test_a_sentence_that_was_said_twice_is_found_where_it_was_quoted():
    words = spoken("il faut un plan il faut un plan il faut un plan")
    assert span_of(words[4:8], words) == (4, 8)
    corrected = spoken("il faut un plan il faut le plan il faut un plan")
    assert span_of(words[4:8], corrected) == (4, 8)


@pytest.mark.parametrize(
    ("quoted", "present", "expected"),
    [
        ("la vibre optique viendra", "la fibre optique viendra", "la fibre optique viendra"),
        ("vibre optique viendra", "fibre optique viendra", "fibre optique viendra"),
        ("la fibre optique vendra", "la fibre optique viendra.", "la fibre optique viendra."),
        ("La fibre, optique", "la fibre optique", "la fibre optique"),
        ("la fibre optique", "la fibre, dis-je, optique", "la fibre, dis-je, optique"),
    ],
)
def test_a_correction_comes_along(quoted, present, expected):
    lasting = WORD_SECONDS * len(quoted.split())
    now = spoken(present, 0.0, lasting / len(present.split()))
    assert anchored(spoken(quoted), now) == expected


def test_an_edge_that_was_replaced_by_two_words_takes_both():
    before = spoken("et aujourdhui nous votons")
    begin, end = before[1].start_seconds, before[1].end_seconds
    middle = (begin + end) / 2
    two = [SpokenWord("p", 1, "aujourd'hui", begin, middle), SpokenWord("p", 2, "même", middle, end)]
    present = [before[0], *two, *before[2:]]
    assert anchored(before[1:3], present) == "aujourd'hui même nous"


def test_an_edge_that_was_taken_out_goes_to_its_neighbour():
    before = spoken("euh nous votons demain euh")
    assert anchored(before, before[1:4]) == "nous votons demain"


def test_what_replaced_an_edge_is_sought_where_its_neighbours_went():
    before = spoken("jamais plus nous ne vibrons ici bas tous les deux ensemble")
    later = spoken("jamais plus nous ne fibrons ici bas tous les deux ensemble", 1.0)
    assert anchored(before[4:8], later) == "fibrons ici bas tous"
    assert anchored(before[1:5], later) == "plus nous ne fibrons"


def test_a_word_said_again_is_not_taken_for_the_one_that_was_corrected():
    before = spoken("il il faut")
    corrected = SpokenWord("p", 1, "elle", before[1].start_seconds, before[1].end_seconds)
    assert anchored(before[1:], [before[0], corrected, before[2]]) == "elle faut"


def test_an_edge_that_is_still_read_is_heard_where_its_word_is_now_and_another_where_it_was():
    before = spoken("nous votons demain matin tous ensemble")
    later = spoken("nous votons demain midi tous ensemble", 0.2)
    found = anchor_words(before[1:4], later)
    assert found is not None
    assert found.start_seconds == pytest.approx(before[1].start_seconds + 0.2)
    assert found.end_seconds == pytest.approx(before[3].end_seconds + 0.2)
    unmoved = anchor_words(before[1:4], spoken("nous votons demain midi tous ensemble"))
    assert unmoved is not None
    assert (unmoved.start_seconds, unmoved.end_seconds) == (before[1].start_seconds, before[3].end_seconds)


def test_of_words_that_are_all_gone_nothing_is_left():
    words = spoken("avant oui mais non après")
    assert anchor_words(words[1:4], [words[0], words[4]]) is None
    assert anchor_words(words[1:4], []) is None


def test_other_words_in_their_place_are_what_is_read_there_now():
    assert anchored(spoken("a b c d")[1:3], spoken("a x y d")) == "x y"


def test_the_same_words_elsewhere_are_not_those_that_were_quoted():
    quoted = spoken("nous votons demain", 30.0)
    assert anchor_words(quoted, spoken("nous votons demain")) is None


def test_a_text_is_written_with_the_spaces_that_it_has():
    words = [
        SpokenWord("p", 0, "l'", 0.0, 0.1),
        SpokenWord("p", 1, "école", 0.1, 0.4, has_space_before=False),
        SpokenWord("p", 2, "publique", 0.4, 0.8),
    ]
    assert text_of(words) == "l'école publique"
    assert text_of(words[1:]) == "école publique"
