"""Writes the levelled sound of a clip in the formats that people take along."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.renditions.clip_cutting import RATE_HZ
from app.renditions.levelled_sound import clip_loudness_lufs, read_wav
from app.renditions.web_format import MP4_ARGUMENTS, NO_TRACE_ARGUMENTS
from transcription.media_gate import run_ffmpeg

# The voice on both channels, as players take loudness to be meant. The codecs see that they are one, so it
# costs next to nothing.
ON_BOTH_CHANNELS = "pan=stereo|c0=c0|c1=c0"
# Else the name of the encoder stands there.
MADE_BY = "encoder=Franquette"
_CLOSE_DB = 0.2
AAC_ARGUMENTS = ("-c:a", "aac", "-b:a", "96k")


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """A format: how ffmpeg writes it, what it is called, and whether its encoder changes how loud it is."""

    arguments: tuple[str, ...]
    media_type: str
    suffix: str
    is_checked: bool = False


FORMATS: Mapping[str, AudioFormat] = {
    "m4a": AudioFormat((*AAC_ARGUMENTS, *MP4_ARGUMENTS), "audio/mp4", ".m4a"),
    # Its header says how much of the first and last frame is not sound, so that players cut it off. Version 3
    # of its tags, because some players know no later one.
    "mp3": AudioFormat(
        ("-c:a", "libmp3lame", "-b:a", "96k", "-write_xing", "1", "-id3v2_version", "3", "-f", "mp3"),
        "audio/mpeg",
        ".mp3",
        is_checked=True,
    ),
    "opus": AudioFormat(
        ("-c:a", "libopus", "-b:a", "64k", "-metadata:s:a:0", MADE_BY, "-f", "opus"), "audio/ogg", ".opus"
    ),
}


@dataclass(frozen=True, slots=True)
class PublicTags:
    """What a file says of itself: whose words, and where they come from. Nothing of the device is in it."""

    title: str
    artist: str
    comment: str

    def arguments(self) -> Sequence[str]:
        """Return them as ffmpeg takes them."""
        pairs = (("title", self.title), ("artist", self.artist), ("comment", self.comment))
        return [part for name, text in pairs for part in ("-metadata", f"{name}={text}")]


def make_clip_audio(levelled: Path, destination: Path, kind: str, tags: PublicTags) -> None:
    """Write a clip as `m4a`, `mp3` or `opus`; second 0 is the first sample of the cut.

    Parameters
    ----------
    levelled : Path
        What `app.renditions.levelled_sound.level_sound` wrote.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    with wave.open(str(levelled), "rb") as read:
        seconds = read.getnframes() / read.getframerate()
    _encode(levelled, destination, kind, tags, seconds, 0.0)
    lost_db = _lost_db(levelled, destination, seconds) if FORMATS[kind].is_checked else 0.0
    if abs(lost_db) > _CLOSE_DB:
        _encode(levelled, destination, kind, tags, seconds, lost_db)


def _encode(
    levelled: Path, destination: Path, kind: str, tags: PublicTags, seconds: float, gain_db: float
) -> None:
    chain = f"volume={gain_db:.2f}dB,{ON_BOTH_CHANNELS}" if gain_db else ON_BOTH_CHANNELS
    arguments = ["-map", "0:a:0", "-af", chain, *NO_TRACE_ARGUMENTS, *tags.arguments()]
    run_ffmpeg(levelled, destination, [*arguments, *FORMATS[kind].arguments], duration_seconds=seconds)


def _lost_db(levelled: Path, encoded: Path, seconds: float) -> float:
    """Return how much quieter an encoder made the sound: some versions of LAME take away half a decibel."""
    with tempfile.TemporaryDirectory(prefix="franquette-heard-") as folder:
        decoded = Path(folder) / "heard.wav"
        arguments = ["-map", "0:a:0", "-ac", "1", "-ar", str(RATE_HZ), "-c:a", "pcm_s16le", "-f", "wav"]
        run_ffmpeg(encoded, decoded, arguments, duration_seconds=seconds)
        heard = clip_loudness_lufs(read_wav(decoded))
    meant = clip_loudness_lufs(read_wav(levelled))
    return 0.0 if heard is None or meant is None else meant - heard
