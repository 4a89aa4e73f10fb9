import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.confidence_scores import JudgedProbability, score_confidence

JUDGED = st.lists(st.builds(JudgedProbability, st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def judged(*pairs: tuple[float, bool]) -> list[JudgedProbability]:
    return [JudgedProbability(probability, is_right) for probability, is_right in pairs]


def test_no_word_no_figure() -> None:
    assert score_confidence([]) is None


def test_right_words_above_all_wrong_ones_give_an_area_of_one() -> None:
    scores = score_confidence(judged((0.9, True), (0.8, True), (0.3, False)))
    assert scores is not None
    assert scores.auc == 1.0


def test_ties_count_half() -> None:
    scores = score_confidence(judged((0.5, True), (0.5, False)))
    assert scores is not None
    assert scores.auc == 0.5


def test_an_area_needs_words_of_both_kinds() -> None:
    scores = score_confidence(judged((0.5, True)))
    assert scores is not None
    assert scores.auc is None


def test_the_reliability_is_counted_by_tenths() -> None:
    scores = score_confidence(judged((0.95, True), (1.0, False), (0.15, False), (0.1, False)))
    assert scores is not None
    assert [(one.from_probability, one.words, one.share_right) for one in scores.bins] == [
        (0.1, 2, 0.0),
        (0.9, 2, 0.5),
    ]
    assert scores.calibration_error == pytest.approx((2 * 0.125 + 2 * 0.475) / 4)
    assert scores.brier == pytest.approx((0.05**2 + 1 + 0.15**2 + 0.1**2) / 4)


@given(JUDGED)
def test_the_area_is_the_chance_to_tell_a_right_word_from_a_wrong_one(words: list[JudgedProbability]) -> None:
    scores = score_confidence(words)
    assert scores is not None
    right = [one.probability for one in words if one.is_right]
    wrong = [one.probability for one in words if not one.is_right]
    wins = [(mine > other) + (mine == other) / 2 for mine in right for other in wrong]
    assert scores.auc == (pytest.approx(sum(wins) / len(wins)) if wins else None)
    assert sum(one.words for one in scores.bins) == len(words)
    assert 0.0 <= scores.calibration_error <= 1.0
