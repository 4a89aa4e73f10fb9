"""Makes the picture and sound that browsers play: H.264 High 4:2:0 and AAC-LC in MP4, upright, small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.renditions.web_format import CLEAN_ARGUMENTS, SOUND_ARGUMENTS
from transcription.media_gate import MediaProbe, run_ffmpeg

MEDIA_TYPE = "video/mp4"
FILE_SUFFIX = ".mp4"
MAX_LONG_SIDE_PIXELS = 854
MAX_FRAME_RATE = 30.0


def picture_size(width_pixels: int, height_pixels: int) -> tuple[int, int]:
    """Return the size as served: the long side at most 854 pixels, never enlarged, both sides even.

    Parameters
    ----------
    width_pixels, height_pixels : int
        As shown, after rotation; at least 1.

    Returns
    -------
    tuple of int
        Width and height, each even and at least 2, because 4:2:0 colour needs pairs.
    """
    scale = min(1.0, MAX_LONG_SIDE_PIXELS / max(width_pixels, height_pixels))
    width, height = (max(2, round(side * scale / 2) * 2) for side in (width_pixels, height_pixels))
    return min(width, MAX_LONG_SIDE_PIXELS), min(height, MAX_LONG_SIDE_PIXELS)


def make_web_video(
    source: Path, destination: Path, probe: MediaProbe, progress: Callable[[float], None] | None = None
) -> tuple[int, int]:
    """Write the web video of a recording and return its width and height in pixels.

    Parameters
    ----------
    probe : MediaProbe
        What the media gate says of `source`; it must have a video.
    progress : callable, optional
        Gets the seconds done.

    Raises
    ------
    ValueError
        The recording has no picture.
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    if probe.video_stream is None or probe.width_pixels is None or probe.height_pixels is None:
        raise ValueError("this recording has no picture: ask for the web sound only")
    width, height = picture_size(probe.width_pixels, probe.height_pixels)
    rate = min(probe.frame_rate or MAX_FRAME_RATE, MAX_FRAME_RATE)
    # ffmpeg turns the picture upright before these filters. The first picture is held from second 0 where the
    # camera started after the microphone, and a steady rate keeps lips and words together.
    picture = f"scale={width}:{height}:flags=lanczos,setsar=1,fps={rate:.6f}:start_time=0,format=yuv420p"
    arguments = ["-map", f"0:{probe.video_stream}", "-map", f"0:{probe.audio_stream}", "-vf", picture]
    arguments += ["-c:v", "libx264", "-profile:v", "high", "-preset", "veryfast", "-crf", "26"]
    # A key frame every 2 seconds at most: a click on a word must not wait.
    arguments += ["-maxrate", "1200k", "-bufsize", "2400k", "-g", str(max(1, round(2 * rate)))]
    # The player, the ribbon and the transcript share one length: that of the sound.
    arguments += ["-t", f"{probe.duration_seconds:.6f}", *SOUND_ARGUMENTS, *CLEAN_ARGUMENTS]
    run_ffmpeg(source, destination, arguments, duration_seconds=probe.duration_seconds, progress=progress)
    return width, height
