"""Cuts a few seconds out of the web sound, for whoever may hear them and nothing around them."""

from __future__ import annotations

from pathlib import Path

from app.renditions.web_format import CLEAN_ARGUMENTS, SOUND_ARGUMENTS
from transcription.media_gate import run_ffmpeg

# Word times are right to about a twentieth of a second: without this, a first consonant may be missing.
MARGIN_SECONDS = 0.1


def cut_sound(source: Path, destination: Path, start_seconds: float, end_seconds: float) -> None:
    """Write the sound between two moments of a web sound, in its format, with a tenth of a second around.

    The file bears nothing of where it comes from: no name, no date, no place in the recording.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    start = max(0.0, start_seconds - MARGIN_SECONDS)
    length = end_seconds + MARGIN_SECONDS - start
    arguments = ["-map", "0:a:0", "-vn", "-t", f"{length:.3f}", *SOUND_ARGUMENTS, *CLEAN_ARGUMENTS]
    run_ffmpeg(source, destination, arguments, duration_seconds=length, start_seconds=start)
