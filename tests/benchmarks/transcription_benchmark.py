"""Measures how well, how fast and in how much memory each engine and setting hears, each in a fresh process.

    python tests/benchmarks/transcription_benchmark.py [FOLDER] [--openai CHECKPOINT.pt]

FOLDER holds recordings with NAME.json or NAME.txt truth; without one, the demo recordings. openai-whisper is
measured where it is installed and a checkpoint is given (or named by FRANQUETTE_TEST_OPENAI_MODEL;
`python -m tests.openai_checkpoint base OUT.pt` makes one). Every row hears the same sound, in turn, from
decoded speech to words; voices and themes are left out. The ratios are against the first row. Whisper by
itself is told the language, as in the rows that say so; the others find out where which language is spoken.
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
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.demo_truths import DEMO_RECORDINGS, demo_truth  # noqa: E402

# The setting, and whether the language is told beforehand.
WAYS = (("plain", True), ("fast", True), ("fast", False), ("voting", False))


def measure(engine_name: str, model: str, setting: str, is_told: bool, folder: Path) -> dict[str, float]:
    """Hear here and now; return the mean word error rate, work per second of sound, and peak memory."""
    from transcription.engine import SAMPLE_RATE_HZ, open_engine
    from transcription.evaluation_plan import hearing_plan
    from transcription.ground_truth import find_ground_truths
    from transcription.hallucinations import clean
    from transcription.hearing import hear
    from transcription.media_gate import decode_speech
    from transcription.scored_words import scored_words
    from transcription.scoring import count_edits
    from transcription.speech_audio import read_speech
    from transcription.speech_regions import find_speech

    engine = open_engine(engine_name, model)
    error_rates: list[float] = []
    sound_seconds = work_seconds = cpu_seconds = 0.0
    for truth in find_ground_truths(folder):
        with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
            decode_speech(truth.media_path, Path(scratch) / "speech.wav")
            samples = read_speech(Path(scratch) / "speech.wav")
        started, cpu_started = time.perf_counter(), time.process_time()
        regions = find_speech(samples)
        plan = hearing_plan(truth, setting)
        plan = replace(plan, languages=(truth.language,)) if is_told else plan
        heard = clean(hear(engine, samples, regions, plan), regions).transcript
        work_seconds += time.perf_counter() - started
        cpu_seconds += time.process_time() - cpu_started
        sound_seconds += len(samples) / SAMPLE_RATE_HZ
        error_rates.append(count_edits(truth.words, scored_words(heard.text, truth.language)).error_rate)
    return {
        "wer": sum(error_rates) / len(error_rates),
        "real_time_factor": work_seconds / sound_seconds,
        "cpu_seconds_per_second": cpu_seconds / sound_seconds,
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure_apart(
    engine_name: str, model: str, setting: str, is_told: bool, folder: Path
) -> dict[str, float]:
    """Measure in a fresh process, so that one row's memory is not counted for another."""
    from transcription.huge_pages import with_huge_pages

    child = [engine_name, model, setting, str(int(is_told))]
    command = [sys.executable, __file__, str(folder), "--child", *child]
    # As the worker hears; the peer gets the large pages too.
    environment = with_huge_pages(os.environ)
    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    measured: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return measured


def print_table(folder: Path, checkpoint: str | None) -> None:
    """Measure every row that can be measured and print it at once."""
    rows = [("faster-whisper", "base", setting, is_told) for setting, is_told in WAYS]
    if importlib.util.find_spec("whisper") is None or not checkpoint:
        print("openai-whisper is skipped: not installed, or no checkpoint given\n")
    else:
        rows.insert(0, ("openai-whisper", checkpoint, "plain", True))
    columns = ("engine, setting", "mean WER", "real-time factor", "CPU s per s", "peak MiB", "times as fast")
    print(f"| {' | '.join((*columns, 'times less CPU'))} |")
    print("| --- " * (len(columns) + 1) + "|")
    first: dict[str, float] | None = None
    for engine_name, model, setting, is_told in rows:
        row = measure_apart(engine_name, model, setting, is_told, folder)
        first = first or row
        faster = first["real_time_factor"] / row["real_time_factor"]
        less_work = first["cpu_seconds_per_second"] / row["cpu_seconds_per_second"]
        figures = f"{row['wer']:.3f} | {row['real_time_factor']:.2f} | {row['cpu_seconds_per_second']:.2f}"
        print(
            f"| {engine_name} {Path(model).stem}, {setting}{', language told' * is_told} | {figures} "
            f"| {row['peak_rss_mb']:.0f} | {faster:.1f} | {less_work:.1f} |",
            flush=True,
        )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--openai", default=os.environ.get("FRANQUETTE_TEST_OPENAI_MODEL"))
    parser.add_argument(
        "--child", nargs=4, metavar=("ENGINE", "MODEL", "SETTING", "TOLD"), help=argparse.SUPPRESS
    )
    options = parser.parse_args()
    if options.child:
        engine_name, model, setting, is_told = options.child
        print(json.dumps(measure(engine_name, model, setting, is_told == "1", options.folder)))
        return
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        folder = options.folder or Path(scratch)
        if options.folder is None:
            for recording in DEMO_RECORDINGS:
                demo_truth(recording, folder)
        print_table(folder, options.openai)


if __name__ == "__main__":
    main()
