"""The outline of a sound: how loud it is along its length, in a fixed number of steps."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from transcription.sliced_sound import SlicedSound
from transcription.speech_audio import SAMPLE_RATE_HZ, SpeechAudio

BUCKET_COUNT = 2400
# Who moves the edge of a passage sees its words, however long the recording is.
LEAST_BUCKETS_PER_SECOND = 20
PEAKS_RULE = "rms-p98-gamma0.7/1"
_REFERENCE_PERCENTILE = 98.0
_GAMMA = 0.7
# Below -60 dBFS there is no speech: a silent recording stays flat instead of having its hiss blown up.
_LEAST_REFERENCE = 1e-3


@dataclass(frozen=True, slots=True)
class Peaks:
    """Loudness in equal steps from the beginning to the end of a recording.

    Attributes
    ----------
    duration_seconds : float
        Of the whole recording.
    levels : tuple of int
        Values in 0..255, by the rule named in `rule`; as many as `bucket_count` says.
    rule : str
        Name and version of the rule of scale.
    """

    duration_seconds: float
    levels: tuple[int, ...]
    rule: str = PEAKS_RULE

    def to_json(self) -> dict[str, Any]:
        """Return plain values; the levels as base64, a third as long as in digits."""
        levels = base64.b64encode(bytes(self.levels)).decode("ascii")
        return {"duration_seconds": self.duration_seconds, "rule": self.rule, "levels": levels}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Peaks:
        """Build from what `to_json` returned."""
        levels = tuple(base64.b64decode(values["levels"], validate=True))
        return cls(float(values["duration_seconds"]), levels, str(values["rule"]))

    def in_columns(self, count: int) -> tuple[int, ...]:
        """Return the levels in `count` columns: the mean of the buckets under each.

        Parameters
        ----------
        count : int
            Number of columns, at least 1.
        """
        values = np.asarray(self.levels or (0,), dtype=np.float64)
        edges = np.linspace(0, len(values), count + 1)
        sums = np.interp(edges, np.arange(len(values) + 1), np.concatenate(([0.0], np.cumsum(values))))
        means = np.diff(sums) / np.diff(edges)
        return tuple(int(level) for level in np.rint(means))


def bucket_count(duration_seconds: float) -> int:
    """Return how many levels a recording is measured in: 2400, or 20 a second where that is more."""
    return max(BUCKET_COUNT, math.ceil(LEAST_BUCKETS_PER_SECOND * duration_seconds))


def make_peaks(speech_wav: Path) -> Peaks:
    """Measure what `transcription.media_gate.decode_speech` wrote; see `measure_peaks` for the rule."""
    samples = SpeechAudio(speech_wav)
    return measure_peaks(samples, bucket_count(len(samples) / SAMPLE_RATE_HZ))


def measure_peaks(samples: SlicedSound, buckets: int = BUCKET_COUNT) -> Peaks:
    """Measure the outline of a sound by one rule for every recording.

    The loudness of a bucket is its root mean square. The 98th percentile of all buckets, the loud speech of
    this recording, is full height, so that nobody looks small for having sat far from the telephone. Below
    it, height is the ratio to that loudness raised to 0.7, so that quiet words are still seen above the
    noise.

    Parameters
    ----------
    samples : SlicedSound, n samples
        In -1..1 at 16 kHz.
    buckets : int
        Number of levels returned.

    Returns
    -------
    Peaks
        `levels` in 0..255; all 0 for silence.
    """
    duration_seconds = len(samples) / SAMPLE_RATE_HZ
    if len(samples) == 0:
        return Peaks(0.0, (0,) * buckets)
    edges = np.linspace(0, len(samples), buckets + 1).astype(np.int64)
    loudness = np.zeros(buckets)
    for bucket, (start, end) in enumerate(pairwise(edges)):
        # A recording of fewer samples than buckets repeats its nearest sample.
        part = samples[start : max(end, start + 1)].astype(np.float64)
        loudness[bucket] = np.sqrt(np.mean(part * part))
    reference = max(float(np.percentile(loudness, _REFERENCE_PERCENTILE)), _LEAST_REFERENCE)
    heights = np.minimum(1.0, loudness / reference) ** _GAMMA
    return Peaks(duration_seconds, tuple(int(level) for level in np.rint(255 * heights)))
