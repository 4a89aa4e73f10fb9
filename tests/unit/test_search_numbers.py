"""Numbers in words and in digits are the same numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.search_terms import AnalysedText
from transcription.spoken_numbers import say_number


def values(text: str) -> list[str]:
    return [number.values[0] for number in AnalysedText(text).numbers]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("six cents millions", "600000000"),
        ("600 millions", "600000000"),
        ("600 000 000", "600000000"),
        ("600\u00a0000\u202f000", "600000000"),
        ("1,5 million", "1500000"),
        ("dix-huit", "18"),
        ("quatre-vingt-dix-neuf", "99"),
        ("quatre-vingts", "80"),
        ("soixante et onze", "71"),
        ("mille neuf cent quatre-vingt-quatre", "1984"),
        ("dix-neuf cent soixante", "1960"),
        ("nonante-six", "96"),
        ("six hundred and twenty million", "620000000"),
        ("vingt et une", "21"),
    ],
)
def test_a_number_has_one_value_however_it_is_written(text: str, number: str) -> None:
    assert values(text) == [number]


def test_words_that_are_hardly_numbers_alone_are_none() -> None:
    assert values("un village neuf pour cent personnes, des millions") == []


def test_numbers_told_one_after_another_stay_apart() -> None:
    assert values("six, sept ou huit") == ["6", "7", "8"]
    assert values("six sept huit") == ["6", "7", "8"]


def test_what_stands_before_the_scale_is_found_too() -> None:
    assert AnalysedText("six cents millions").numbers[0].values == ("600000000", "600")


@given(st.integers(min_value=2, max_value=10**12 - 1), st.sampled_from(["fr", "en"]))
def test_a_number_said_aloud_is_read_back(number: int, language: str) -> None:
    said = " ".join(say_number(number, language))
    if said in ("neuf", "cent"):
        return
    assert values(said) == [str(number)]


@given(
    st.lists(
        st.sampled_from(
            [
                "un",
                "deux",
                "dix",
                "vingt",
                "cent",
                "mille",
                "million",
                "et",
                "600",
                "000",
                "5",
                ",",
                "-",
                "and",
                "hundred",
            ]
        )
    )
)
def test_any_heap_of_number_words_is_read_in_order_and_without_overlap(heap: list[str]) -> None:
    numbers = AnalysedText(" ".join(heap)).numbers
    assert all(first.last <= second.first for first, second in pairwise(numbers))
    assert all(number.first < number.last for number in numbers)


@given(st.text(max_size=200))
def test_any_text_can_be_read_for_numbers(text: str) -> None:
    AnalysedText(text).numbers  # noqa: B018
