import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.scoring import EditCounts
from transcription.setting_comparison import compare_wer

EDITS = st.builds(EditCounts, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(10, 20))


def edits(wrong: int, length: int = 20) -> EditCounts:
    return EditCounts(wrong, 0, 0, length)


def test_a_setting_that_is_better_in_every_turn_is_better_beyond_noise() -> None:
    by_recording, mean = compare_wer({"a": [(edits(1), edits(3))] * 12})
    assert by_recording["a"].difference == pytest.approx(-0.1)
    assert mean.is_noise is False
    assert mean.high is not None
    assert mean.high < 0


def test_turns_that_pull_both_ways_show_nothing() -> None:
    _, mean = compare_wer({"a": [(edits(1), edits(4)), (edits(4), edits(1)), (edits(2), edits(1))] * 4})
    assert mean.is_noise is True


def test_one_turn_is_too_little_to_tell() -> None:
    by_recording, mean = compare_wer({"a": [(edits(1), edits(2))], "b": [(edits(1), edits(2))] * 9})
    assert by_recording["a"].is_noise is None
    assert by_recording["b"].is_noise is False
    assert mean.to_json() == {"wer_difference": -0.05, "interval_95": None, "is_noise": None}


@settings(max_examples=20)
@given(st.lists(EDITS, min_size=2, max_size=6))
def test_a_setting_against_itself_differs_by_nothing(blocks: list[EditCounts]) -> None:
    _, mean = compare_wer({"a": [(block, block) for block in blocks]})
    assert (mean.difference, mean.low, mean.high) == (0.0, 0.0, 0.0)
