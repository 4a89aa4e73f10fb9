"""Times as people read them and as addresses carry them."""

from __future__ import annotations

import pytest

from app.domain.timecode import format_timecode, media_fragment, parse_media_fragment


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (7.9, "0:07"), (725, "12:05"), (3599.99, "59:59"), (3723, "1:02:03"), (-3, "0:00")],
)
def test_timecodes(seconds, text):
    assert format_timecode(seconds) == text


def test_fragments_are_short():
    assert media_fragment(12.5, 20.0) == "t=12.5,20"
    assert media_fragment(0.333333) == "t=0.33"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("12.5,20", (12.5, 20.0)),
        ("90", (90.0, None)),
        (",20", (0.0, 20.0)),
        ("npt:1:05,0:02:00.5", (65.0, 120.5)),
        ("20,12", None),
        ("20,20", None),
        ("", None),
        ("npt:", None),
        ("1e3", None),
        ("-1", None),
        ("nan", None),
        ("١٢", None),
        ("9" * 400, None),
    ],
)
def test_a_moment_is_read_from_an_address(value, moment):
    assert parse_media_fragment(value) == moment
