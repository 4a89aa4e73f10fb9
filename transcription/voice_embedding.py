"""Turns 1.6 s of speech into a point on a sphere where one person's points lie close together.

The network is Resemblyzer's voice encoder, run in numpy: mel spectrogram, three LSTM layers, a linear layer,
a rectifier, and a division by the length.

References
----------
Wan, Wang, Papir, Lopez Moreno, "Generalized End-to-End Loss for Speaker Verification", ICASSP 2018.
Resemblyzer 0.1.4 (Apache-2.0), whose weights and mel front end these are.
Slaney, "Auditory Toolbox", 1998 (the mel scale).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from transcription.sliced_sound import SlicedSound
from transcription.voice_weights import LstmLayer, VoiceWeights, installed_weights

SAMPLE_RATE_HZ = 16_000
FRAME_SECONDS = 0.010
WINDOW_FRAMES = 160
EMBEDDING_SIZE = 256
_FRAME_SAMPLES = 160
_FFT_SAMPLES = 400
_MEL_BANDS = 40
# The level the encoder was trained at; its mel values are powers, not logarithms, so the level matters.
_TARGET_LEVEL_DBFS = -30.0
# Windows run side by side through the LSTM: enough for fast matrix products, few enough for the caches.
BATCH_WINDOWS = 128
_BLOCK_FRAMES = 6_000


def mel_frames(samples: SlicedSound) -> NDArray[np.float32]:
    """Return the mel power spectrogram that the encoder was trained on.

    Parameters
    ----------
    samples : SlicedSound, n samples
        16 kHz mono sound in -1..1; read minute by minute.

    Returns
    -------
    float32, shape (1 + n // 160, 40)
        One row every 10 ms, centred on it, from windows of 25 ms.
    """
    # The periodic Hann window, as librosa takes it.
    window = np.hanning(_FFT_SAMPLES + 1)[:-1].astype(np.float32)
    mels = np.empty((1 + len(samples) // _FRAME_SAMPLES, _MEL_BANDS), dtype=np.float32)
    # In blocks: a whole hour at once would take a gigabyte.
    for first in range(0, len(mels), _BLOCK_FRAMES):
        count = min(_BLOCK_FRAMES, len(mels) - first)
        spectrum = np.fft.rfft(_sound_frames(samples, first, count) * window, axis=1)
        mels[first : first + count] = np.abs(spectrum) ** 2 @ _mel_filters().T
    return mels


def _sound_frames(samples: SlicedSound, first: int, count: int) -> NDArray[np.float32]:
    """Return overlapping windows of sound, shape (count, 400), with silence beyond both ends."""
    start = first * _FRAME_SAMPLES - _FFT_SAMPLES // 2
    end = start + (count - 1) * _FRAME_SAMPLES + _FFT_SAMPLES
    sound = np.asarray(samples[max(start, 0) : end], dtype=np.float32)
    padded = np.pad(sound, (max(-start, 0), max(end - len(samples), 0)))
    return np.lib.stride_tricks.sliding_window_view(padded, _FFT_SAMPLES)[::_FRAME_SAMPLES]


def embed_windows(mels: NDArray[np.float32], windows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Embed windows of 160 frames (1.6 s), each brought to the level the encoder was trained at.

    Parameters
    ----------
    mels : float32, shape (frames, 40)
        What `mel_frames` returned.
    windows : int64, shape (windows, 160)
        The frames of each window, as row numbers of `mels`; a short stretch may be repeated to fill it.

    Returns
    -------
    float32, shape (windows, 256)
        Rows of length 1 with no negative component; a cosine of two rows is their dot product, in 0..1.
    """
    weights = installed_weights()
    if len(windows) == 0:
        return np.zeros((0, EMBEDDING_SIZE), dtype=np.float32)
    batches = (windows[first : first + BATCH_WINDOWS] for first in range(0, len(windows), BATCH_WINDOWS))
    # The matrices are small: threads that wait for each other cost up to ten times the work itself.
    with threadpool_limits(limits=1, user_api="blas"):
        return np.concatenate([_encode(_levelled(mels[batch]), weights) for batch in batches])


def _levelled(windows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale each window's power as if its sound had been brought to the target level.

    The sound's power is read off the mel powers, by comparing them with those of white noise of power 1.
    """
    power = windows.mean(axis=(1, 2), keepdims=True) / _unit_noise_power()
    gain = 10.0 ** (_TARGET_LEVEL_DBFS / 10.0) / np.maximum(power, 1e-12)
    levelled: NDArray[np.float32] = (windows * gain).astype(np.float32)
    return levelled


@lru_cache(maxsize=1)
def _unit_noise_power() -> float:
    window = np.hanning(_FFT_SAMPLES + 1)[:-1]
    return float((window**2).sum() * _mel_filters().sum(axis=1).mean())


def _encode(windows: NDArray[np.float32], weights: VoiceWeights) -> NDArray[np.float32]:
    """Run the network on windows of shape (windows, 160, 40)."""
    sequence = np.ascontiguousarray(windows.transpose(1, 0, 2))
    for layer in weights.layers:
        sequence = _run_layer(sequence, layer)
    raw = np.maximum(sequence[-1] @ weights.projection + weights.projection_bias, 0.0)
    lengths = np.linalg.norm(raw, axis=1, keepdims=True)
    embeddings: NDArray[np.float32] = (raw / np.maximum(lengths, 1e-9)).astype(np.float32)
    return embeddings


def _run_layer(sequence: NDArray[np.float32], layer: LstmLayer) -> NDArray[np.float32]:
    """Run one LSTM layer on a sequence of shape (frames, windows, inputs); return all hidden states."""
    frame_count, window_count, _ = sequence.shape
    hidden_size = layer.recurrent_weights.shape[0]
    hidden = np.zeros((window_count, hidden_size), dtype=np.float32)
    cell = np.zeros_like(hidden)
    states = np.empty((frame_count, window_count, hidden_size), dtype=np.float32)
    for index in range(frame_count):
        gates = sequence[index] @ layer.input_weights + layer.bias
        gates += hidden @ layer.recurrent_weights
        input_gate, forget_gate, candidate, output_gate = np.split(gates, 4, axis=1)
        cell = _sigmoid(forget_gate) * cell + _sigmoid(input_gate) * np.tanh(candidate)
        hidden = _sigmoid(output_gate) * np.tanh(cell)
        states[index] = hidden
    return states


def _sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    # By tanh: no overflow for large negative values, and faster than exp.
    result: NDArray[np.float32] = np.float32(0.5) * np.tanh(np.float32(0.5) * values) + np.float32(0.5)
    return result


@lru_cache(maxsize=1)
def _mel_filters() -> NDArray[np.float32]:
    """Return Slaney's triangular filters of equal area, shape (40, 201), as librosa makes them."""
    bins_hz = np.fft.rfftfreq(_FFT_SAMPLES, 1.0 / SAMPLE_RATE_HZ)
    edges_hz = _mel_to_hz(np.linspace(0.0, float(_hz_to_mel(SAMPLE_RATE_HZ / 2.0)), _MEL_BANDS + 2))
    widths_hz = np.diff(edges_hz)
    distances = edges_hz[:, None] - bins_hz[None, :]
    rising = -distances[:-2] / widths_hz[:-1, None]
    falling = distances[2:] / widths_hz[1:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    areas = 2.0 / (edges_hz[2:] - edges_hz[:-2])
    return (triangles * areas[:, None]).astype(np.float32)


# Slaney's scale: linear below 1 kHz, logarithmic above.
_LINEAR_HZ_PER_MEL = 200.0 / 3.0
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _LINEAR_HZ_PER_MEL
_LOG_STEP = float(np.log(6.4) / 27.0)


def _hz_to_mel(hertz: float) -> float:
    if hertz < _BREAK_HZ:
        return hertz / _LINEAR_HZ_PER_MEL
    return _BREAK_MEL + float(np.log(hertz / _BREAK_HZ)) / _LOG_STEP


def _mel_to_hz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = mels * _LINEAR_HZ_PER_MEL
    logarithmic = _BREAK_HZ * np.exp(_LOG_STEP * (mels - _BREAK_MEL))
    return np.where(mels >= _BREAK_MEL, logarithmic, linear)
