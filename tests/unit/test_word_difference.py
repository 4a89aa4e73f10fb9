"""What changed between two texts, in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.transcript_edit import spoken_tokens
from app.domain.word_difference import word_difference

texts = st.lists(st.sampled_from(["un", "deux", "trois", "fibre", "l'eau"]), max_size=25).map(" ".join)


@given(texts, texts)
def test_both_texts_can_be_read_from_their_difference(before, after):
    parts = word_difference(before, after)
    assert " ".join(one.text for one in parts if one.change != "added") == before
    assert " ".join(one.text for one in parts if one.change != "removed") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert all(one.change == "same" for one in word_difference(text, text))


def test_a_space_before_a_mark_is_no_difference():
    assert {one.change for one in word_difference("Vraiment ?", "Vraiment?")} == {"same"}
    assert spoken_tokens("Vraiment ?") == ("Vraiment?",)


def test_what_went_stands_before_what_came():
    parts = word_difference("la fibre arrive", "la vibre arrive")
    assert [(one.change, one.text) for one in parts] == [
        ("same", "la"), ("removed", "fibre"), ("added", "vibre"), ("same", "arrive"),
    ]  # fmt: skip
