"""Makes the sound that browsers play.

AAC-LC in MP4, because every browser plays it, Safari on old iPhones included; Opus in Ogg reached Safari only
with version 18.4. Mono 64 kbit/s keeps all that a phone recorded of a voice: a 3-hour interview is 87 MB.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from transcription.media_gate import SOUND_FROM_ZERO, MediaProbe, run_ffmpeg

MEDIA_TYPE = "audio/mp4"
FILE_SUFFIX = ".m4a"
SOUND_ARGUMENTS = ("-af", SOUND_FROM_ZERO, "-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", "48000")
# Nothing of the phone goes with it: no place, owner, date, device or chapter; bitexact leaves out versions
# and clocks, so that twice gives the same bytes.
NO_TRACE_ARGUMENTS = (
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags", "+bitexact", "-flags:a", "+bitexact", "-flags:v", "+bitexact"),
)
# The index comes first, so that playing starts before the whole file is there.
MP4_ARGUMENTS = ("-movflags", "+faststart", "-f", "mp4")
CLEAN_ARGUMENTS = (*NO_TRACE_ARGUMENTS, *MP4_ARGUMENTS)


def make_web_audio(
    source: Path, destination: Path, probe: MediaProbe, progress: Callable[[float], None] | None = None
) -> None:
    """Write the web sound of a recording; second 0 is that of the decoded speech.

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
    arguments = ["-map", f"0:{probe.audio_stream}", "-vn", *SOUND_ARGUMENTS, *CLEAN_ARGUMENTS]
    run_ffmpeg(source, destination, arguments, duration_seconds=probe.duration_seconds, progress=progress)
