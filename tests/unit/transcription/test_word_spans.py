from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import Word
from transcription.word_spans import words_inside


def test_a_word_stretched_over_the_pause_is_cut_to_the_speech():
    words = [Word("Pourquoi", 0.8, 2.0), Word("?", 2.0, 3.4)]
    assert words_inside(words, 1.5, 2.2) == (Word("Pourquoi", 1.5, 2.0), Word("?", 2.0, 2.2))


def test_a_mark_outside_the_speech_is_put_at_its_edge():
    assert words_inside([Word("?", 2.6, 3.4)], 1.5, 2.2) == (Word("?", 2.18, 2.2),)


def test_words_inside_stay_as_they_are():
    words = (Word("Et", 1.0, 1.2, 0.5), Word("vous", 1.3, 1.5, 0.9))
    assert words_inside(words, 0.9, 1.6) == words


@given(
    st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 2.0))), st.floats(0.0, 20.0), st.floats(0.0, 9.0)
)
def test_every_word_lies_in_the_span_and_in_order(gaps_and_lengths, start, length):
    words, at = [], 0.0
    for gap, seconds in gaps_and_lengths:
        words.append(Word("mot", at + gap, at + gap + seconds))
        at += gap + seconds
    fitted = words_inside(words, start, start + length)
    assert [word.text for word in fitted] == [word.text for word in words]
    for word in fitted:
        assert start <= word.start_seconds <= word.end_seconds <= start + length
    for before, after in pairwise(fitted):
        assert before.start_seconds <= after.start_seconds
