import numpy as np

from transcription.known_voices import HeardVoice, recognise


def point(*values: float) -> np.ndarray:
    values = np.array([*values, *[0.0] * (256 - len(values))], dtype=np.float32)
    return values / np.linalg.norm(values)


def heard(*points: np.ndarray, seconds: float = 20.0) -> list[HeardVoice]:
    return [HeardVoice(number, "unknown", "", seconds, one) for number, one in enumerate(points)]


INTERVIEWER = point(1.0)
LIKE_HER = point(0.8, 0.5)
UNLIKE_HER = point(0.5, 0.0, 0.8)


def test_the_voice_that_is_plainly_nearest_is_the_interviewers():
    assert recognise(heard(UNLIKE_HER, LIKE_HER), [INTERVIEWER]) == {1: "interviewer"}


def test_two_voices_nearly_as_near_are_both_left_open():
    assert recognise(heard(point(0.8, 0.5), point(0.78, 0.0, 0.55)), [INTERVIEWER]) == {}


def test_a_voice_far_from_the_interviewers_is_not_taken_for_it_though_it_is_the_nearest():
    assert recognise(heard(point(0.5, 0.8), point(0.0, 1.0)), [INTERVIEWER]) == {}


def test_several_recordings_of_the_interviewer_count_together():
    misleading = point(0.45, 0.0, 0.85)
    assert recognise(heard(UNLIKE_HER, LIKE_HER), [misleading]) != {1: "interviewer"}
    assert recognise(heard(UNLIKE_HER, LIKE_HER), [INTERVIEWER] * 4 + [misleading]) == {1: "interviewer"}


def test_a_voice_alone_is_never_recognised_nor_one_that_was_hardly_heard_nor_one_nobody_knows():
    assert recognise(heard(LIKE_HER), [INTERVIEWER]) == {}
    assert recognise(heard(UNLIKE_HER, LIKE_HER, seconds=1.0), [INTERVIEWER]) == {}
    assert recognise(heard(UNLIKE_HER, LIKE_HER), []) == {}
