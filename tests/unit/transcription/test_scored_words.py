import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.scored_words import scored_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dix-huit mois", "18 mois"),
        ("six cents millions de dollars", "600 millions de dollars"),
        ("six cent mille", "600 000"),
        ("six cent mille", "600\u202f000"),
        ("vingt pour cent", "20 %"),
        ("trois virgule cinq", "3,5"),
        ("cinq dollars", "5 $"),
        ("cinq dollars", "$5"),
        ("le premier ministre", "le 1er ministre"),
        ("la première fois", "la 1re fois"),
        ("l’école", "L'ÉCOLE"),
        ("œuvre", "oeuvre"),
        ("Est-ce que", "est ce que"),
        ("aujourd'hui", "aujourd’hui"),
        ("Côte-Nord !", "côte nord"),
        ("été", "e\u0301te\u0301"),
    ],
)
def test_two_ways_of_writing_what_is_said_are_the_same_words(one: str, other: str) -> None:
    assert scored_words(one) == scored_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("don't", "dont"), ("3,000 homes", "three thousand homes"), ("20%", "twenty percent"), ("1st", "first")],
)
def test_english_has_its_own_rules(one: str, other: str) -> None:
    assert scored_words(one, "en") == scored_words(other, "en")


def test_an_elision_is_a_word_of_its_own() -> None:
    assert scored_words("l'école d'ici") == ("l", "école", "d", "ici")


def test_accents_and_other_words_still_differ() -> None:
    assert scored_words("a") != scored_words("à")
    assert scored_words("2 500") == ("deux", "mille", "cinq", "cent")
    assert scored_words("en 2012 2500") == ("en", "deux", "mille", "douze", "deux", "mille", "cinq", "cent")


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_normalising_twice_changes_nothing(text: str, language: str) -> None:
    once = scored_words(text, language)
    assert scored_words(" ".join(once), language) == once


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_line_end_separates_texts(one: str, other: str) -> None:
    assert scored_words(one) + scored_words(other) == scored_words(f"{one} ;\n; {other}")
