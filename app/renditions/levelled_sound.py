"""Brings the sound of a clip to the loudness that players expect, whoever sat how far from the telephone."""

from __future__ import annotations

import math
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.renditions.clip_cutting import RATE_HZ
from transcription.media_gate import run_ffmpeg
from transcription.sound_loudness import loudness_lufs

TARGET_LUFS = -16.0
PEAK_DBTP = -1.5
# One voice on both channels is as loud as their sum.
_BOTH_CHANNELS_LU = 10 * math.log10(2)
# Beyond that it is not a voice that is lifted but hiss.
_MOST_GAIN_DB = 36.0
_CLOSE_LU = 0.1
_MOST_ROUNDS = 4
# Below the limit by what the codecs add to a peak.
_LIMIT_DB = PEAK_DBTP - 1.0
# A cut through a sounding wave clicks; this is a quarter of what an ear takes for a gap.
_FADE_SECONDS = 0.005
_LEAST_MEASURED_SECONDS = 0.4


def level_sound(source: Path, destination: Path) -> float:
    """Write a mono WAV file at -16 LUFS once it stands on two channels; peaks stay below -1.5 dBTP.

    Parameters
    ----------
    source : Path
        A 48 kHz mono 16-bit WAV file.

    Returns
    -------
    float
        The gain in dB; 0 for silence, at most 36.

    Raises
    ------
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.

    References
    ----------
    EBU R 128, 2023. The limiter runs at four times the rate, where peaks between samples show
    (ITU-R BS.1770-5, annex 2); what it takes away is given back as gain, measured again.
    """
    measured = clip_loudness_lufs(read_wav(source))
    gain_db = 0.0 if measured is None else min(TARGET_LUFS - measured, _MOST_GAIN_DB)
    for _round in range(_MOST_ROUNDS):
        _apply(source, destination, gain_db)
        reached = clip_loudness_lufs(read_wav(destination))
        missing = 0.0 if reached is None else TARGET_LUFS - reached
        if abs(missing) <= _CLOSE_LU or gain_db + missing > _MOST_GAIN_DB:
            break
        gain_db += missing
    return gain_db


def clip_loudness_lufs(samples: NDArray[np.float32]) -> float | None:
    """Return the loudness of a 48 kHz voice on two channels; a sound shorter than a block counts as repeated.

    Parameters
    ----------
    samples : ndarray of float32, shape (n,)
        In -1..1.
    """
    if len(samples) == 0:
        return None
    times = math.ceil(_LEAST_MEASURED_SECONDS * RATE_HZ / len(samples))
    measured = loudness_lufs(np.tile(samples, times), RATE_HZ)
    return None if measured is None else measured + _BOTH_CHANNELS_LU


def read_wav(path: Path) -> NDArray[np.float32]:
    """Return a mono 16-bit WAV file of our own making as samples in -1..1."""
    with wave.open(str(path), "rb") as read:
        frames = read.readframes(read.getnframes())
    return np.frombuffer(frames, dtype="<i2").astype(np.float32) / np.float32(32_768)


def _apply(source: Path, destination: Path, gain_db: float) -> None:
    with wave.open(str(source), "rb") as read:
        seconds = read.getnframes() / read.getframerate()
    fade = min(_FADE_SECONDS, seconds / 10)
    limit = 10 ** (_LIMIT_DB / 20)
    chain = (
        f"volume={gain_db:.3f}dB:precision=float,aresample={4 * RATE_HZ},"
        f"alimiter=limit={limit:.5f}:attack=5:release=60:level=0:latency=1,aresample={RATE_HZ},"
        f"afade=t=in:d={fade:.4f},afade=t=out:st={seconds - fade:.6f}:d={fade:.4f}"
    )
    arguments = ["-map", "0:a:0", "-af", chain, "-c:a", "pcm_s16le", "-ar", str(RATE_HZ), "-ac", "1"]
    run_ffmpeg(source, destination, [*arguments, "-bitexact", "-f", "wav"], duration_seconds=seconds)
