"""The worker beside the site: a process of its own, started when a recording waits and nobody works on it.

Whisper stays out of the process that answers readers, and nothing runs while nothing waits.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import structlog

from app.archive import Archive
from app.jobs.waiting_recordings import is_idle
from app.jobs.worker_presence import WorkerPresence, workers_folder

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_TO_LEAVE = 10.0
# A worker that can't start is not started again at once: each try loads everything anew.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 300.0

COMMAND = (sys.executable, "-m", "app.command_line", "worker", "--until-idle")

log = structlog.get_logger()


class CompanionWorker:
    """Looks after one worker at a time, from `start` to `stop`."""

    def __init__(self, archive: Archive, command: tuple[str, ...] = COMMAND) -> None:
        self._archive = archive
        self._command = command
        self._presence = WorkerPresence(workers_folder(archive.settings.data_dir))
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="companion worker", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._pause_seconds = FIRST_PAUSE_SECONDS
        self._may_start_at = 0.0

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Let the worker leave; what it has in hand goes on at the next start."""
        self._stopping.set()
        self._thread.join()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _look_after(self) -> None:
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            if self._process is not None:
                self._note_end(self._process)
            elif time.monotonic() >= self._may_start_at and self._is_wanted():
                self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)

    def _is_wanted(self) -> bool:
        return not is_idle(self._archive.database) and not self._presence.is_another_alive()

    def _note_end(self, process: subprocess.Popen[bytes]) -> None:
        code = process.poll()
        if code is None:
            return
        self._process = None
        if code == 0:
            self._pause_seconds = FIRST_PAUSE_SECONDS
            return
        log.warning("companion worker ended", exit_code=code, next_try_in_seconds=self._pause_seconds)
        self._may_start_at = time.monotonic() + self._pause_seconds
        self._pause_seconds = min(2 * self._pause_seconds, LONGEST_PAUSE_SECONDS)
