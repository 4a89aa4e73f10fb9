"""Makes the sound that browsers play."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.renditions.aac_pieces import encode_aac
from app.renditions.whole_sound import decode_whole_sound
from transcription.media_gate import MediaProbe

MEDIA_TYPE = "audio/mp4"
FILE_SUFFIX = ".m4a"
# Of the work; the rest is encoding.
_DECODING_SHARE = 0.2


def make_web_audio(
    source: Path, destination: Path, probe: MediaProbe, progress: Callable[[float], None] | None = None
) -> None:
    """Write the web sound of a recording; second 0 is that of the decoded speech.

    Needs room beside `destination` for the sound at 48 kHz (5.8 MB a minute) while it works. What was done
    before a stop is kept there, and not made again.

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
    tell = progress or (lambda _seconds: None)
    before_seconds = _DECODING_SHARE * probe.duration_seconds
    wav = destination.with_name(f"{destination.stem}-whole.wav")
    try:
        decode_whole_sound(source, wav, probe, lambda done: tell(_DECODING_SHARE * done))
        encode_aac(wav, destination, lambda done: tell(before_seconds + (1 - _DECODING_SHARE) * done))
    finally:
        with suppress(FileNotFoundError):
            wav.unlink()
