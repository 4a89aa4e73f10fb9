import numpy as np

from transcription.voice_clusters import voices_alike
from transcription.voice_strangers import strange_regions
from transcription.voice_windows import SpeechWindows

VOICES = np.eye(256, dtype=np.float32)[:2]
STRANGER = np.eye(256, dtype=np.float32)[2]


def regions_of(*sounds: np.ndarray, noise: float = 0.02) -> tuple[SpeechWindows, np.ndarray]:
    """Windows of regions that each sound like the mean of some points, five windows a region."""
    rng = np.random.default_rng(4)
    points = np.repeat(np.array(sounds), 5, axis=0) + rng.normal(0, noise, (5 * len(sounds), 256))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    numbers = np.repeat(np.arange(len(sounds)), 5)
    windows = SpeechWindows(np.zeros((len(points), 160), np.int64), np.arange(len(points)) * 0.4, numbers)
    return windows, points.astype(np.float32)


def test_a_stretch_that_no_mixture_of_the_voices_explains_is_a_strangers():
    mixed = (VOICES[0] + VOICES[1]) / 2
    windows, points = regions_of(*[VOICES[0], VOICES[1]] * 3, STRANGER + 0.8 * VOICES[0], mixed)
    assert strange_regions(windows, points, VOICES) == {6}


def test_noise_that_moves_all_sounds_alike_makes_nobody_strange():
    bus = 0.8 * np.eye(256, dtype=np.float32)[9]
    windows, points = regions_of(*[VOICES[0] + bus, VOICES[1] + bus] * 4, noise=0.05)
    assert strange_regions(windows, points, VOICES) == frozenset()


def test_with_little_speech_nothing_is_known_to_be_strange():
    windows, points = regions_of(VOICES[0], VOICES[1], STRANGER)
    assert strange_regions(windows, points, VOICES) == frozenset()
    assert strange_regions(windows, points, VOICES[:0]) == frozenset()


def test_two_voices_near_each_other_may_be_one():
    _, points = regions_of(VOICES[0], VOICES[1], VOICES[0] + 0.5 * STRANGER)
    groups = [np.arange(5), np.arange(5, 10), np.arange(10, 15)]
    assert voices_alike(points, groups) == {frozenset({0, 2})}
