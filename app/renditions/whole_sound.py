"""Decodes the whole sound of a recording, each sample at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.renditions.web_format import SOUND_RATE_HZ
from transcription.media_gate import SOUND_FROM_ZERO, MediaProbe, run_ffmpeg

WHOLE_SOUND_ARGUMENTS = (
    *("-af", SOUND_FROM_ZERO, "-ac", "1", "-ar", str(SOUND_RATE_HZ)),
    *("-c:a", "pcm_s16le", "-bitexact", "-f", "wav"),
)


def decode_whole_sound(
    source: Path, wav: Path, probe: MediaProbe, progress: Callable[[float], None] | None = None
) -> None:
    """Write the sound as a 48 kHz mono 16-bit WAV file, 5.8 MB a minute, unless it is there already.

    Second 0 is that of `transcription.media_gate.decode_speech`. What is cut out of the file is at its place
    to the sample; cut out of a telephone's own file it would be up to a tenth of a second away.

    Parameters
    ----------
    probe : MediaProbe
        What the media gate says of `source`.
    progress : callable, optional
        Gets the seconds done.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    if wav.exists():
        return
    arguments = ["-map", f"0:{probe.audio_stream}", "-vn", *WHOLE_SOUND_ARGUMENTS]
    run_ffmpeg(source, wav, arguments, duration_seconds=probe.duration_seconds, progress=progress)
