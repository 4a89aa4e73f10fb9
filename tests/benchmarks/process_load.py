"""What a process and the programs it starts take of processor and memory, as the kernel counts it (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
# Places in /proc/PID/stat after the name: utime, stime, and the same of children that have ended.
_TIMES = slice(11, 15)
_PARENT = 1


class ProcessLoad:
    """Reads the load of one process; once it is gone, what was read last stands."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._work_seconds = 0.0

    def work_seconds(self) -> float:
        """Return the processor time used so far, with that of its programs."""
        with suppress(OSError):
            running = sum(_ticks(pid) for pid in (self._pid, *_descendants(self._pid)))
            self._work_seconds = max(self._work_seconds, running / _TICKS_PER_SECOND)
        return self._work_seconds

    def peak_mb(self) -> float:
        """Return the most memory the process itself held, in MiB, since `forget_peak`."""
        return _status_mb(self._pid, "VmHWM")

    def programs_mb(self) -> float:
        """Return what its programs hold together at this moment, in MiB."""
        return sum(_status_mb(pid, "VmRSS") for pid in _descendants(self._pid))

    def forget_peak(self) -> None:
        """Begin to look for the peak anew."""
        with suppress(OSError):
            Path(f"/proc/{self._pid}/clear_refs").write_text("5")


def _stat(pid: int) -> list[str]:
    # The name may hold blanks and brackets: what follows its last bracket is plain.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _ticks(pid: int) -> int:
    try:
        return sum(int(value) for value in _stat(pid)[_TIMES])
    except OSError:
        return 0


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            children.setdefault(int(_stat(int(folder.name))[_PARENT]), []).append(int(folder.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _status_mb(pid: int, name: str) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
    return 0.0
