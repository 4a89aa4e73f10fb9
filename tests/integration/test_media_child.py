"""A child process of the gate has little, and is gone on time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from transcription.media_child import ChildLimits, run_child

LIMITS = ChildLimits(wall_seconds=20, memory_bytes=1024**3, output_bytes=1000)


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


def test_a_child_knows_its_limits_and_nothing_of_its_parent() -> None:
    code = """
import json, os, resource, sys
limit = lambda name: resource.getrlimit(getattr(resource, "RLIMIT_" + name))
print(json.dumps({"limits": {name: limit(name) for name in ("AS", "CPU", "FSIZE", "NOFILE", "CORE")},
    "environment": sorted(os.environ), "input": sys.stdin.read(), "leads": os.getsid(0) == os.getpid(),
    "files": sorted(os.listdir("/proc/self/fd"))[:3]}))
"""
    facts = json.loads(run_child(python(code), LIMITS).stdout)
    assert facts["limits"] == {
        "AS": [1024**3] * 2,
        "CPU": [40] * 2,
        "FSIZE": [1000] * 2,
        "NOFILE": [64] * 2,
        "CORE": [0] * 2,
    }
    assert set(facts["environment"]) <= {"PATH", "LC_ALL", "LC_CTYPE", "MALLOC_ARENA_MAX"}
    assert facts["input"] == ""
    assert facts["leads"]


def test_a_child_that_eats_memory_fails_alone() -> None:
    end = run_child(python("x = bytearray(2 * 1024 ** 3)"), LIMITS)
    assert end.exit_code != 0
    assert "MemoryError" in end.stderr


def test_a_child_that_writes_too_much_is_ended(tmp_path: Path) -> None:
    undo_python = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); "
    code = f"{undo_python} open({str(tmp_path / 'x')!r}, 'wb').write(bytes(5000))"
    assert run_child(python(code), LIMITS).grew_too_large


def test_a_child_that_talks_without_end_is_ended_on_time_and_not_remembered() -> None:
    started = time.monotonic()
    end = run_child(["/bin/sh", "-c", "while :; do echo yyyyyyyyyyyyyyyy; done"], ChildLimits(1, 1024**3))
    assert end.timed_out
    assert len(end.stdout) <= 1024**2
    assert time.monotonic() - started < 5


def test_lines_come_as_they_are_said() -> None:
    heard: list[str] = []
    end = run_child(["/bin/sh", "-c", "echo un; echo deux; printf trois"], LIMITS, heard.append)
    assert heard == ["un", "deux"]
    assert (end.exit_code, end.stdout) == (0, b"trois")


def test_a_child_does_not_outlive_a_killed_parent() -> None:
    code = (
        "from transcription.media_child import ChildLimits, run_child\n"
        "run_child(['/bin/sh', '-c', 'echo $$ >&2; echo $$; exec sleep 600'], ChildLimits(600, 2 ** 30),"
        " lambda line: print(line, flush=True))"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    state = Path(f"/proc/{child}/stat")
    deadline = time.monotonic() + 5
    while state.exists() and state.read_text().split()[2] != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not state.exists() or state.read_text().split()[2] == "Z"
