"""Sends a recording of hours through the real pipeline: what each step takes, and what a kill -9 loses.

    python -m tests.benchmarks.long_recording_benchmark [--hours 3] [--setting fast] [--kill STEP=SHARE ...]

The sound is that of the demo recordings, one after the other with pauses, repeated to the length asked for.
The worker is a process of its own. For each step: work in seconds of processor time (a busy machine stretches
the clock, not the work), seconds on the clock, the most memory the worker held, the most its programs held
(ffmpeg, probe), and the longest time in which the progress that people see stood still. At each --kill the
worker gets SIGKILL once the step has come that far; the work of the next worker on this step until it is as
far again is what was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.database import Database
from app.services.hearing.recording_status import RecordingStatus, recording_statuses
from tests.benchmarks.process_load import ProcessLoad
from tests.media_samples import LAVOIE, ROOT, SAVARD, TESSIER, run_tool
from transcription.model_files import locate_model

PAUSE_SECONDS = 3
SECONDS_BETWEEN_LOOKS = 1.0
FRANQUETTE = [sys.executable, "-m", "app.command_line"]


def tile(path: Path, hours: float) -> Path:
    """Write a recording of that many hours: mono AAC, as a telephone makes it."""
    sources = (SAVARD, TESSIER, LAVOIE)
    inputs = [argument for source in sources for argument in ("-i", source)]
    each = "aresample=44100,aformat=channel_layouts=mono"
    parts = [f"[{n}:a]{each},apad=pad_dur={PAUSE_SECONDS}[a{n}]" for n in range(len(sources))]
    join = "".join(f"[a{n}]" for n in range(len(sources))) + f"concat=n={len(sources)}:v=0:a=1[out]"
    once = path.with_name("once.m4a")
    graph = ";".join([*parts, join])
    run_tool(*inputs, "-filter_complex", graph, "-map", "[out]", "-c:a", "aac", "-b:a", "48k", once)
    run_tool("-stream_loop", "-1", "-i", once, "-c", "copy", "-t", str(hours * 3600), path)
    once.unlink()
    return path


@dataclass(slots=True)
class StepMeasure:
    """What one step took, over all workers that had it in hand."""

    work_seconds: float = 0.0
    clock_seconds: float = 0.0
    peak_worker_mb: float = 0.0
    peak_programs_mb: float = 0.0
    longest_silence_seconds: float = 0.0
    losses: list[str] = field(default_factory=list)


class WorkerWatch:
    """One worker, and what the step that it has in hand takes."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = [*FRANQUETTE, "worker", "--until-idle"]
        self.process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.step = ""
        self.step_work_seconds = 0.0
        self._load = ProcessLoad(self.process.pid)
        self._work_seconds = 0.0
        self._progress = -1.0
        self._seen_at = self._moved_at = time.monotonic()
        self._started: list[str] = []
        threading.Thread(target=self._read_events, daemon=True).start()

    def look(self, steps: dict[str, StepMeasure], progress: float) -> None:
        """Add what was taken since the last look to the step in hand."""
        now, work = time.monotonic(), self._load.work_seconds()
        if self._started and self.step != self._started[-1]:
            self.step, self.step_work_seconds = self._started[-1], 0.0
            self._progress, self._moved_at = -1.0, now
            self._load.forget_peak()
        if progress != self._progress:
            self._progress, self._moved_at = progress, now
        if self.step:
            measure = steps.setdefault(self.step, StepMeasure())
            measure.work_seconds += work - self._work_seconds
            measure.clock_seconds += now - self._seen_at
            measure.peak_worker_mb = max(measure.peak_worker_mb, self._load.peak_mb())
            measure.peak_programs_mb = max(measure.peak_programs_mb, self._load.programs_mb())
            measure.longest_silence_seconds = max(measure.longest_silence_seconds, now - self._moved_at)
            self.step_work_seconds += work - self._work_seconds
        self._work_seconds, self._seen_at = work, now

    def _read_events(self) -> None:
        """Take from the worker's own log which step it began, and pass on the rest."""
        for line in self.process.stderr or ():
            print(line, end="", file=sys.stderr, flush=True)
            with suppress(ValueError):
                event = json.loads(line)
                if event.get("event") == "step started":
                    self._started.append(event["step"])


class LongRun:
    """One recording on its way through the pipeline, watched from outside."""

    def __init__(self, environment: Mapping[str, str], kills: Mapping[str, float]) -> None:
        self._environment = environment
        self._kills = dict(kills)
        self._database = Database(f"sqlite:///{environment['FRANQUETTE_DATA_DIR']}/franquette.db")
        self._killed: tuple[str, float] | None = None
        self.steps: dict[str, StepMeasure] = {}

    def run(self) -> str:
        """Start workers until the recording is processed; return its last state."""
        while self._watch(WorkerWatch(self._environment)) == -signal.SIGKILL:
            pass
        state = self._status().state
        self._database.close()
        return state

    def _status(self) -> RecordingStatus:
        with self._database.read() as session:
            (one,) = recording_statuses(session)
        return one

    def _watch(self, worker: WorkerWatch) -> int:
        while worker.process.poll() is None:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            status = self._status()
            worker.look(self.steps, status.progress)
            if not worker.step or worker.step != status.step:
                continue
            if self._killed is not None:
                self._note_loss(worker, status)
            elif self._kills.get(status.step, 2.0) <= status.progress:
                del self._kills[status.step]
                self._killed = status.step, status.progress
                worker.process.kill()
                break
        return worker.process.wait()

    def _note_loss(self, worker: WorkerWatch, status: RecordingStatus) -> None:
        """Once the step is as far as it was, what it took to come there was lost."""
        step, progress = self._killed or ("", 0.0)
        if status.step != step or status.progress >= progress:
            self.steps[step].losses.append(f"{worker.step_work_seconds:.0f} s at {progress:.0%}")
            self._killed = None


def prepare(folder: Path, hours: float, setting: str, is_copy_wished: bool) -> dict[str, str]:
    """Make the recording and take it in; return the environment of its workers."""
    model = folder / ("base" if setting == "voting" else "long-run-model")
    # A model of a size that the table does not know is heard with the fast setting.
    model.symlink_to(locate_model("base", "faster-whisper"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FRANQUETTE_")}
    environment = {
        **kept,
        "FRANQUETTE_DATA_DIR": str(folder / "archive"),
        "FRANQUETTE_WHISPER_MODEL": str(model),
        "FRANQUETTE_CLEANED_COPY": "yes" if is_copy_wished else "no",
        "LC_ALL": "C.UTF-8",
    }
    recording = tile(folder / "long.m4a", hours)
    command = [*FRANQUETTE, "ingest", str(recording), "--leader", "Personne Inventée"]
    command += ["--party", "Parti inventé", "--recorded-on", "2026-08-29", "--publish", "--json"]
    taken = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    print(json.loads(taken.stdout)["interviews"][0]["slug"], file=sys.stderr)
    return environment


def print_table(steps: Mapping[str, StepMeasure]) -> None:
    """Print a line for each step and one for the whole."""
    print("| step | work, s | clock, s | worker, MiB | its programs, MiB | still for, s | lost by kill -9 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, one in steps.items():
        print(
            f"| {name} | {one.work_seconds:.0f} | {one.clock_seconds:.0f} | {one.peak_worker_mb:.0f} "
            f"| {one.peak_programs_mb:.0f} | {one.longest_silence_seconds:.0f} "
            f"| {', '.join(one.losses) or '–'} |"
        )
    work, clock = (
        sum(getattr(one, name) for one in steps.values()) for name in ("work_seconds", "clock_seconds")
    )
    worker, programs = (
        max(getattr(one, name) for one in steps.values()) for name in ("peak_worker_mb", "peak_programs_mb")
    )
    print(f"| all | {work:.0f} | {clock:.0f} | {worker:.0f} | {programs:.0f} | | |")


def kills_from(texts: Sequence[str]) -> dict[str, float]:
    """Read STEP=SHARE pairs."""
    return {name: float(fraction) for name, fraction in (text.split("=") for text in texts)}


def main() -> None:
    """Read the command line, run, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--setting", choices=("fast", "voting"), default="fast")
    parser.add_argument("--kill", nargs="*", default=[], metavar="STEP=SHARE")
    parser.add_argument(
        "--no-cleaned-copy", action="store_true", help="leave out the step that takes longest"
    )
    parser.add_argument("--folder", type=Path, help="an empty folder that stays; without it, a passing one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="franquette-bench-") as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        environment = prepare(folder, options.hours, options.setting, not options.no_cleaned_copy)
        run = LongRun(environment, kills_from(options.kill))
        state = run.run()
        print_table(run.steps)
        print(f"\n{options.hours:g} h, setting {options.setting}: {state}")


if __name__ == "__main__":
    main()
