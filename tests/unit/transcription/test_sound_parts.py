import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcription.sound_parts import cut_at_pauses

RATE = 16_000


def test_short_sound_stays_whole() -> None:
    sound = np.ones(RATE * 5, np.float32)
    parts = list(cut_at_pauses(sound, 10.0))
    assert len(parts) == 1
    assert parts[0][0] == 0.0
    assert np.shares_memory(parts[0][1], sound)


def test_the_cut_lies_in_the_pause() -> None:
    sound = np.random.default_rng(1).normal(size=RATE * 30).astype(np.float32)
    sound[round(18.7 * RATE) : round(19.3 * RATE)] = 0
    starts = [start for start, _ in cut_at_pauses(sound, 20.0)]
    assert len(starts) == 2
    assert 18.7 < starts[1] < 19.3


@given(st.floats(0, 65), st.floats(10, 30), st.integers(0, 9))
def test_parts_make_the_whole_and_none_is_too_long(seconds: float, longest: float, seed: int) -> None:
    sound = np.random.default_rng(seed).normal(size=round(seconds * RATE)).astype(np.float32)
    parts = list(cut_at_pauses(sound, longest))
    assert np.array_equal(np.concatenate([np.zeros(0, np.float32), *(part for _, part in parts)]), sound)
    assert all(0 < len(part) <= round(longest * RATE) for _, part in parts)
    position = 0
    for start, part in parts:
        assert start == position / RATE
        position += len(part)
