"""The regions near a span are those that a look at all of them would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcription.speech_regions import SpeechRegion, regions_near

lengths = st.floats(0.05, 8.0)


@given(st.lists(st.tuples(lengths, lengths), max_size=20), st.floats(0, 100), lengths, st.floats(0, 3))
def test_they_touch_the_span_or_lie_within_reach(
    gaps_and_lengths: list[tuple[float, float]], start: float, length: float, reach: float
) -> None:
    regions, at = [], 0.0
    for gap, spoken in gaps_and_lengths:
        regions.append(SpeechRegion(at + gap, at + gap + spoken))
        at += gap + spoken
    end = start + length
    expected = [
        one for one in regions if one.end_seconds >= start - reach and one.start_seconds <= end + reach
    ]
    assert list(regions_near(regions, start, end, reach)) == expected
