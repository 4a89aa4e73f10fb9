"""The outline of a sound follows one rule for every recording."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.renditions.peaks import BUCKET_COUNT, Peaks, bucket_count, measure_peaks


def speech(seconds: float = 30.0, level: float = 0.3) -> np.ndarray:
    """Bursts of noise, as loud as asked, over a floor 30 times quieter."""
    random = np.random.default_rng(2012)
    time = np.arange(int(seconds * 16_000)) / 16_000
    envelope = np.where(time % 2 < 1.5, 1.0, 1 / 30)
    return (level * envelope * random.standard_normal(len(time))).astype(np.float32)


def test_a_far_telephone_is_drawn_as_high_as_a_near_one() -> None:
    near, far = measure_peaks(speech(level=0.3)), measure_peaks(speech(level=0.03))
    assert near.levels == pytest.approx(far.levels, abs=1)


def test_loud_speech_fills_the_height_and_the_floor_stays_low() -> None:
    levels = np.asarray(measure_peaks(speech()).levels)
    assert np.percentile(levels, 75) > 220
    assert np.percentile(levels, 5) < 40


def test_silence_and_hiss_stay_flat_and_nothing_is_nothing() -> None:
    assert set(measure_peaks(np.zeros(16_000, dtype=np.float32)).levels) == {0}
    hiss = (1e-4 * np.random.default_rng(1).standard_normal(160_000)).astype(np.float32)
    assert max(measure_peaks(hiss).levels) < 80
    assert measure_peaks(np.zeros(0, dtype=np.float32)) == Peaks(0.0, (0,) * BUCKET_COUNT)


def test_a_long_recording_is_measured_as_finely_as_a_short_one() -> None:
    assert bucket_count(0.5) == bucket_count(120) == BUCKET_COUNT
    assert bucket_count(3 * 3600) == 3 * 3600 * 20


@given(st.integers(1, 5000), st.integers(1, 300))
def test_any_length_fills_all_buckets(sample_count: int, buckets: int) -> None:
    samples = np.sin(np.arange(sample_count)).astype(np.float32)
    peaks = measure_peaks(samples, buckets)
    assert len(peaks.levels) == buckets
    assert all(0 <= level <= 255 for level in peaks.levels)
    assert peaks.duration_seconds == sample_count / 16_000


@given(st.lists(st.integers(0, 255), max_size=100), st.floats(0, 43_200))
def test_peaks_survive_json(levels: list[int], seconds: float) -> None:
    peaks = Peaks(seconds, tuple(levels))
    assert Peaks.from_json(json.loads(json.dumps(peaks.to_json()))) == peaks


@given(st.lists(st.integers(0, 255), min_size=1, max_size=400), st.integers(1, 700))
def test_columns_stay_within_the_levels_they_cover(levels: list[int], count: int) -> None:
    columns = Peaks(1.0, tuple(levels)).in_columns(count)
    assert len(columns) == count
    assert min(levels) <= min(columns) <= max(columns) <= max(levels)
