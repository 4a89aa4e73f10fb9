"""Makes the cleaned sound: a copy of the web sound with less noise, for listening only, in time with it.

The filter is a memory of what came before, so a long recording goes through it in blocks: each starts afresh
four seconds early, and what comes out of those seconds is thrown away. Blocks do not depend on each other:
they keep two cores busy, memory stays bounded, and the bytes are the same whoever did which block.
"""

from __future__ import annotations

import wave
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.renditions.web_audio import CLEAN_ARGUMENTS, SOUND_ARGUMENTS
from transcription.media_gate import SOUND_FROM_ZERO, MediaProbe, run_ffmpeg
from transcription.media_tool import ffmpeg_version
from transcription.noise_filter import (
    DELAY_SAMPLES,
    SAMPLE_RATE_HZ,
    NoiseFilter,
    noise_filter_facts,
)

BLOCK_SECONDS = 60
WARM_UP_SECONDS = 4
_THREADS = 2


def make_cleaned_audio(
    source: Path, destination: Path, probe: MediaProbe, progress: Callable[[float], None] | None = None
) -> dict[str, Any]:
    """Write the cleaned sound of a recording, in the format of the web sound and at the same seconds.

    Needs room beside `destination` for twice the sound at 48 kHz (11.5 MB a minute) while it works.

    Parameters
    ----------
    probe : MediaProbe
        What the media gate says of `source`.
    progress : callable, optional
        Gets the seconds done.

    Returns
    -------
    dict
        The chain of filters, with versions and limits, as kept with the rendition.

    Raises
    ------
    NoiseFilterMissing
        The filter is not installed.
    MediaRefused, MediaStorageFull, MediaToolUnusable
        As `transcription.media_gate.run_ffmpeg`.
    """
    facts = noise_filter_facts()
    received, cleaned = (destination.with_name(f"{destination.stem}-{name}.wav") for name in ("in", "out"))
    to_wav = ["-map", f"0:{probe.audio_stream}", "-vn", "-af", SOUND_FROM_ZERO, "-ac", "1"]
    to_wav += ["-ar", str(SAMPLE_RATE_HZ), "-c:a", "pcm_s16le", "-bitexact", "-f", "wav"]
    to_web = ["-map", "0:0", *SOUND_ARGUMENTS, *CLEAN_ARGUMENTS]
    try:
        run_ffmpeg(source, received, to_wav, duration_seconds=probe.duration_seconds)
        filter_wav(received, cleaned, progress)
        run_ffmpeg(cleaned, destination, to_web, duration_seconds=probe.duration_seconds)
    finally:
        for path in (received, cleaned):
            with suppress(FileNotFoundError):
                path.unlink()
    return {
        "chain": [
            f"ffmpeg {' '.join(to_wav[2:])}",
            f"{facts.filter}, at most {facts.limit_db:g} dB less noise, {facts.delay_samples} samples early",
            f"ffmpeg {' '.join(SOUND_ARGUMENTS)}",
        ],
        "ffmpeg": ffmpeg_version(),
        "block_seconds": BLOCK_SECONDS,
        "warm_up_seconds": WARM_UP_SECONDS,
        **facts.to_json(),
    }


def filter_wav(source: Path, destination: Path, progress: Callable[[float], None] | None = None) -> None:
    """Take the noise off a 48 kHz mono 16-bit WAV file; the result is as long, each sound at its moment."""
    with (
        wave.open(str(source), "rb") as read,
        wave.open(str(destination), "wb") as written,
        ThreadPoolExecutor(_THREADS) as pool,
    ):
        written.setparams(read.getparams())
        waiting: deque[Future[NDArray[np.float32]]] = deque()
        for block in _blocks(read):
            waiting.append(pool.submit(_filtered, *block))
            # One block more than threads lies in memory, never the whole recording.
            if len(waiting) > _THREADS:
                _write(written, waiting.popleft().result(), progress)
        while waiting:
            _write(written, waiting.popleft().result(), progress)


def _blocks(sound: wave.Wave_read) -> Iterator[tuple[NDArray[np.float32], int, int]]:
    """Give the samples around each block, how many of them only warm the filter up, and how many to keep."""
    count = sound.getnframes()
    block, warm_up = BLOCK_SECONDS * SAMPLE_RATE_HZ, WARM_UP_SECONDS * SAMPLE_RATE_HZ
    for start in range(0, count, block):
        kept = min(block, count - start)
        first = max(0, start - warm_up)
        sound.setpos(first)
        frames = sound.readframes(start + kept + DELAY_SAMPLES - first)
        samples = np.frombuffer(frames, dtype="<i2").astype(np.float32) / 32_768
        # Behind the last block there is silence, so that its end comes out of the filter too.
        missing = start + kept + DELAY_SAMPLES - first - len(samples)
        yield np.pad(samples, (0, missing)), start - first, kept


def _filtered(samples: NDArray[np.float32], warm_up: int, kept: int) -> NDArray[np.float32]:
    with NoiseFilter() as noise_filter:
        cleaned = noise_filter.process(samples)
    return cleaned[warm_up + DELAY_SAMPLES : warm_up + DELAY_SAMPLES + kept]


def _write(
    sound: wave.Wave_write, samples: NDArray[np.float32], progress: Callable[[float], None] | None
) -> None:
    sound.writeframes(np.clip(np.rint(samples * 32_768), -32_768, 32_767).astype("<i2").tobytes())
    if progress is not None:
        progress(sound.tell() / SAMPLE_RATE_HZ)
