"""Which workers live: each holds a lock that the system frees when it dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from typing import IO

_LEFT = b"left"


def workers_folder(data_dir: Path) -> Path:
    """Return where the workers of an archive hold their locks."""
    return data_dir / "workers"


class WorkerPresence:
    """A worker's own lock, and the look at those of others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: IO[bytes] | None = None
        self.executor_id = f"worker-{os.getpid()}-{secrets.token_hex(4)}"

    def announce(self) -> None:
        """Take this worker's lock, until `leave` or death."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = (self._folder / f"{self.executor_id}.lock").open("wb")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._lock = lock

    def leave(self) -> None:
        """Give the lock up; the trace stays, for what is in hand goes to the next worker."""
        if self._lock is not None:
            self._lock.write(_LEFT)
            self._lock.close()
            self._lock = None

    def has_left(self, executor_id: str) -> bool:
        """Whether a dead worker was told to leave, and did: that is no crash."""
        try:
            return (self._folder / f"{executor_id}.lock").read_bytes() == _LEFT
        except FileNotFoundError:
            return False

    def dead(self) -> list[str]:
        """Return the workers whose lock nobody holds any more."""
        return [name for name in self._known() if not self._is_held(name)]

    def is_another_alive(self) -> bool:
        """Whether any other worker holds its lock."""
        return any(self._is_held(name) for name in self._known() if name != self.executor_id)

    def forget(self, executor_id: str) -> None:
        """Remove the trace of a dead worker whose work was taken over."""
        (self._folder / f"{executor_id}.lock").unlink(missing_ok=True)

    def _known(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("worker-*.lock"))

    def _is_held(self, executor_id: str) -> bool:
        try:
            lock = (self._folder / f"{executor_id}.lock").open("rb")
        except FileNotFoundError:
            return False
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False
