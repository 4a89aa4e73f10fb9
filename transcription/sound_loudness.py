"""How loud a stretch of sound is to the ear: gated loudness after ITU-R BS.1770."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from transcription.speech_audio import SAMPLE_RATE_HZ

_BLOCK_SECONDS, _HOP_SECONDS = 0.4, 0.1
_OFFSET_LUFS = -0.691
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
# Silence added behind the sound takes up the tails of both filters, which a transform would wrap around.
_TAIL_SECONDS = 1


def loudness_lufs(samples: NDArray[np.float32], rate_hz: int = SAMPLE_RATE_HZ) -> float | None:
    """Return the integrated loudness of one channel of sound.

    Parameters
    ----------
    samples : ndarray of float32, shape (n,)
        In -1..1.
    rate_hz : int
        Samples a second.

    Returns
    -------
    float or None
        In LUFS, at least -70; None for less than 0.4 s, or where nothing is above the absolute gate.

    References
    ----------
    ITU-R BS.1770-5, "Algorithms to measure audio programme loudness", 2023; the analogue form of its two
    filters is that of libebur128, so that they can be made for any rate.
    """
    block, hop = round(_BLOCK_SECONDS * rate_hz), round(_HOP_SECONDS * rate_hz)
    if len(samples) < block:
        return None
    weighted = k_weighted(samples, rate_hz)
    energy = np.concatenate(([0.0], np.cumsum(weighted * weighted)))
    starts = np.arange(0, len(samples) - block + 1, hop)
    powers = (energy[starts + block] - energy[starts]) / block
    powers = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
    if len(powers) == 0:
        return None
    powers = powers[powers > np.mean(powers) * 10 ** (_RELATIVE_GATE_LU / 10)]
    return _OFFSET_LUFS + 10 * math.log10(float(np.mean(powers)))


def k_weighted(samples: NDArray[np.float32], rate_hz: int = SAMPLE_RATE_HZ) -> NDArray[np.float64]:
    """Return the sound as the ear weighs it: a shelf for the head, then a high pass; shape (n,)."""
    length = 1 << (len(samples) + _TAIL_SECONDS * rate_hz - 1).bit_length()
    # e^(-jw) at each bin, the unit delay of both filters.
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(length))
    response = _biquad(*_head_shelf(rate_hz), delay) * _biquad(*_high_pass(rate_hz), delay)
    return np.fft.irfft(np.fft.rfft(samples, length) * response, length)[: len(samples)]


_Taps = tuple[float, float, float]


def _head_shelf(rate_hz: int) -> tuple[_Taps, _Taps]:
    gain_db, quality, centre_hz = 3.999843853973347, 0.7071752369554196, 1681.974450955533
    k = math.tan(math.pi * centre_hz / rate_hz)
    high = 10 ** (gain_db / 20)
    band = high**0.4996667741545416
    scale = 1 + k / quality + k * k
    ahead = ((high + band * k / quality + k * k), 2 * (k * k - high), (high - band * k / quality + k * k))
    back = (scale, 2 * (k * k - 1), 1 - k / quality + k * k)
    return ahead, back


def _high_pass(rate_hz: int) -> tuple[_Taps, _Taps]:
    quality, corner_hz = 0.5003270373238773, 38.13547087602444
    k = math.tan(math.pi * corner_hz / rate_hz)
    scale = 1 + k / quality + k * k
    # The standard leaves the passband of this filter unscaled.
    return (scale, -2 * scale, scale), (scale, 2 * (k * k - 1), 1 - k / quality + k * k)


def _biquad(ahead: _Taps, back: _Taps, delay: NDArray[np.complex128]) -> NDArray[np.complex128]:
    over = ahead[0] + ahead[1] * delay + ahead[2] * delay**2
    under = back[0] + back[1] * delay + back[2] * delay**2
    result: NDArray[np.complex128] = over / under
    return result


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LUFS) / 10))
