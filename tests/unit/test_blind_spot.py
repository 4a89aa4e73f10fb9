"""The few seconds that readers hear blind: cut at words, around the least sure one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.blind_spot import (
    LEAST_SECONDS,
    SPOT_SECONDS,
    doubt_limit,
    find_spots,
    text_with,
    words_between,
)
from app.domain.transcript_edit import TimedWord


@st.composite
def passages(draw) -> list[TimedWord]:
    words, at = [], draw(st.floats(0, 100))
    for number in range(draw(st.integers(0, 40))):
        start = at + draw(st.floats(0, 1.5))
        at = start + draw(st.floats(0.05, 1.2))
        probability = draw(st.none() | st.floats(0, 1))
        words.append(TimedWord(f"mot{number}", start, at, probability))
    return words


def spoken(*probabilities: float | None, seconds: float = 1.0) -> list[TimedWord]:
    return [
        TimedWord(f"mot{number}", number * seconds, (number + 1) * seconds, probability)
        for number, probability in enumerate(probabilities)
    ]


@given(passages(), st.floats(0, 1))
def test_spots_share_no_word_and_last_no_longer_than_six_seconds(words, below):
    spots = find_spots(words, below)
    taken = [index for one in spots for index in range(one.first_word, one.last_word)]
    assert len(taken) == len(set(taken))
    for one in spots:
        inside = words[one.first_word : one.last_word]
        assert (one.start_seconds, one.end_seconds) == (inside[0].start_seconds, inside[-1].end_seconds)
        assert one.end_seconds - one.start_seconds <= SPOT_SECONDS or len(inside) == 1
        assert one.end_seconds - one.start_seconds >= LEAST_SECONDS or len(inside) == len(words)
        assert one.probability == min(
            (word.probability for word in inside if word.probability is not None), default=None
        )


@given(passages(), st.floats(0, 1))
def test_the_least_sure_come_first_and_every_spot_holds_a_doubtful_word(words, below):
    spots = find_spots(words, below)
    assert [one.probability for one in spots] == sorted(one.probability for one in spots)
    assert all(one.probability <= below for one in spots)


def test_every_doubtful_word_of_a_long_passage_is_heard_and_a_scrap_between_two_spots_is_not():
    assert len(find_spots(spoken(*[0.9] * 3, 0.1, *[0.9] * 10, 0.2, *[0.9] * 3), 0.3)) == 2
    # The third doubtful word has one second left between the others' six: no one could make that out.
    words = spoken(*[0.9] * 3, 0.1, *[0.9] * 2, 0.3, *[0.9] * 2, 0.2, *[0.9] * 3)
    spots = find_spots(words, 0.3)
    assert [one.probability for one in spots] == [0.1, 0.2]


@given(passages(), st.floats(0, 1), st.floats(0, 1))
def test_a_wider_limit_only_adds_spots_so_that_two_readers_hear_the_same_seconds(words, one, other):
    narrow, wide = (find_spots(words, below) for below in sorted((one, other)))
    assert wide[: len(narrow)] == narrow


def test_the_doubtful_word_stands_amid_its_context():
    words = spoken(*[0.9] * 6, 0.1, *[0.9] * 6)
    (spot,) = find_spots(words, 0.2)
    assert spot.first_word <= 4
    assert spot.last_word >= 9


def test_the_limit_is_that_of_the_least_sure_share_and_words_of_persons_do_not_count():
    words = spoken(*(number / 20 for number in range(1, 21)), None, None)
    assert doubt_limit(words, 0.15) == 0.15
    assert doubt_limit(spoken(None, None), 0.15) < 0
    assert find_spots(spoken(None, None), doubt_limit(spoken(None, None), 0.15)) == ()


@given(passages())
def test_the_words_of_a_spot_are_found_again_by_their_times(words):
    for one in find_spots(words, 1.0):
        assert words_between(words, one.start_seconds, one.end_seconds) == (one.first_word, one.last_word)


def test_words_put_where_none_is_left_stand_between_their_neighbours():
    words = spoken(0.9, 0.9, 0.9)
    first, last = words_between([words[0], words[2]], 1.0, 2.0)
    assert (first, last) == (1, 1)
    assert text_with([words[0], words[2]], first, last, "ici") == "mot0 ici mot2"
    assert text_with(words, 1, 2, "") == "mot0 mot2"
    assert text_with([], 0, 0, "tout") == "tout"
