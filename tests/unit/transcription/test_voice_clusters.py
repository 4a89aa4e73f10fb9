import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.voice_clusters import (
    SMALLEST_VOICE_WINDOWS,
    _first_groups,
    _Groups,
    _merge_groups,
    find_voices,
)


def windows_of(voices: list[int], scatter: float = 0.03, likeness: float = 0.5) -> np.ndarray:
    """Embeddings around one centre per voice; `likeness` is the cosine between two centres."""
    rng = np.random.default_rng(3)
    centres = np.sqrt(1 - likeness) * np.eye(256)[: max(voices) + 1]
    centres[:, 255] = np.sqrt(likeness)
    points = centres[voices] + rng.normal(0, scatter, (len(voices), 256))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def regions_of(voices: list[int]) -> np.ndarray:
    return np.cumsum(np.concatenate([[0], np.diff(voices) != 0])).astype(np.int64)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_as_many_voices_are_found_as_speak(count):
    voices = [voice for _ in range(4) for voice in range(count) for _ in range(6)]
    found = find_voices(windows_of(voices), regions_of(voices))
    assert [sorted({voices[window] for window in group}) for group in found] == [[n] for n in range(count)]
    assert sorted(window for group in found for window in group) == list(range(len(voices)))


def test_noisy_windows_of_one_voice_stay_one_voice():
    voices = [0] * 60
    assert len(find_voices(windows_of(voices, scatter=0.045), regions_of(voices))) == 1


def test_a_sound_of_a_moment_is_no_voice_and_is_set_aside():
    voices = [0] * 20 + [2] * 3 + [1] * 20
    found = find_voices(windows_of(voices), regions_of(voices))
    assert [len(group) for group in found] == [20, 20]


def test_voices_come_in_order_of_first_appearance():
    voices = [1] * 12 + [0] * 30
    first, second = find_voices(windows_of(voices), regions_of(voices))
    assert (first[0], second[0]) == (0, 12)


def test_two_voices_that_speak_without_a_pause_between_are_two():
    voices = [0] * 16 + [1] * 16 + [0] * 16
    assert len(find_voices(windows_of(voices), np.zeros(48, dtype=np.int64))) == 2


def test_no_speech_has_no_voices():
    assert find_voices(np.zeros((0, 256), dtype=np.float32), np.zeros(0, dtype=np.int64)) == ()


def test_hours_of_speech_are_grouped_in_seconds():
    voices = [voice for _ in range(150) for voice in (0, 1) for _ in range(30)]
    assert len(find_voices(windows_of(voices), regions_of(voices))) == 2


def naive_merging(groups: _Groups, same_voice_likeness: float) -> list[int]:
    """The same rule with a look at all pairs before each merge."""
    means = groups.sums / groups.window_counts[:, None]
    cosines = means @ means.T
    np.fill_diagonal(cosines, -np.inf)
    alive = np.ones(len(means), dtype=bool)
    while np.isfinite(cosines.max()):
        one, other = (int(index) for index in np.unravel_index(int(cosines.argmax()), cosines.shape))
        if groups.window_counts[one] < groups.window_counts[other]:
            one, other = other, one
        if groups.likeness(one, other) >= same_voice_likeness:
            groups.merge(one, other)
            row = groups.sums @ (groups.sums[one] / groups.window_counts[one]) / groups.window_counts
            is_open = np.isfinite(cosines[one])
            cosines[one, is_open] = cosines[is_open, one] = row[is_open]
        elif groups.window_counts[other] >= SMALLEST_VOICE_WINDOWS:
            cosines[one, other] = cosines[other, one] = -np.inf
            continue
        alive[other] = False
        cosines[other, :] = cosines[:, other] = -np.inf
    return [int(group) for group in np.flatnonzero(alive)]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.floats(0.02, 0.09), st.floats(0.5, 0.99))
def test_remembering_the_nearest_gives_what_looking_at_all_pairs_gives(voices, scatter, likeness):
    points = windows_of(voices, scatter).astype(np.float64)
    fast, _ = _first_groups(points, regions_of(voices))
    naive, _ = _first_groups(points, regions_of(voices))
    assert _merge_groups(fast, likeness) == naive_merging(naive, likeness)
    assert fast.members == naive.members
