import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcription.speech_regions import SpeechRegion
from transcription.voice_windows import lay_windows

region_lists = st.lists(st.tuples(st.floats(0.05, 3.0), st.floats(0.05, 6.0)), max_size=8)


@given(region_lists)
def test_windows_stay_inside_their_region_and_follow_time(gaps_and_lengths):
    regions, at = [], 0.0
    for gap, length in gaps_and_lengths:
        regions.append(SpeechRegion(at + gap, at + gap + length))
        at += gap + length
    windows = lay_windows(regions, frame_count=round(at * 100))
    for frames, centre, number in zip(
        windows.frames, windows.centre_seconds, windows.region_numbers, strict=True
    ):
        region = regions[number]
        assert frames.min() >= round(region.start_seconds * 100)
        assert frames.max() < round(region.end_seconds * 100)
        assert region.start_seconds - 0.01 <= centre <= region.end_seconds + 0.01
    assert (np.diff(windows.region_numbers) >= 0).all()
    assert (np.diff(windows.centre_seconds) > 0).all()


def test_a_short_region_is_repeated_until_it_fills_a_window():
    windows = lay_windows([SpeechRegion(1.0, 1.5)], frame_count=1000)
    assert windows.frames.shape == (1, 160)
    assert windows.frames[0, :3].tolist() == windows.frames[0, 50:53].tolist() == [100, 101, 102]


def test_a_click_is_no_speech_to_judge_a_voice_by():
    assert len(lay_windows([SpeechRegion(1.0, 1.1)], frame_count=1000).frames) == 0


def test_a_region_past_the_end_of_the_sound_is_cut_off():
    assert lay_windows([SpeechRegion(0.0, 9.0)], frame_count=200).frames.max() == 199
