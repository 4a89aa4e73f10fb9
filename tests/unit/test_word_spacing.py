"""A space parts words as it does in their text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_spacing import spaces_before

WORDS = st.lists(st.sampled_from(["l'", "école", "école.", "a", "aa"]), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_a_text_is_made_again_of_its_words(words, data):
    spaces = [False, *(data.draw(st.booleans()) for _word in words[1:])]
    text = "".join(f"{' ' if space else ''}{word}" for word, space in zip(words, spaces, strict=True))
    assert list(spaces_before(text, words)) == spaces


def test_a_word_that_was_changed_alone_stands_apart():
    assert list(spaces_before("la fibre viendra", ["la", "fibre", "vient"])) == [False, True, True]
