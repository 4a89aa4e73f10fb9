"""Facts printed by the probe are doubted one by one."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.media_judgement import judge
from transcription.media_values import MediaLimits, MediaProbe, MediaRefused

LIMITS = MediaLimits()


def facts(**changes: Any) -> dict[str, Any]:
    audio = {"index": 1, "codec": "aac", "sample_rate": 44100, "channels": 1, "declared_seconds": 60.0}
    video = {"index": 0, "codec": "h264", "width": 1920, "height": 1080, "frame_rate": 29.97}
    video |= {"pixel_aspect": 1.0, "rotation": -90, "decodes": True}
    values = {"declared_seconds": 60.0, "decoded_frames": 8, "packets": 2000, "end_seconds": 60.0}
    values |= {"audio": audio, "video": video}
    for name, value in changes.items():
        group, _, key = name.partition("__")
        (values[group] if key else values)[key or group] = value
    return values


def code_of(values: Any, container: str = "mov") -> str:
    with pytest.raises(MediaRefused) as caught:
        judge(values, container, LIMITS)
    return caught.value.code


def test_a_picture_is_measured_as_shown() -> None:
    media = judge(facts(), "mov", LIMITS)
    assert (media.width_pixels, media.height_pixels, media.rotation_degrees) == (1080, 1920, 90)
    wide = judge(facts(video__rotation=0, video__pixel_aspect=4 / 3, video__width=1440), "mov", LIMITS)
    assert (wide.width_pixels, wide.height_pixels) == (1920, 1080)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"error": "InvalidDataError"}, "damaged"),
        ({"audio": None}, "no_sound"),
        ({"audio__codec": "ac3"}, "codec_not_allowed"),
        ({"audio__codec": None}, "codec_not_allowed"),
        ({"video__codec": "prores"}, "codec_not_allowed"),
        ({"audio__sample_rate": 768_000}, "too_large"),
        ({"audio__channels": 64}, "too_large"),
        ({"audio__channels": 0}, "damaged"),
        ({"video__width": 60_000, "video__height": 60_000}, "too_large"),
        ({"end_seconds": 360_000.0}, "too_long"),
        ({"declared_seconds": 360_000.0}, "too_long"),
        ({"end_seconds": float("nan")}, "too_long"),
        ({"end_seconds": 30.0}, "damaged"),
        ({"packets": 0, "end_seconds": 0.0}, "damaged"),
        ({"decoded_frames": 0}, "damaged"),
        ({"end_seconds": "soon"}, "damaged"),
    ],
)
def test_each_fault_has_its_code(changes: dict[str, Any], code: str) -> None:
    assert code_of(facts(**changes)) == code


def test_only_an_index_is_held_to_its_word() -> None:
    assert judge(facts(end_seconds=30.0), "mp3", LIMITS).duration_seconds == 30.0


def test_a_picture_that_does_not_decode_leaves_the_sound() -> None:
    media = judge(facts(video__decodes=False), "mov", LIMITS)
    assert not media.has_video
    assert media.width_pixels is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(list(facts()) + list(facts()["audio"])), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_of_a_probe_can_do_more_than_be_refused(values: Any) -> None:
    with contextlib.suppress(MediaRefused):
        assert isinstance(judge(values, "mov", LIMITS), MediaProbe)


@given(st.sampled_from(list(facts()["video"])), JSON)
def test_no_answer_about_the_picture_can_do_more_than_be_refused(name: str, value: Any) -> None:
    with contextlib.suppress(MediaRefused):
        assert isinstance(judge(facts(**{f"video__{name}": value}), "mov", LIMITS), MediaProbe)
