"""A frame is as tall as its words need, and never larger than the page around it allows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.frame_size import USUAL_WIDTH, frame_size

LIMITS = st.one_of(st.none(), st.integers(1, 99_999))


@given(st.integers(0, 5000), st.booleans(), LIMITS, LIMITS)
def test_a_limit_is_never_passed(letters: int, has_picture: bool, max_width, max_height) -> None:
    size = frame_size(letters, (80, 120), has_picture, max_width, max_height)
    assert 1 <= size.width <= (max_width or USUAL_WIDTH)
    assert 1 <= size.height <= (max_height or size.height)


@given(st.integers(0, 5000), st.integers(0, 500), st.booleans(), LIMITS)
def test_more_words_never_make_a_lower_frame(letters: int, more: int, has_picture: bool, max_width) -> None:
    assert (
        frame_size(letters + more, (80, 120), has_picture, max_width).height
        >= frame_size(letters, (80, 120), has_picture, max_width).height
    )


def test_a_narrow_frame_is_a_taller_one() -> None:
    heights = [frame_size(250, (80, 120), False, width).height for width in (240, 320, 420, 600)]
    assert heights == sorted(heights, reverse=True)


def test_each_notice_has_its_room() -> None:
    assert frame_size(250, (80, 120), False).height > frame_size(250, (80,), False).height
