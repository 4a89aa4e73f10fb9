import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.spoken_numbers import say_number


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zéro"),
        (18, "dix huit"),
        (21, "vingt et un"),
        (71, "soixante et onze"),
        (80, "quatre vingt"),
        (81, "quatre vingt un"),
        (99, "quatre vingt dix neuf"),
        (100, "cent"),
        (600, "six cent"),
        (1000, "mille"),
        (2012, "deux mille douze"),
        (600_000_000, "six cent million"),
        (1_000_000_001, "un milliard un"),
    ],
)
def test_french_numbers_are_said_without_hyphens_or_plurals(number: int, said: str) -> None:
    assert " ".join(say_number(number, "fr")) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (42, "forty two"),
        (110, "one hundred ten"),
        (2012, "two thousand twelve"),
        (3_000_000, "three million"),
    ],
)
def test_english_numbers_are_said_without_and(number: int, said: str) -> None:
    assert " ".join(say_number(number, "en")) == said


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1), st.sampled_from(["fr", "en"]))
def test_two_numbers_are_never_said_alike(first: int, second: int, language: str) -> None:
    assert (say_number(first, language) == say_number(second, language)) == (first == second)


def test_huge_numbers_are_said_digit_by_digit() -> None:
    assert say_number(10**12, "fr") == ("un", *(["zéro"] * 12))


@pytest.mark.parametrize(("number", "language"), [(-1, "fr"), (3, "de")])
def test_what_cannot_be_said_is_refused(number: int, language: str) -> None:
    with pytest.raises(ValueError, match="cannot say"):
        say_number(number, language)
