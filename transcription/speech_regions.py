"""Where in a recording someone speaks: the silero voice activity model that faster-whisper bundles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transcription.sliced_sound import SlicedSound

_SAMPLE_RATE_HZ = 16_000
# The detector reads 512 samples (32 ms) at a time and refuses an empty array.
_FRAME_SAMPLES = 512
# One pass takes about 4 MB a minute; longer recordings are read in parts so that memory stays bounded.
_PART_SAMPLES = 600 * _SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class SpeechRegion:
    """A stretch with speech; half-open, in seconds from the beginning of the recording."""

    start_seconds: float
    end_seconds: float

    @property
    def duration_seconds(self) -> float:
        """Length in seconds, more than 0."""
        return self.end_seconds - self.start_seconds


def find_speech(
    samples: SlicedSound,
    *,
    threshold: float = 0.5,
    shortest_silence_seconds: float = 0.3,
    padding_seconds: float = 0.1,
    progress: Callable[[float], None] | None = None,
) -> tuple[SpeechRegion, ...]:
    """Find the stretches where someone speaks.

    Parameters
    ----------
    samples : SlicedSound, n samples
        Mono sound at 16 kHz; may be empty.
    threshold : float
        Speech probability in 0..1 from which a 32 ms frame counts as speech.
    shortest_silence_seconds : float
        Pauses shorter than this do not end a region.
    padding_seconds : float
        Added on both sides of a region, since soft beginnings and endings fall under the threshold.
    progress : callable, optional
        Called with the share done, in 0..1.

    Returns
    -------
    tuple of SpeechRegion
        In order of time, apart from each other, inside the recording; empty when nobody speaks.

    References
    ----------
    Silero VAD v6, https://github.com/snakers4/silero-vad (MIT), as bundled by faster-whisper.
    """
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(
        threshold=threshold,
        min_silence_duration_ms=round(shortest_silence_seconds * 1000),
        speech_pad_ms=round(padding_seconds * 1000),
    )
    found: list[tuple[int, int]] = []
    for first in range(0, len(samples), _PART_SAMPLES):
        if progress is not None:
            progress(first / len(samples))
        part = samples[first : first + _PART_SAMPLES]
        if len(part) < _FRAME_SAMPLES:
            continue
        for stretch in get_speech_timestamps(part, options):
            found.append((first + stretch["start"], first + min(stretch["end"], len(part))))
    return _join_touching(found)


def regions_near(
    regions: Sequence[SpeechRegion], start_seconds: float, end_seconds: float, reach_seconds: float
) -> Sequence[SpeechRegion]:
    """Return the regions that touch a span or lie within reach of it, without a look at all the others.

    Parameters
    ----------
    regions : sequence of SpeechRegion
        In order of time, apart from each other.
    """
    first = bisect_left(regions, start_seconds - reach_seconds, key=lambda region: region.end_seconds)
    last = bisect_right(regions, end_seconds + reach_seconds, key=lambda region: region.start_seconds)
    return regions[first:last]


def _join_touching(found: list[tuple[int, int]]) -> tuple[SpeechRegion, ...]:
    """Join stretches that a part's edge (or the padding) made touch."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return tuple(SpeechRegion(start / _SAMPLE_RATE_HZ, end / _SAMPLE_RATE_HZ) for start, end in joined)
