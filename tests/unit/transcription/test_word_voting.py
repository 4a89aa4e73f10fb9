"""Several decodings of one sound become one text: the one nearest to all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import Word
from transcription.word_network import build_network
from transcription.word_voting import vote


def spoken(text: str, probability: float = 0.8, start_seconds: float = 0.0) -> tuple[Word, ...]:
    return tuple(
        Word(word, start_seconds + 0.4 * index, start_seconds + 0.4 * index + 0.3, probability)
        for index, word in enumerate(text.split())
    )


def text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def test_two_that_agree_outvote_one_that_does_not() -> None:
    heard = vote(
        [spoken("les données souverts"), spoken("les données ouvertes"), spoken("les données ouvertes")]
    )
    assert text(heard) == "les données ouvertes"
    assert [word.agreement for word in heard] == [1.0, 1.0, 2 / 3]


def test_the_first_decoding_stands_where_all_differ_alike() -> None:
    assert text(vote([spoken("le pain"), spoken("le vin"), spoken("le bain")])) == "le pain"


def test_words_that_one_decoding_lost_are_kept() -> None:
    whole = spoken("nous allons publier toutes les données du transport")
    assert text(vote([whole[:2] + whole[6:], whole, whole])) == text(whole)


def test_words_that_only_one_decoding_has_in_doubt_are_dropped() -> None:
    heard = vote(
        [spoken("oui merci"), spoken("oui merci"), (*spoken("oui merci"), *spoken("radio", 0.2, 0.9))]
    )
    assert text(heard) == "oui merci"


def test_two_decodings_caught_in_the_same_loop_do_not_outvote_the_one_that_heard() -> None:
    loop = spoken("je crois que " * 6, 0.9)
    heard = spoken("je crois que la fibre doit venir jusqu au bout du rang", 0.5)
    assert text(vote([heard, loop, loop])) == text(heard)


def test_case_and_punctuation_are_no_difference() -> None:
    heard = vote([spoken("Bonjour, madame."), spoken("bonjour madame")])
    assert text(heard) == "Bonjour, madame."
    assert all(word.agreement == 1.0 for word in heard)


def test_the_probability_is_the_mean_of_those_that_agree() -> None:
    (word,) = vote([spoken("oui", 0.9), spoken("oui", 0.5), spoken("non", 0.1)])
    assert word.probability is not None
    assert abs(word.probability - 0.7) < 1e-9


def test_nothing_heard_by_anybody_is_nothing() -> None:
    assert vote([]) == ()
    assert vote([(), ()]) == ()


def test_a_question_that_one_decoding_marked_stays_a_question() -> None:
    heard = vote([spoken("on peut parler ?"), spoken("On peut parler."), spoken("On peut parler.")])
    assert text(heard) == "on peut parler ?"


def test_a_question_keeps_its_mark_and_a_quotation_its_quotes() -> None:
    heard = vote(
        [
            spoken("et les données ouvertes ?"),
            spoken("et les données ouverte ?"),
            spoken("et les données ouvertes ?"),
        ]
    )
    assert [word.text for word in heard] == ["et", "les", "données", "ouvertes ?"]
    assert text(vote([spoken("il dit « oui » fort")] * 2)) == "il dit « oui » fort"


texts = st.lists(st.sampled_from(["le", "plan", "réseau", "village", "ouvert", "non"]), max_size=12).map(
    " ".join
)


@given(st.lists(texts, min_size=1, max_size=4))
def test_each_decoding_can_be_read_along_the_network(decodings: list[str]) -> None:
    words = [spoken(one) for one in decodings]
    slots = build_network(words)
    for number, expected in enumerate(words):
        assert tuple(slot.words[number] for slot in slots if number in slot.words) == expected


@given(texts, st.integers(min_value=1, max_value=4))
def test_decodings_that_agree_are_left_as_they_are(one: str, count: int) -> None:
    assert text(vote([spoken(one)] * count)) == one


@given(st.lists(texts, min_size=1, max_size=4))
def test_every_word_comes_from_a_decoding_and_says_how_many_agree(decodings: list[str]) -> None:
    heard = vote([spoken(one) for one in decodings])
    assert {word.text for word in heard} <= {word for one in decodings for word in one.split()}
    assert all(word.agreement is not None and 0 < word.agreement <= 1 for word in heard)
