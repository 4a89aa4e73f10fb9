"""Sends a long sound through the noise filter, block by block, and goes on where it was cut short.

The filter is a memory of what came before: each block starts afresh four seconds early, and what comes out of
those seconds is thrown away. Blocks do not depend on each other: they keep two cores busy, memory stays
bounded, and the bytes are the same whoever did which block.
"""

from __future__ import annotations

import os
import struct
import wave
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from transcription.noise_filter import DELAY_SAMPLES, SAMPLE_RATE_HZ, NoiseFilter

BLOCK_SECONDS = 60
WARM_UP_SECONDS = 4
_THREADS = 2
# Whole frames of the filter, so that its stream is the same in pieces.
_PIECE_SAMPLES = 2 * SAMPLE_RATE_HZ
_HEADER_BYTES = 44
_SECONDS_BETWEEN_REPORTS = 1.0


def filter_wav(source: Path, destination: Path, progress: Callable[[float], None] | None = None) -> None:
    """Take the noise off a 48 kHz mono 16-bit WAV file; the result is as long, each sound at its moment.

    Where `destination` holds the blocks of a run that was cut short, it goes on behind the last whole one.
    """
    with (
        wave.open(str(source), "rb") as read,
        _gone_on_with(destination, read.getnframes()) as written,
        ThreadPoolExecutor(_THREADS) as pool,
    ):
        done = _Tally((written.tell() - _HEADER_BYTES) // 2)
        waiting: deque[Future[NDArray[np.float32]]] = deque()
        for block in _blocks(read, done.samples):
            waiting.append(pool.submit(_filtered, *block, done))
            # One block more than threads lies in memory, never the whole recording.
            if len(waiting) > _THREADS:
                _write(written, waiting.popleft(), done, progress)
        while waiting:
            _write(written, waiting.popleft(), done, progress)


class _Tally:
    """Counts the samples that all threads have filtered."""

    def __init__(self, samples: int) -> None:
        self.samples = samples
        self._lock = Lock()

    def add(self, samples: int) -> None:
        with self._lock:
            self.samples += samples


def _gone_on_with(path: Path, count: int) -> BinaryIO:
    """Open a WAV file of that many samples behind its last whole block; a new one has only its header."""
    size = 2 * count
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, SAMPLE_RATE_HZ,
        2 * SAMPLE_RATE_HZ, 2, 16, b"data", size,
    )  # fmt: skip
    file = path.open("r+b" if path.exists() else "w+b")
    block = 2 * BLOCK_SECONDS * SAMPLE_RATE_HZ
    whole_blocks = max(file.seek(0, os.SEEK_END) - _HEADER_BYTES, 0) // block
    file.seek(0)
    file.write(header)
    file.truncate(_HEADER_BYTES + whole_blocks * block)
    file.seek(0, os.SEEK_END)
    return file


def _blocks(sound: wave.Wave_read, from_sample: int) -> Iterator[tuple[NDArray[np.float32], int, int]]:
    """Give the samples around each block, how many of them only warm the filter up, and how many to keep."""
    count = sound.getnframes()
    block, warm_up = BLOCK_SECONDS * SAMPLE_RATE_HZ, WARM_UP_SECONDS * SAMPLE_RATE_HZ
    for start in range(from_sample, count, block):
        kept = min(block, count - start)
        first = max(0, start - warm_up)
        sound.setpos(first)
        frames = sound.readframes(start + kept + DELAY_SAMPLES - first)
        samples = np.frombuffer(frames, dtype="<i2").astype(np.float32) / 32_768
        # Behind the last block there is silence, so that its end comes out of the filter too.
        missing = start + kept + DELAY_SAMPLES - first - len(samples)
        yield np.pad(samples, (0, missing)), start - first, kept


def _filtered(samples: NDArray[np.float32], warm_up: int, kept: int, done: _Tally) -> NDArray[np.float32]:
    pieces = []
    with NoiseFilter() as noise_filter:
        for first in range(0, len(samples), _PIECE_SAMPLES):
            pieces.append(noise_filter.process(samples[first : first + _PIECE_SAMPLES]))
            begun, ended = (min(max(at - warm_up, 0), kept) for at in (first, first + _PIECE_SAMPLES))
            done.add(ended - begun)
    return np.concatenate(pieces)[warm_up + DELAY_SAMPLES : warm_up + DELAY_SAMPLES + kept]


def _write(
    file: BinaryIO,
    block: Future[NDArray[np.float32]],
    done: _Tally,
    progress: Callable[[float], None] | None,
) -> None:
    """Wait for a block, telling meanwhile how far all threads are, and write it for good."""
    while not wait((block,), timeout=_SECONDS_BETWEEN_REPORTS).done:
        if progress is not None:
            progress(done.samples / SAMPLE_RATE_HZ)
    file.write(np.clip(np.rint(block.result() * 32_768), -32_768, 32_767).astype("<i2").tobytes())
    file.flush()
    os.fsync(file.fileno())
    if progress is not None:
        progress(done.samples / SAMPLE_RATE_HZ)
