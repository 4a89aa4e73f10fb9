"""Measures how fast and in how much memory each engine transcribes, each in a process of its own.

    python tests/benchmarks/transcription_benchmark.py [RECORDING ...] [--seconds N] [--openai CHECKPOINT.pt]

Without recordings: those of media/demo. openai-whisper is measured where it is installed and a checkpoint is
given (or named by FRANQUETTE_TEST_OPENAI_MODEL; `python -m tests.openai_checkpoint base OUT.pt` makes one).
Each engine hears the same sound in turn; the last lines are ratios, which depend less on the machine.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def measure(
    engine_name: str, model: str, wav_paths: Sequence[Path], seconds: float | None
) -> dict[str, float]:
    """Transcribe here and now; return seconds of work, of sound, and the peak memory of this process."""
    from transcription.engine import SAMPLE_RATE_HZ, DecodeOptions, open_engine
    from transcription.speech_audio import read_speech

    started = time.perf_counter()
    engine = open_engine(engine_name, model)
    load_seconds = time.perf_counter() - started
    sound_seconds = work_seconds = 0.0
    cpu_started = time.process_time()
    for wav_path in wav_paths:
        samples = read_speech(wav_path)
        samples = samples[: round(seconds * SAMPLE_RATE_HZ)] if seconds else samples
        started = time.perf_counter()
        engine.transcribe(samples, DecodeOptions(language="fr"))
        work_seconds += time.perf_counter() - started
        sound_seconds += len(samples) / SAMPLE_RATE_HZ
    return {
        "load_seconds": round(load_seconds, 2),
        "sound_seconds": round(sound_seconds, 1),
        "real_time_factor": round(work_seconds / sound_seconds, 3),
        "cpu_seconds_per_second": round((time.process_time() - cpu_started) / sound_seconds, 3),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def measure_apart(
    engine_name: str, model: str, wav_paths: Sequence[Path], seconds: float | None
) -> dict[str, float]:
    """Measure in a fresh process, so that one engine's memory is not counted for another."""
    command = [sys.executable, __file__, "--child", engine_name, model, *(str(path) for path in wav_paths)]
    if seconds:
        command += ["--seconds", str(seconds)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return measured


def run(recordings: Sequence[Path], seconds: float | None, checkpoint: str | None) -> None:
    """Measure every engine that is there and print a line for each."""
    from transcription.media_gate import decode_speech

    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        wav_paths = [Path(scratch) / f"{number}.wav" for number in range(len(recordings))]
        for recording, wav_path in zip(recordings, wav_paths, strict=True):
            decode_speech(recording, wav_path)
        fast = measure_apart("faster-whisper", "base", wav_paths, seconds)
        print("faster-whisper base", json.dumps(fast), flush=True)
        if importlib.util.find_spec("whisper") is None or not checkpoint:
            print("openai-whisper skipped: not installed, or no checkpoint given")
            return
        reference = measure_apart("openai-whisper", checkpoint, wav_paths, seconds)
        print(f"openai-whisper {Path(checkpoint).stem}", json.dumps(reference))
        for figure in ("real_time_factor", "cpu_seconds_per_second", "peak_rss_mb"):
            print(f"{figure}: openai-whisper / faster-whisper = {reference[figure] / fast[figure]:.2f}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recordings", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, help="only the first N seconds of each recording")
    parser.add_argument("--openai", default=os.environ.get("FRANQUETTE_TEST_OPENAI_MODEL"))
    parser.add_argument("--child", nargs=2, metavar=("ENGINE", "MODEL"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        engine_name, model = options.child
        print(json.dumps(measure(engine_name, model, options.recordings, options.seconds)))
        return
    demo = sorted(
        path for path in (ROOT / "media" / "demo").iterdir() if path.suffix in (".3gp", ".mov", ".m4a")
    )
    run(options.recordings or demo, options.seconds, options.openai)


if __name__ == "__main__":
    main()
