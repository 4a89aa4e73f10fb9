"""Measures ways to decode a queue of short recordings: one by one, their windows in one batch, two at a time.

    python -m tests.benchmarks.short_recordings_benchmark [--rounds 3] [--threads 2]

The queue is ten cuts of 15 to 40 s of the demo recordings, decoded with the model's batched decoding (setting
`fast`). Every way decodes the same windows in the same process, in turn; a row gives the best of the rounds.
Work is processor time: a busy machine stretches the clock, not the work. `other words` counts the recordings
whose text is not, to the letter, that of the first row.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from tests.media_samples import LAVOIE, SAVARD, TESSIER
from transcription.decode_settings import decode_setting
from transcription.engine import SAMPLE_RATE_HZ, Samples
from transcription.media_gate import decode_speech
from transcription.model_files import locate_model
from transcription.speech_audio import read_speech
from transcription.work_measure import read_clocks

# Start in one of the demo recordings, and length, in seconds.
CUTS = ((0, 15), (16, 20), (37, 27), (0, 40), (42, 18), (61, 24), (0, 31), (33, 22), (56, 37), (5, 29))
BATCH_SIZES = (4, 8)

Way = Callable[[], list[str]]


def short_recordings() -> list[Samples]:
    """Cut the demo recordings, each in turn, into a queue of short ones."""
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        wav = Path(scratch) / "speech.wav"
        sounds = []
        for recording in (SAVARD, TESSIER, LAVOIE):
            decode_speech(recording, wav)
            sounds.append(read_speech(wav))
    cuts = [
        sounds[number % 3][start * SAMPLE_RATE_HZ : (start + length) * SAMPLE_RATE_HZ]
        for number, (start, length) in enumerate(CUTS)
    ]
    return [cut for cut in cuts if len(cut)]


def open_pipeline(threads: int, replicas: int) -> Any:
    """Load the model with so many threads for one call and so many calls at once."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    folder = str(locate_model("base", "faster-whisper"))
    model = WhisperModel(
        folder, device="cpu", compute_type="int8", cpu_threads=threads, num_workers=replicas,
        local_files_only=True,
    )  # fmt: skip
    return BatchedInferencePipeline(model)


def windows_of(samples: Samples, window_seconds: int) -> list[Samples]:
    """Return the speech of a recording in the windows that a batched decoding makes of it."""
    from faster_whisper.vad import VadOptions, collect_chunks, get_speech_timestamps

    options = VadOptions(max_speech_duration_s=window_seconds, min_silence_duration_ms=160)
    speech = get_speech_timestamps(samples, options)
    chunks, _ = collect_chunks(samples, speech, max_duration=window_seconds)
    return [chunk for chunk in chunks if len(chunk)]


def decode_windows(pipeline: Any, windows: Sequence[Samples], batch_size: int) -> list[str]:
    """Decode some windows in batches; return the text of each."""
    edges = [0, *np.cumsum([len(window) for window in windows]).tolist()]
    clips = [{"start": a / SAMPLE_RATE_HZ, "end": b / SAMPLE_RATE_HZ} for a, b in pairwise(edges)]
    found, _ = pipeline.transcribe(
        np.concatenate(windows), language="fr", beam_size=5, word_timestamps=True,
        clip_timestamps=clips, batch_size=batch_size,
    )  # fmt: skip
    texts = [""] * len(windows)
    for segment in found:
        middle = (segment.start + segment.end) / 2 * SAMPLE_RATE_HZ
        texts[min(int(np.searchsorted(edges, middle, side="right")) - 1, len(windows) - 1)] += segment.text
    return texts


def one_by_one(pipeline: Any, recordings: Sequence[Samples], window_seconds: int) -> list[str]:
    """Decode each recording alone, as a worker does."""
    return [
        "".join(decode_windows(pipeline, windows_of(samples, window_seconds), 4)) for samples in recordings
    ]


def in_one_batch(
    pipeline: Any, recordings: Sequence[Samples], window_seconds: int, batch_size: int
) -> list[str]:
    """Decode the windows of all recordings together."""
    windows = [windows_of(samples, window_seconds) for samples in recordings]
    texts = iter(decode_windows(pipeline, [window for several in windows for window in several], batch_size))
    return ["".join(next(texts) for _ in several) for several in windows]


def two_at_a_time(pipeline: Any, recordings: Sequence[Samples], window_seconds: int) -> list[str]:
    """Decode each recording alone, two of them at the same time on one thread each."""
    # One pipeline object keeps one moment of last speech: each thread gets its own around the same model.
    from faster_whisper import BatchedInferencePipeline

    def decode(samples: Samples) -> str:
        own = BatchedInferencePipeline(pipeline.model)
        return "".join(decode_windows(own, windows_of(samples, window_seconds), 4))

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(decode, recordings))


def main() -> None:
    """Measure each way and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2, help="threads of one call")
    options = parser.parse_args()
    window_seconds = decode_setting("fast").passes[0].options.window_seconds
    recordings = short_recordings()
    alone, apart = open_pipeline(options.threads, 1), open_pipeline(1, 2)
    ways: dict[str, Way] = {"one by one": lambda: one_by_one(alone, recordings, window_seconds)}
    for size in BATCH_SIZES:
        ways[f"all windows in batches of {size}"] = lambda size=size: in_one_batch(  # type: ignore[misc]
            alone, recordings, window_seconds, size
        )
    ways["two at a time, a thread each"] = lambda: two_at_a_time(apart, recordings, window_seconds)
    clock: dict[str, list[float]] = {name: [] for name in ways}
    work: dict[str, list[float]] = {name: [] for name in ways}
    texts: dict[str, list[str]] = {}
    for _round in range(options.rounds):
        for name, way in ways.items():
            started = read_clocks()
            texts[name] = way()
            taken = read_clocks() - started
            clock[name].append(taken.wall_seconds)
            work[name].append(taken.cpu_seconds)
    sound = sum(map(len, recordings)) / SAMPLE_RATE_HZ
    windows = sum(len(windows_of(samples, window_seconds)) for samples in recordings)
    print(f"{len(recordings)} recordings, {sound:.0f} s of sound, {windows} windows\n")
    print("| way | clock, s | gain | work, s | gain | other words |")
    print("| --- | --- | --- | --- | --- | --- |")
    plain = "one by one"
    for name in ways:
        others = sum(one != other for one, other in zip(texts[plain], texts[name], strict=True))
        cells = [
            f"{min(taken[name]):.1f} | {1 - min(taken[name]) / min(taken[plain]):.0%}"
            for taken in (clock, work)
        ]
        print(f"| {name} | {' | '.join(cells)} | {others} |")


if __name__ == "__main__":
    main()
