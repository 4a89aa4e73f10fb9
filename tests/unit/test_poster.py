"""A frame is judged by its sharpness and its light, and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.renditions.poster import MAX_HEIGHT_PIXELS, MAX_WIDTH_PIXELS, poster_size, score_frame
from app.renditions.web_video import MAX_LONG_SIDE_PIXELS, picture_size

CHECKS = (np.indices((64, 64)).sum(axis=0) // 4 % 2 * 120 + 60).astype(np.uint8)
SIDES = st.integers(1, 8000)


def test_a_sharp_frame_beats_the_same_frame_blurred() -> None:
    blurred = ((CHECKS.astype(int) + np.roll(CHECKS, 1, 0) + np.roll(CHECKS, 1, 1)) // 3).astype(np.uint8)
    assert score_frame(CHECKS).score > score_frame(blurred).score > 0


@pytest.mark.parametrize("shade", [0, 12, 40, 230, 255])
def test_a_covered_or_blinded_lens_scores_nothing(shade: int) -> None:
    assert score_frame(np.full((64, 64), shade, dtype=np.uint8)).score == 0


def test_noise_in_the_dark_is_not_sharpness() -> None:
    noise = np.random.default_rng(3).integers(0, 60, (64, 64)).astype(np.uint8)
    assert score_frame(noise).score == 0


@given(SIDES, SIDES)
def test_pictures_are_served_small_even_and_in_shape(width: int, height: int) -> None:
    made = picture_size(width, height)
    assert all(side % 2 == 0 and 2 <= side <= MAX_LONG_SIDE_PIXELS for side in made)
    # Rounding to an even side moves it by at most one pixel, two for the smallest.
    scale = min(1, MAX_LONG_SIDE_PIXELS / max(width, height))
    assert abs(made[0] - width * scale) <= 2
    assert abs(made[1] - height * scale) <= 2


@given(SIDES, SIDES)
def test_posters_fit_their_frame(width: int, height: int) -> None:
    made = poster_size(width, height)
    assert 2 <= made[0] <= MAX_WIDTH_PIXELS
    assert 2 <= made[1] <= MAX_HEIGHT_PIXELS
