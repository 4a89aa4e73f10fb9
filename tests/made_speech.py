"""Sound made for measuring: speech-like bursts whose noise, bandwidth, clipping and room are known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transcription.speech_audio import SAMPLE_RATE_HZ
from transcription.speech_regions import SpeechRegion

Sound = NDArray[np.float32]
PHRASE_SECONDS, PAUSE_SECONDS = 1.4, 0.7


def make_speech(seconds: float, seed: int = 1) -> tuple[Sound, tuple[SpeechRegion, ...]]:
    """Return phrases of voiced and hissing syllables up to 8 kHz, with silent pauses, and where they are."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(round(seconds * SAMPLE_RATE_HZ))
    regions = []
    at = 0.4
    while at + PHRASE_SECONDS < seconds:
        regions.append(SpeechRegion(at, at + PHRASE_SECONDS))
        end = at + PHRASE_SECONDS
        while at < end - 0.1:
            length = min(float(rng.uniform(0.12, 0.25)), end - at)
            first = round(at * SAMPLE_RATE_HZ)
            syllable = _syllable(rng, round(length * SAMPLE_RATE_HZ))
            sound[first : first + len(syllable)] += syllable[: len(sound) - first]
            at += length + float(rng.uniform(0.03, 0.09))
        at = end + PAUSE_SECONDS
    return (0.3 * sound / np.abs(sound).max()).astype(np.float32), tuple(regions)


def with_noise(speech: Sound, regions: tuple[SpeechRegion, ...], snr_db: float, seed: int = 2) -> Sound:
    """Add white noise so many dB under the mean power of the regions."""
    spoken = np.concatenate(
        [speech[round(r.start_seconds * 16_000) : round(r.end_seconds * 16_000)] for r in regions]
    )
    power = float(np.mean(np.square(spoken, dtype=np.float64))) / 10 ** (snr_db / 10)
    noise = np.random.default_rng(seed).standard_normal(len(speech)) * np.sqrt(power)
    return (speech + noise).astype(np.float32)


def below(sound: Sound, highest_hz: float) -> Sound:
    """Return the sound with nothing above a frequency."""
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ) > highest_hz] = 0
    return np.fft.irfft(spectrum, len(sound)).astype(np.float32)


def in_room(sound: Sound, rt60_seconds: float, seed: int = 3) -> Sound:
    """Return the sound as heard in a room that fades by 60 dB in that time, as strong as the voice itself."""
    count = round(1.2 * rt60_seconds * SAMPLE_RATE_HZ)
    tail = np.random.default_rng(seed).standard_normal(count)
    tail *= 10 ** (-3 * np.arange(count) / (rt60_seconds * SAMPLE_RATE_HZ))
    tail[: SAMPLE_RATE_HZ // 500] = 0
    tail /= np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    length = 1 << (len(sound) + count).bit_length()
    heard = np.fft.irfft(np.fft.rfft(sound, length) * np.fft.rfft(tail, length), length)[: len(sound)]
    return (0.3 * heard / np.abs(heard).max()).astype(np.float32)


def cut_flat(sound: Sound, share_of_peak: float) -> Sound:
    """Return the sound with all that is above this share of its peak cut off."""
    limit = share_of_peak * float(np.abs(sound).max())
    return np.clip(sound, -limit, limit)


def _syllable(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Return a vowel (pulses through three resonances) or, one time in three, a hiss."""
    if rng.random() < 0.33:
        source, weight = rng.standard_normal(count), 0.25
        shape = _resonances(count, ((5500.0, 4000.0),))
    else:
        source, weight = np.zeros(count), 1.0
        source[:: int(SAMPLE_RATE_HZ / rng.uniform(100, 190))] = 1.0
        centres = (rng.uniform(300, 800), rng.uniform(900, 2300), rng.uniform(2400, 3000))
        # A voice is weaker the higher it goes.
        tilt = 1 / (1 + np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ) / 400)
        shape = tilt * _resonances(count, tuple((float(centre), 120.0) for centre in centres))
    voice = np.fft.irfft(np.fft.rfft(source) * shape, count)
    # A mouth opens and closes.
    opening = np.sin(np.pi * np.arange(count) / count) ** 1.5
    result: NDArray[np.float64] = weight * opening * voice / (np.sqrt(np.mean(voice**2)) + 1e-9)
    return result


def _resonances(count: int, peaks: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    shape = np.zeros(len(frequency))
    for centre, width in peaks:
        shape += 1 / (1 + ((frequency - centre) / width) ** 2)
    return shape
