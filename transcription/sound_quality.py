"""How good the sound of a stretch of speech is: noise, bandwidth, clipping, reverberation, loudness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcription.sound_bandwidth import bandwidth_hz
from transcription.sound_clipping import clipped_share
from transcription.sound_loudness import loudness_lufs
from transcription.sound_reverberation import rt60_seconds
from transcription.speech_audio import SAMPLE_RATE_HZ
from transcription.speech_regions import SpeechRegion

# How far around a stretch its pauses and its room are looked for; a bus does not change faster.
CONTEXT_SECONDS = 15.0
MOST_SNR_DB = 60.0
LEAST_SNR_DB = -20.0
# A voice dies away after the detector's end; what follows at once is no pause yet.
_GUARD_SECONDS = 0.1
_LEAST_PAUSE_SECONDS = 0.3
_LEAST_SPEECH_SECONDS = 0.3
# In more noise than this, the falls of the voice end in the noise before they tell anything of the room.
_LEAST_SNR_FOR_ROOM_DB = 15.0


@dataclass(frozen=True, slots=True)
class SoundQuality:
    """What was measured on a stretch of sound; None: it cannot be told.

    Attributes
    ----------
    snr_db : float or None
        Power of the speech over that of the pauses around it, -20..60. None without 0.3 s of both.
    bandwidth_hz : float or None
        Highest frequency carried, at most 8,000: the sound is measured at 16 kHz.
    clipped_share : float
        Share of the samples that lie in flat tops, 0..1.
    rt60_seconds : float or None
        Time in which the room fades by 60 dB, at least 0.3 ('so or less'). None in noise, or little speech.
    loudness_lufs : float or None
        Gated loudness, -70 or more. None for less than 0.4 s, or silence.
    """

    snr_db: float | None
    bandwidth_hz: float | None
    clipped_share: float
    rt60_seconds: float | None
    loudness_lufs: float | None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> SoundQuality:
        """Build from what `to_json` returned."""
        return cls(**values)


def measure_sound(
    samples: NDArray[np.float32], regions: Sequence[SpeechRegion], start_seconds: float, end_seconds: float
) -> SoundQuality:
    """Measure the sound of a stretch, with up to 15 s on each side for its pauses and its room.

    Parameters
    ----------
    samples : ndarray of float32, shape (n,)
        Mono sound in -1..1 at 16 kHz: the whole recording, or as much of it as the caller has.
    regions : sequence of SpeechRegion
        Where somebody speaks, in seconds from the first sample.
    start_seconds, end_seconds : float
        The stretch, half-open; what lies outside the samples is left out.

    Returns
    -------
    SoundQuality
        Rounded to what is meant: 0.1 dB, 1 Hz, 0.001 %, 0.01 s, 0.1 LUFS.
    """
    first, last = (
        min(max(0, round(at * SAMPLE_RATE_HZ)), len(samples)) for at in (start_seconds, end_seconds)
    )
    reach = round(CONTEXT_SECONDS * SAMPLE_RATE_HZ)
    from_sample, to_sample = max(0, first - reach), min(len(samples), last + reach)
    stretch, around = samples[first:last], samples[from_sample:to_sample]
    is_speech = _speaking(regions, from_sample, len(around), 0.0)
    pauses = around[~_speaking(regions, from_sample, len(around), _GUARD_SECONDS)]
    speech = stretch[is_speech[first - from_sample : last - from_sample]]
    snr_db = _snr_db(speech, pauses)
    is_quiet_enough = snr_db is not None and snr_db >= _LEAST_SNR_FOR_ROOM_DB
    return SoundQuality(
        snr_db=_rounded(snr_db, 1),
        bandwidth_hz=_rounded(bandwidth_hz(speech, pauses), 0),
        clipped_share=round(clipped_share(stretch), 5),
        rt60_seconds=_rounded(rt60_seconds(around), 2) if is_quiet_enough else None,
        loudness_lufs=_rounded(loudness_lufs(stretch), 1),
    )


def _speaking(
    regions: Sequence[SpeechRegion], from_sample: int, count: int, guard_seconds: float
) -> NDArray[np.bool_]:
    """Return for each sample whether it lies in a region, or within the guard of one."""
    mask = np.zeros(count, dtype=np.bool_)
    for region in regions:
        start = round((region.start_seconds - guard_seconds) * SAMPLE_RATE_HZ) - from_sample
        end = round((region.end_seconds + guard_seconds) * SAMPLE_RATE_HZ) - from_sample
        mask[max(0, start) : max(0, end)] = True
    return mask


def _snr_db(speech: NDArray[np.float32], pauses: NDArray[np.float32]) -> float | None:
    """Return the ratio of powers; the noise that lies under the speech too is taken off it."""
    if (
        len(speech) < _LEAST_SPEECH_SECONDS * SAMPLE_RATE_HZ
        or len(pauses) < _LEAST_PAUSE_SECONDS * SAMPLE_RATE_HZ
    ):
        return None
    noise, both = (float(np.mean(np.square(part, dtype=np.float64))) for part in (pauses, speech))
    if both == 0:
        return None
    # Digital silence between words: the rounding of the samples is then the only noise known.
    noise = max(noise, 2.0**-30 / 12)
    ratio_db = 10 * math.log10(max(both - noise, noise * 10 ** (LEAST_SNR_DB / 10)) / noise)
    return min(ratio_db, MOST_SNR_DB)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
