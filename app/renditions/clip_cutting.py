"""Cuts a span out of the sound of an original, to the sample."""

from __future__ import annotations

from pathlib import Path

from transcription.media_gate import SOUND_FROM_ZERO, MediaProbe, run_ffmpeg

RATE_HZ = 48_000


def cut_original_sound(
    source: Path,
    destination: Path,
    probe: MediaProbe,
    start_seconds: float,
    end_seconds: float,
) -> None:
    """Write the sound from one moment up to another as a 48 kHz mono 16-bit WAV file.

    The moments are those of the transcript: the recording is decoded from its beginning as
    `transcription.media_gate.decode_speech` does it. To begin near the span would be quicker, and up to a
    tenth of a second wrong where a telephone stamped its sound unevenly. The file has as many samples as the
    span, with silence behind the end of the recording.

    Parameters
    ----------
    probe : MediaProbe
        What the media gate says of `source`.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    first, end = (round(at * RATE_HZ) for at in (start_seconds, end_seconds))
    chain = (
        f"{SOUND_FROM_ZERO},aresample={RATE_HZ},aformat=channel_layouts=mono,"
        f"atrim=start_sample={first}:end_sample={end},asetpts=PTS-STARTPTS,apad=whole_len={end - first}"
    )
    arguments = ["-map", f"0:{probe.audio_stream}", "-vn", "-af", chain, "-c:a", "pcm_s16le"]
    arguments += ["-bitexact", "-map_metadata", "-1", "-f", "wav"]
    run_ffmpeg(source, destination, arguments, duration_seconds=end_seconds)
