"""Cuts a span out of the sound of an original, to the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from transcription.media_gate import SOUND_FROM_ZERO, MediaProbe, run_ffmpeg

RATE_HZ = 48_000
# These containers name the instant of each packet, so that reading may begin close to the span. The others
# are decoded from their beginning, as for the transcript: what they say about a place is a guess.
_SEEKABLE = frozenset({"mov", "matroska", "wav"})
# What a decoder of sound needs to run in, amply.
SOUND_LEAD_SECONDS = 10.0


def cut_original_sound(
    source: Path,
    destination: Path,
    probe: MediaProbe,
    start_seconds: float,
    end_seconds: float,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the sound from one moment up to another as a 48 kHz mono 16-bit WAV file.

    The moments are those of the transcript: second 0 is that of `transcription.media_gate.decode_speech`. The
    file has as many samples as the span, with silence behind the end of the recording.

    Parameters
    ----------
    probe : MediaProbe
        What the media gate says of `source`.
    progress : callable, optional
        Gets the seconds read.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    begins = reading_start(probe, start_seconds, SOUND_LEAD_SECONDS)
    first, end = (round((at - begins) * RATE_HZ) for at in (start_seconds, end_seconds))
    chain = (
        f"{SOUND_FROM_ZERO},aresample={RATE_HZ},aformat=channel_layouts=mono,"
        f"atrim=start_sample={first}:end_sample={end},asetpts=PTS-STARTPTS,apad=whole_len={end - first}"
    )
    arguments = ["-map", f"0:{probe.audio_stream}", "-vn", "-af", chain, "-c:a", "pcm_s16le"]
    run_ffmpeg(
        source,
        destination,
        [*arguments, "-bitexact", "-map_metadata", "-1", "-f", "wav"],
        duration_seconds=end_seconds,
        progress=progress,
        start_seconds=begins or None,
    )


def reading_start(probe: MediaProbe, start_seconds: float, lead_seconds: float) -> float:
    """Return from where a recording is read for a span: so long before it, or its beginning."""
    if probe.container not in _SEEKABLE:
        return 0.0
    # Whole seconds: no rounding on the way may move a sample.
    return float(max(0, int(start_seconds - lead_seconds)))
