"""A quotation that cuts a sentence knows where the sentence began and ended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clip_anchor import SpokenWord, text_of
from app.domain.sentence_context import MOST_WORDS, sentence_context


def spoken(*turns: str) -> list[SpokenWord]:
    """Return what voices say in turn, as words."""
    words = [(turn, one) for turn, text in enumerate(turns) for one in text.split()]
    return [SpokenWord("p", n, one, n * 0.4, n * 0.4 + 0.4, turn) for n, (turn, one) in enumerate(words)]


def around(words: list[SpokenWord], quoted: str) -> tuple[str, str, str, str]:
    """Return before, after, previous and next of the first place where `quoted` is said, as texts."""
    wanted = quoted.split()
    first = next(n for n in range(len(words)) if [one.text for one in words[n : n + len(wanted)]] == wanted)
    found = sentence_context(words, first, first + len(wanted))
    before, after, previous, following = (
        text_of(words[start:end]) for start, end in (found.before, found.after, found.previous, found.next)
    )
    return before, after, previous, following


def test_the_rest_of_a_cut_sentence_is_told_and_so_are_its_neighbours():
    words = spoken("Bonsoir. Nous ne voulons pas publier ces données. Jamais. Merci.")
    assert around(words, "voulons pas publier") == ("Nous ne", "ces données.", "Bonsoir.", "Jamais.")


def test_a_whole_sentence_has_no_rest():
    words = spoken("Bonsoir. Nous publions. Merci.")
    assert around(words, "Nous publions.") == ("", "", "Bonsoir.", "Merci.")


def test_a_quotation_over_two_sentences_has_the_rest_of_both():
    words = spoken("Un deux trois. Quatre cinq six. Sept.")
    assert around(words, "deux trois. Quatre") == ("Un", "cinq six.", "", "Sept.")


def test_another_voice_ends_a_sentence():
    words = spoken("Et donc vous", "Non pas du tout", "ah bon")
    assert around(words, "pas du") == ("Non", "tout", "Et donc vous", "ah bon")


@pytest.mark.parametrize(
    "sentence",
    [
        "Avec M. Roy et Mme. Savard nous n'irons pas.",
        "Selon l'art. 3 de la loi J. K. Tremblay ne peut rien.",
        "Je ne suis pas... comment dire… contre.",
        "On dépense env. trois millions.",
        "Il a dit « jamais » et il est parti.",
        "It costs 3.5 millions, i.e. too much.",
    ],
)
def test_a_point_inside_a_sentence_ends_it_not(sentence):
    words = spoken(f"Avant. {sentence} Après.")
    last = sentence.split()[-1]
    rest = sentence.removesuffix(f" {last}")
    assert around(words, last) == (rest, "", "Avant.", "Après.")


def test_no_is_an_answer_but_before_a_number():
    assert around(spoken("No. Never. See no. 5 again."), "Never.") == ("", "", "No.", "See no. 5 again.")


@pytest.mark.parametrize(
    "end", ["demain.", "demain ?", "demain !", "demain. »", "demain ? »", "demain.»", "demain…"]
)
def test_marks_that_stand_apart_belong_to_the_sentence_before(end):
    words = spoken(f"Avant. Nous irons {end} Après cela.")
    assert around(words, "irons") == ("Nous", end, "Avant.", "Après cela.")
    assert around(words, "Après") == ("", "cela.", f"Nous irons {end}", "")


def test_a_mark_that_opens_belongs_to_the_sentence_after():
    words = spoken("Il est venu. « Nous irons. » Fin.")
    assert around(words, "irons.") == ("« Nous", "»", "Il est venu.", "Fin.")
    assert around(words, "Il") == ("", "est venu.", "", "« Nous irons. »")


def test_of_a_speech_without_full_stops_only_so_much_is_shown():
    words = spoken(" ".join(["mot"] * 500))
    found = sentence_context(words, 200, 210)
    assert found.before == (200 - MOST_WORDS, 200)
    assert found.after == (210, 210 + MOST_WORDS)


some = st.sampled_from(["Oui", "non", "pas.", "Si", "?", "»", "«", "M.", "…", "a."])
speeches = st.lists(st.tuples(some, st.integers(0, 3)), min_size=1, max_size=30)


@given(speeches, st.data())
def test_the_spans_join_without_gap_and_the_rest_is_of_the_same_voice(speech, data):
    turns = sorted(turn for _text, turn in speech)
    words = [
        SpokenWord("p", n, text, n * 0.4, n * 0.4 + 0.4, turns[n]) for n, (text, _turn) in enumerate(speech)
    ]
    first = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(first + 1, len(words)))
    found = sentence_context(words, first, end)
    assert found.before[1] == first
    assert found.after[0] == end
    assert {words[n].turn for n in range(*found.before)} <= {words[first].turn}
    assert {words[n].turn for n in range(*found.after)} <= {words[end - 1].turn}
    assert found.previous in ((0, 0), (found.previous[0], found.before[0]))
    assert found.next[0] == found.after[1]
    for span in (found.before, found.after, found.previous, found.next):
        assert 0 <= span[0] <= span[1] <= len(words)


@given(speeches, st.data())
def test_a_quotation_widened_to_its_sentences_cuts_none(speech, data):
    words = spoken(" ".join(text for text, _turn in speech))
    first = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(first + 1, len(words)))
    found = sentence_context(words, first, end)
    again = sentence_context(words, found.before[0], found.after[1])
    assert again.before[0] == again.before[1]
    assert again.after[0] == again.after[1]
