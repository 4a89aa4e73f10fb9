"""What readers type, before anything else is done with it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reader_text import brings_address, most_characters, plain_text


@given(st.text())
def test_nothing_hidden_is_left_and_doing_it_twice_changes_nothing(typed):
    plain = plain_text(typed)
    assert plain_text(plain) == plain
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in plain)
    assert not any(one.isspace() and one != " " for one in plain)


def test_typography_makes_no_other_text():
    assert plain_text("L’eau\u202f! « Oui »\n?") == plain_text("L'eau ! «Oui» ?") == "L'eau! «Oui»?"


def test_signs_that_turn_text_round_or_hide_it_go():
    assert plain_text("ab\u202ecd\u200b\u00ad\x00ef") == "abcdef"


@pytest.mark.parametrize(
    "typed",
    [
        "voir https://x.invalid",
        "HTTP://X",
        "www.x.invalid",
        "achetez sur bidule.com",
        "[url=x]",
        "< a href=x>",
    ],
)
def test_a_web_address_is_seen(typed):
    assert brings_address(typed, "Le passage.")


@pytest.mark.parametrize("typed", ["On a dit point com.", "Trois virgule cinq.", "M. Untel, p. 3", "etc."])
def test_speech_is_not_taken_for_an_address(typed):
    assert not brings_address(typed, "Le passage.")


def test_an_address_that_the_passage_holds_may_stay():
    assert not brings_address("Allez sur bidule.com demain", "Allez sur bidule.com")


def test_a_long_passage_may_be_corrected_at_length():
    assert most_characters("court") == 2000
    assert most_characters("x" * 3000) == 6000
