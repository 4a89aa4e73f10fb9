"""The same words of the same sound have the same short name, and a different one has another."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from app.domain.clip_id import LENGTH, clip_ids

SOUND = "a" * 64
seconds = st.floats(0, 20_000, allow_nan=False)


@given(st.text(alphabet="0123456789abcdef", min_size=64, max_size=64), seconds, seconds, st.text())
def test_a_name_is_short_the_same_each_time_and_easy_to_read_aloud(sha256, start, end, text):
    first, second = islice(clip_ids(sha256, start, end, text), 2)
    assert first == next(clip_ids(sha256, start, end, text))
    assert first != second
    assert len(first) == LENGTH
    assert not set(first) - set("23456789bcdfghjkmnpqrstvwxz")


def test_another_sound_moment_or_word_has_another_name():
    spans = [
        (SOUND, 1.0, 2.0, "oui"), ("b" * 64, 1.0, 2.0, "oui"), (SOUND, 1.001, 2.0, "oui"),
        (SOUND, 1.0, 2.001, "oui"), (SOUND, 1.0, 2.0, "non"), (SOUND, 1.0, 2.0, "oui "),
    ]  # fmt: skip
    assert len({next(clip_ids(*one)) for one in spans}) == len(spans)


def test_less_than_a_millisecond_is_the_same_moment():
    assert next(clip_ids(SOUND, 1.0002, 2.0, "oui")) == next(clip_ids(SOUND, 1.0, 1.9997, "oui"))


def test_names_stay_what_they_are():
    # Published addresses follow from them: another rule would give the same words a second address.
    assert next(clip_ids(SOUND, 12.34, 15.6, "Nous n'irons pas.")) == "bz49khwx64"


def test_names_hardly_ever_meet():
    names = {next(clip_ids(SOUND, number / 1000, number + 1.0, "oui")) for number in range(20_000)}
    assert len(names) == 20_000
