"""`franquette worker`."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Annotated

import typer

from app.commands.terminal import opened_archive
from app.jobs.waiting_recordings import is_idle
from app.jobs.worker import run_worker


def worker(
    until_idle: Annotated[bool, typer.Option("--until-idle", help="Stop when nothing waits.")] = False,
) -> None:
    """Process the recordings that wait; several workers may run."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_unused: stopping.set())
    with opened_archive(is_quiet=False) as archive:
        run_worker(archive, stopping, is_done=lambda: until_idle and is_idle(archive.database))
    if stopping.is_set():
        # A step may still run in its thread; it is resumed at the next start, so nothing waits for it here.
        sys.stderr.flush()
        os._exit(0)
