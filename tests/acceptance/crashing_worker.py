"""A real worker that kills itself (SIGKILL) before or after the work of one step: run by the crash test."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import MappingProxyType

from app.archive import open_archive
from app.jobs import pipeline
from app.jobs.step_context import StepContext
from app.jobs.waiting_recordings import is_idle
from app.jobs.worker import run_worker
from app.settings import Settings


def main(step_name: str, moment: str) -> None:
    """Work until idle, but die in that step, before or after its work is done."""
    step = pipeline.STEPS[step_name]

    def deadly(context: StepContext) -> None:
        if moment == "end":
            step(context)
        os.kill(os.getpid(), signal.SIGKILL)

    pipeline.STEPS = MappingProxyType({**pipeline.STEPS, step_name: deadly})
    archive = open_archive(Settings())
    run_worker(archive, threading.Event(), is_done=lambda: is_idle(archive.database))


if __name__ == "__main__":
    main(*sys.argv[1:])
