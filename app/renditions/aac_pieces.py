"""Encodes a long sound for browsers, ten minutes at a time, and goes on where it was cut short.

A frame of AAC holds 1,024 samples and leans on the frame before it. So each piece is encoded with some frames
more on both sides, which are thrown away: end to end, what is left is one sound without a seam, each sample
at its place, and the same bytes whoever did which piece.

References
----------
ISO/IEC 14496-3, subpart 4 (AAC), and ISO/IEC 13818-7, 6.2 (ADTS: frames that say their own length).
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from app.renditions.web_format import AAC_ARGUMENTS, CLEAN_ARGUMENTS, NO_TRACE_ARGUMENTS, SOUND_RATE_HZ
from transcription.media_gate import run_ffmpeg
from transcription.media_mpeg_frames import adts_frame_bytes

PIECE_FRAMES = 28_125
_FRAME_SAMPLES = 1_024
# All these are multiples of three: only such a number of frames is a whole number of microseconds, which is
# how exactly ffmpeg can be told where to begin.
_FRAMES_BEFORE = 9
_FRAMES_BEHIND = 3
# The first frame of every stream is a lead-in that holds no sound: players skip it.
_LEAD_IN_FRAMES = 1
_JOIN_ARGUMENTS = (
    *("-map", "0:0", "-c", "copy", "-bsf:a"),
    f"aac_adtstoasc,setts=ts=TS-{_LEAD_IN_FRAMES * _FRAME_SAMPLES}/{SOUND_RATE_HZ}/TB",
)


def encode_aac(wav: Path, destination: Path, progress: Callable[[float], None] | None = None) -> None:
    """Write a 48 kHz mono WAV file as AAC in MP4; its last frame is full, which may be 21 ms of silence.

    The pieces that a run cut short has left beside `wav` are not made again; once all is done they are gone.

    Parameters
    ----------
    progress : callable, optional
        Gets the seconds done.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    with wave.open(str(wav), "rb") as read:
        samples = read.getnframes()
    joined = wav.with_suffix(".aac")
    frames = -(-samples // _FRAME_SAMPLES)
    pieces = [_Piece(wav, first, samples) for first in range(0, max(frames, 1), PIECE_FRAMES)]
    try:
        with joined.open("wb") as file:
            for piece in pieces:
                piece.encode(progress)
                for frame in piece.kept_frames():
                    file.write(frame)
        arguments = [*_JOIN_ARGUMENTS, *CLEAN_ARGUMENTS]
        run_ffmpeg(joined, destination, arguments, duration_seconds=samples / SOUND_RATE_HZ)
    finally:
        for path in (joined, *(piece.path for piece in pieces)):
            with suppress(FileNotFoundError):
                path.unlink()


class _Piece:
    """Some frames of a sound, encoded by themselves."""

    def __init__(self, wav: Path, first_frame: int, samples: int) -> None:
        self.path = wav.with_name(f"{wav.stem}-{first_frame // PIECE_FRAMES:03}.aac")
        self._wav = wav
        self._first_frame = first_frame
        self._end_frame = first_frame + PIECE_FRAMES
        self._from_frame = max(first_frame - _FRAMES_BEFORE, 0)
        self._samples = samples

    @property
    def is_last(self) -> bool:
        return self._end_frame * _FRAME_SAMPLES >= self._samples

    def encode(self, progress: Callable[[float], None] | None) -> None:
        """Encode the piece and what is around it, unless that is done."""
        if self.path.exists():
            return
        begins = self._from_frame * _FRAME_SAMPLES / SOUND_RATE_HZ
        until = min((self._end_frame + _FRAMES_BEHIND) * _FRAME_SAMPLES, self._samples) / SOUND_RATE_HZ
        arguments = ["-map", "0:0", "-t", f"{until - begins:.6f}"]
        run_ffmpeg(
            self._wav,
            self.path,
            [*arguments, *AAC_ARGUMENTS, *NO_TRACE_ARGUMENTS, "-f", "adts"],
            duration_seconds=until - begins,
            progress=None if progress is None else lambda done: progress(begins + done),
            start_seconds=begins,
        )

    def kept_frames(self) -> Iterator[bytes]:
        """Give the frames that belong to the piece; the first piece has the lead-in too."""
        begin = self._first_frame - self._from_frame + _LEAD_IN_FRAMES if self._first_frame else 0
        end = self._end_frame - self._from_frame + _LEAD_IN_FRAMES
        for number, frame in enumerate(_adts_frames(self.path.read_bytes())):
            if begin <= number and (number < end or self.is_last):
                yield frame


def _adts_frames(data: bytes) -> Iterator[bytes]:
    at = 0
    while size := adts_frame_bytes(data[at : at + 7]):
        yield data[at : at + size]
        at += size
