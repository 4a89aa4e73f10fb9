"""A real worker that kills itself (SIGKILL) before or after the work of one step: run by the crash tests."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import MappingProxyType

from app.archive import open_archive
from app.jobs import durable_workflows, pipeline
from app.jobs.hearing_context import HearingContext
from app.jobs.step_context import StepContext
from app.jobs.waiting_recordings import is_idle
from app.jobs.worker import run_worker
from app.settings import Settings

# Not a step of the pipeline: what was heard again is stored, and the worker dies before that is noted.
STORING_WHAT_WAS_HEARD_AGAIN = "hearing"


def main(step_name: str, moment: str) -> None:
    """Work until idle, but die in that step, before or after its work is done."""
    if step_name == STORING_WHAT_WAS_HEARD_AGAIN:
        _die_after_storing()
    else:
        _die_in(step_name, moment)
    archive = open_archive(Settings())
    run_worker(archive, threading.Event(), is_done=lambda: is_idle(archive.database))


def _die_in(step_name: str, moment: str) -> None:
    step = pipeline.STEPS[step_name]

    def deadly(context: StepContext) -> None:
        if moment == "end":
            step(context)
        os.kill(os.getpid(), signal.SIGKILL)

    pipeline.STEPS = MappingProxyType({**pipeline.STEPS, step_name: deadly})


def _die_after_storing() -> None:
    finish = durable_workflows.finish_hearing

    def deadly(context: HearingContext) -> None:
        finish(context)
        os.kill(os.getpid(), signal.SIGKILL)

    durable_workflows.finish_hearing = deadly


if __name__ == "__main__":
    main(*sys.argv[1:])
