"""Runs one confined child process to its end, and never longer than it was given."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = Path(__file__).with_name("media_confinement.py")
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C",
    # Each malloc arena reserves 64 MB of address space, which would eat the memory limit.
    "MALLOC_ARENA_MAX": "2",
}
_THREADS = 2
_OPEN_FILES = 64
_STDERR_TAIL_BYTES = 16_384
_STDOUT_BYTES = 1024**2


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one child may use; the processor time follows from the wall clock."""

    wall_seconds: float
    memory_bytes: int
    output_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ChildEnd:
    """How a child ended.

    Attributes
    ----------
    exit_code : int
        As of `subprocess`: negative is the signal that ended it.
    timed_out : bool
        The wall clock ended it.
    stdout : bytes
        At most 1 MB, and only where no line listener took it.
    stderr : str
        The last 16 KB.
    """

    exit_code: int
    timed_out: bool
    stdout: bytes
    stderr: str

    @property
    def ran_out_of_time(self) -> bool:
        """Whether wall clock or processor time ended the child."""
        return self.timed_out or self.exit_code == -signal.SIGXCPU

    @property
    def grew_too_large(self) -> bool:
        """Whether the child was ended because its output outgrew the limit."""
        return self.exit_code == -signal.SIGXFSZ


def run_child(
    command: Sequence[str], limits: ChildLimits, on_line: Callable[[str], None] | None = None
) -> ChildEnd:
    """Run `command` (an absolute program and its arguments) confined; its whole group is gone on return.

    `on_line` gets each line of its standard output as it comes; an exception from it ends the child and is
    passed on.
    """
    settings = {
        "parent": os.getpid(),
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": max(1, int(limits.wall_seconds * _THREADS)),
        "output_bytes": limits.output_bytes,
        "open_files": _OPEN_FILES,
    }
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(_LAUNCHER), json.dumps(settings), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    deadline = time.monotonic() + limits.wall_seconds
    output = _Output(on_line)
    try:
        timed_out = not (_drain(process, output, deadline) and _ended_by(process.pid, deadline))
    finally:
        # The child is not yet reaped here, so the number of its group cannot have gone to someone else.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
    return ChildEnd(
        process.returncode, timed_out, bytes(output.stdout), output.stderr.decode("utf-8", errors="replace")
    )


class _Output:
    """Keeps what a child says, bounded."""

    def __init__(self, on_line: Callable[[str], None] | None) -> None:
        self._on_line = on_line
        self.stdout = bytearray()
        self.stderr = bytearray()

    def take(self, name: str, data: bytes) -> None:
        if name == "stderr":
            self.stderr += data
            del self.stderr[:-_STDERR_TAIL_BYTES]
            return
        self.stdout += data
        if self._on_line is not None:
            *lines, rest = bytes(self.stdout).split(b"\n")
            self.stdout[:] = rest
            for line in lines:
                self._on_line(line.decode("utf-8", errors="replace"))
        del self.stdout[_STDOUT_BYTES:]


def _drain(process: subprocess.Popen[bytes], output: _Output, deadline: float) -> bool:
    """Read both pipes to their end; False where the deadline came first."""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout or 0, selectors.EVENT_READ, "stdout")
        selector.register(process.stderr or 0, selectors.EVENT_READ, "stderr")
        while selector.get_map():
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                return False
            for key, _ in selector.select(remaining):
                data = os.read(key.fd, 65_536)
                if data:
                    output.take(key.data, data)
                else:
                    selector.unregister(key.fileobj)
    return True


def _ended_by(pid: int, deadline: float) -> bool:
    """Wait until the child has ended, without reaping it; False where the deadline came first."""
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.005)
    return True
