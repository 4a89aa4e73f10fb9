"""What the media gate says about a recording: facts, limits, and why it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RefusalCode = Literal[
    "empty",
    "not_a_recording",
    "container_not_allowed",
    "codec_not_allowed",
    "no_sound",
    "too_long",
    "too_large",
    "damaged",
    "took_too_long",
]


class MediaRefused(ValueError):
    """The file is not a recording that the gate lets through.

    Attributes
    ----------
    code : str
        One of `RefusalCode`; whoever talks to people turns it into a sentence.
    details : dict of str to str
        Facts for that sentence, such as what the file seems to be.
    """

    def __init__(self, code: RefusalCode, **details: str) -> None:
        facts = ", ".join(f"{name}={value}" for name, value in details.items())
        super().__init__(f"recording refused: {code}" + (f" ({facts})" if facts else ""))
        self.code: RefusalCode = code
        self.details = details


class MediaStorageFull(OSError):
    """There was no room left on the disk for what was being written (errno is ENOSPC)."""


class MediaToolUnusable(RuntimeError):
    """The media tool on this machine is missing or cannot do its part; the recording is not at fault."""


@dataclass(frozen=True, slots=True)
class MediaProbe:
    """The facts of one recording, measured in a confined process and judged by the gate.

    Attributes
    ----------
    container : str
        Name of the container, such as "mov", "ogg" or "wav".
    duration_seconds : float
        Measured from the packets of the sound, not taken from the header.
    audio_codec : str
        Canonical name, such as "amr_nb" or "aac".
    sample_rate_hz, channel_count : int
        Of the sound as recorded.
    has_video : bool
        False for a cover picture: only moving pictures count.
    video_codec : str or None
        Canonical name, None without video.
    width_pixels, height_pixels : int or None
        As shown: square pixels, after rotation.
    rotation_degrees : int
        Clockwise turn of a player in 0, 90, 180, 270; already counted in the size.
    frame_rate : float or None
        Average pictures a second.
    audio_stream, video_stream : int or None
        Indexes of the streams in the file, for `-map 0:N`.
    """

    container: str
    duration_seconds: float
    audio_codec: str
    sample_rate_hz: int
    channel_count: int
    audio_stream: int
    has_video: bool = False
    video_codec: str | None = None
    width_pixels: int | None = None
    height_pixels: int | None = None
    rotation_degrees: int = 0
    frame_rate: float | None = None
    video_stream: int | None = None


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """How much a recording, and a process that reads it, may cost.

    Attributes
    ----------
    max_duration_seconds : float
        Longest recording accepted; 12 hours holds a day of campaign bus.
    max_pixels : int
        Largest picture, width times height; 36 million holds an 8K frame.
    min_sample_rate_hz, max_sample_rate_hz, max_channel_count : int
        What recorders really make.
    memory_bytes : int
        Address space of one child process; decoding 4K HEVC takes about half of the default.
    probe_seconds : float
        Wall clock for looking at a file.
    base_seconds, seconds_per_second : float
        Wall clock of a conversion: base plus so many seconds for each second of the recording.
    output_base_bytes, output_bytes_per_second : int
        Largest file a conversion may write, by the same rule.
    """

    max_duration_seconds: float = 12 * 3600.0
    max_pixels: int = 36_000_000
    min_sample_rate_hz: int = 4_000
    max_sample_rate_hz: int = 192_000
    max_channel_count: int = 16
    memory_bytes: int = 3 * 1024**3
    probe_seconds: float = 120.0
    base_seconds: float = 60.0
    seconds_per_second: float = 8.0
    output_base_bytes: int = 64 * 1024**2
    output_bytes_per_second: int = 1024**2

    def wall_seconds(self, duration_seconds: float) -> float:
        """Return the wall clock that a conversion of so long a recording may take."""
        return self.base_seconds + self.seconds_per_second * duration_seconds

    def output_bytes(self, duration_seconds: float) -> int:
        """Return the largest file that a conversion of so long a recording may write."""
        return self.output_base_bytes + int(self.output_bytes_per_second * duration_seconds)


DEFAULT_LIMITS = MediaLimits()
