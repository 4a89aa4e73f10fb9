from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcription.raw_transcript import Segment, Word
from transcription.word_times import order_segments, order_word_times

WILD_WORDS = st.lists(
    st.builds(
        Word, st.sampled_from(["a", "b"]), st.floats(-5, 50), st.floats(-5, 50), st.none() | st.floats(0, 1)
    ),
    max_size=40,
)


@given(WILD_WORDS, st.floats(0.1, 40))
def test_words_follow_each_other_inside_the_recording(words: list[Word], duration_seconds: float) -> None:
    ordered = order_word_times(words, duration_seconds)
    assert [(w.text, w.probability) for w in ordered] == [(w.text, w.probability) for w in words]
    assert all(0 <= w.start_seconds < w.end_seconds <= duration_seconds + 1e-9 for w in ordered)
    assert all(one.end_seconds <= other.start_seconds for one, other in pairwise(ordered))


def test_good_times_are_left_as_they_are() -> None:
    words = (Word("oui", 0.5, 0.9, 0.8), Word("non", 1.0, 1.4, 0.7))
    assert order_word_times(words, 2.0) == words


def test_a_word_that_runs_into_the_next_is_shortened() -> None:
    first, second = order_word_times([Word("oui", 0.0, 5.0), Word("non", 1.0, 1.4)], 6.0)
    assert (first.end_seconds, second.start_seconds) == (1.0, 1.0)


def test_segments_take_the_span_of_their_words_and_empty_ones_go() -> None:
    segments = [
        Segment(0.0, 9.0, "oui", (Word("oui", 1.0, 1.5),)),
        Segment(9.0, 9.0, ""),
        Segment(3.0, 99.0, "sans mots"),
    ]
    kept = order_segments(segments, 10.0)
    assert [(s.start_seconds, s.end_seconds) for s in kept] == [(1.0, 1.5), (3.0, 10.0)]
