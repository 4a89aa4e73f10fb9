"""Judges the facts that the probe printed; pure. It read a stranger's file, so each fact is doubted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transcription.media_allow_list import AUDIO_DECODERS, VIDEO_DECODERS
from transcription.media_values import MediaLimits, MediaProbe, MediaRefused

# A QuickTime index states the duration as a fact; other headers only estimate it.
_CONTAINERS_THAT_KNOW_THEIR_DURATION = ("mov",)
_READABLE_SHARE = 0.9


def judge(facts: Mapping[str, Any], container: str, limits: MediaLimits) -> MediaProbe:
    """Return the facts of an acceptable recording.

    Raises
    ------
    MediaRefused
        `damaged`, `no_sound`, `codec_not_allowed`, `too_long` or `too_large`.
    """
    try:
        return _judge(facts, container, limits)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        if isinstance(error, MediaRefused):
            raise
        raise MediaRefused("damaged", reason="the probe gave no usable answer") from error


def _judge(facts: Mapping[str, Any], container: str, limits: MediaLimits) -> MediaProbe:
    if "error" in facts:
        raise MediaRefused("damaged", reason=str(facts["error"]))
    audio = facts["audio"]
    if audio is None:
        raise MediaRefused("no_sound")
    codec = str(audio["codec"])
    if codec not in AUDIO_DECODERS:
        raise MediaRefused("codec_not_allowed", codec=codec)
    sample_rate, channels = int(audio["sample_rate"]), int(audio["channels"])
    _refuse_odd_sound(sample_rate, channels, limits)
    seconds = _duration(facts, container, limits)
    if int(facts["decoded_frames"]) == 0:
        raise MediaRefused("damaged", reason="the sound cannot be decoded")
    return MediaProbe(
        container=container,
        duration_seconds=seconds,
        audio_codec=codec,
        sample_rate_hz=sample_rate,
        channel_count=channels,
        audio_stream=int(audio["index"]),
        **_picture(facts["video"], limits),
    )


def _refuse_odd_sound(sample_rate: int, channels: int, limits: MediaLimits) -> None:
    if sample_rate > limits.max_sample_rate_hz:
        raise MediaRefused("too_large", what="sample rate", value=str(sample_rate))
    if channels > limits.max_channel_count:
        raise MediaRefused("too_large", what="channels", value=str(channels))
    if sample_rate < limits.min_sample_rate_hz or channels < 1:
        raise MediaRefused("damaged", reason=f"{channels} channels at {sample_rate} Hz")


def _duration(facts: Mapping[str, Any], container: str, limits: MediaLimits) -> float:
    declared = whole = 0.0
    if container in _CONTAINERS_THAT_KNOW_THEIR_DURATION:
        declared = float(facts["audio"]["declared_seconds"] or 0)
        whole = float(facts["declared_seconds"] or 0)
    measured = float(facts["end_seconds"])
    longest = max(measured, declared, whole)
    if not longest <= limits.max_duration_seconds:
        limit = f"{limits.max_duration_seconds:g}"
        raise MediaRefused("too_long", seconds=f"{longest:.0f}", limit_seconds=limit)
    if int(facts["packets"]) == 0 or not measured > 0:
        # A sound track that holds nothing, or whose sound lies in another file.
        raise MediaRefused("damaged" if declared > 0 else "no_sound", readable_seconds="0")
    if measured < declared * _READABLE_SHARE:
        raise MediaRefused("damaged", seconds=f"{declared:.1f}", readable_seconds=f"{measured:.1f}")
    return measured


def _picture(video: Mapping[str, Any] | None, limits: MediaLimits) -> dict[str, Any]:
    """Return the fields of a `MediaProbe` about moving pictures; none where there are none that decode."""
    if video is None:
        return {}
    codec = str(video["codec"])
    if codec not in VIDEO_DECODERS:
        raise MediaRefused("codec_not_allowed", codec=codec)
    width, height = int(video["width"]), int(video["height"])
    if width * height > limits.max_pixels:
        raise MediaRefused("too_large", what="picture", value=f"{width}x{height}")
    if not video["decodes"] or width < 1 or height < 1:
        return {}
    rotation = -round(float(video["rotation"]) / 90) * 90 % 360
    width = max(1, round(width * float(video["pixel_aspect"])))
    if rotation in (90, 270):
        width, height = height, width
    return {
        "has_video": True,
        "video_codec": codec,
        "width_pixels": width,
        "height_pixels": height,
        "rotation_degrees": rotation,
        "frame_rate": float(video["frame_rate"]) if video["frame_rate"] else None,
        "video_stream": int(video["index"]),
    }
