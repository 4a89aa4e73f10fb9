import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.sentence_ends import sentence_ranges


def sentences(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[a:b]) for a, b in sentence_ranges(words, [0.0] * len(words))]


@pytest.mark.parametrize(
    "text",
    [
        "J'ai vu M. Tremblay et Mme. Roy ce matin.",
        "Le Dr. Côté habite à Ste. Anne.",
        "Cela coûte 3.5 millions de dollars.",
        "Cela coûte 3. 5 millions de dollars.",
        "C'est J. P. Roy qui parle.",
        "Mr. Ross and Mrs. Roy agree.",
        "Voir p. 12 du plan.",
        "Eh bien… nous verrons cela.",
        "The U.S. market is open.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_none(text):
    assert sentences(text) == [text]


def test_sentences_end_at_their_marks():
    assert sentences("Oui. Pourquoi ? Parce que! Bon… Allons.") == [
        "Oui.",
        "Pourquoi ?",
        "Parce que!",
        "Bon…",
        "Allons.",
    ]


def test_closing_quotes_stay_with_their_sentence():
    assert sentences("Il dit « oui. » Elle dit non.") == ["Il dit « oui. »", "Elle dit non."]


def test_a_long_pause_before_a_capital_ends_a_sentence_that_has_no_mark():
    words = ["on", "verra", "bien", "Nous", "allons", "voir"]
    assert sentence_ranges(words, [0, 0, 1.4, 0, 0, 0]) == ((0, 3), (3, 6))
    assert sentence_ranges(words, [0, 1.4, 0, 0, 0, 0]) == ((0, 6),)


@given(st.lists(st.text(min_size=1, max_size=8), max_size=40))
def test_ranges_cover_all_words_in_order_whatever_they_are(words):
    ranges = sentence_ranges(words, [0.0] * len(words))
    assert [index for first, end in ranges for index in range(first, end)] == list(range(len(words)))
