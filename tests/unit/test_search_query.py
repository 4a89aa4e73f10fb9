"""How typed text is taken apart, and what is refused before any index sees it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search_query import MAX_TEXT_CHARACTERS, ParsedText, QueryRefused, SearchQuery, parse_query


def refusal(text: str) -> str:
    with pytest.raises(QueryRefused) as refused:
        parse_query(text)
    return refused.value.code


def test_words_keep_their_hyphens_and_apostrophes_but_lose_the_punctuation_around() -> None:
    assert parse_query("(Okafor-Lavoie), l’école !").words == ("Okafor-Lavoie", "l’école")


@pytest.mark.parametrize("quoted", ['"a b"', "«\u00a0a b\u00a0»", "“a b”", "„a b“", "”a b”"])
def test_every_kind_of_quotation_marks_makes_a_phrase(quoted: str) -> None:
    assert parse_query(f"vote {quoted} ligne") == ParsedText(words=("vote", "ligne"), phrases=("a b",))


def test_an_unclosed_quote_is_punctuation() -> None:
    assert parse_query('"données ouvertes').words == ("données", "ouvertes")


def test_a_hyphen_before_a_word_or_a_phrase_excludes_it() -> None:
    parsed = parse_query('vote -papier -"par Internet"')
    assert (parsed.words, set(parsed.excluded)) == (("vote",), {"papier", "par Internet"})


def test_operators_and_fields_have_no_meaning() -> None:
    assert parse_query("text:(vote* AND NOT ~papier^2)").words == ("text:(vote", "AND", "NOT", "papier^2")


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    assert parse_query("vo\x00te\u200d en\ud800\tligne").words == ("vote", "en", "ligne")


def test_nothing_typed_is_no_error_but_signs_alone_are() -> None:
    assert parse_query("  \n").is_empty
    assert refusal("?!") == "empty"
    assert refusal("-papier") == "empty"


def test_the_caps_hold_at_their_limits() -> None:
    assert parse_query("é" * MAX_TEXT_CHARACTERS).words
    assert refusal("é" * (MAX_TEXT_CHARACTERS + 1)) == "too_long"
    assert len(parse_query("a " * 16).words) == 16
    assert refusal("a " * 17) == "too_many_terms"
    assert refusal("-".join("a" * 17)) == "too_many_terms"


@pytest.mark.parametrize("text", ["(" * 3_000, '"' * 100_000, "ﷺ" * 200, "a" * 10_000_000])
def test_a_monstrous_text_is_refused_at_once(text: str) -> None:
    begun = time.perf_counter()
    assert refusal(text) == "too_long"
    assert time.perf_counter() - begun < 0.5


def test_a_query_out_of_range_cannot_be_made() -> None:
    for values, code in (
        ({"limit": 0}, "limit_out_of_range"),
        ({"limit": 101}, "limit_out_of_range"),
        ({"offset": -1}, "offset_out_of_range"),
        ({"offset": 10_001}, "offset_out_of_range"),
        ({"sort": "random"}, "unknown_sort"),
        ({"leader": ("x",) * 51}, "too_many_filters"),
        ({"text": "!"}, "empty"),
    ):
        with pytest.raises(QueryRefused) as refused:
            SearchQuery(**values)  # type: ignore[arg-type]
        assert refused.value.code == code


@given(st.text(max_size=400))
def test_any_text_is_parsed_within_the_caps_or_refused(text: str) -> None:
    try:
        parsed = parse_query(text)
    except QueryRefused:
        return
    everything = (*parsed.words, *parsed.phrases, *parsed.excluded)
    assert sum(map(len, everything)) <= MAX_TEXT_CHARACTERS
    assert all(any(letter.isalnum() for letter in part) for part in everything)
    "".join(everything).encode()
