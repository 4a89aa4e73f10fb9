"""The worker: finds recordings that wait, runs their workflows, takes over from dead workers."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from app.archive import Archive
from app.jobs.clip_files import renew_outdated_files
from app.jobs.durable_workflows import DurableWorkflows
from app.jobs.waiting_recordings import (
    unfinished_clip_files,
    unfinished_hearings,
    unfinished_recordings,
)
from app.jobs.worker_presence import WorkerPresence, workers_folder

log = structlog.get_logger()

SECONDS_BETWEEN_LOOKS = 0.5


def worker_presence(archive: Archive) -> WorkerPresence:
    """Return the presence of a worker of this archive, not yet announced."""
    return WorkerPresence(workers_folder(archive.settings.data_dir))


def run_worker(
    archive: Archive,
    stopping: threading.Event,
    *,
    is_done: Callable[[], bool] = lambda: False,
) -> None:
    """Work until told to stop, or until `is_done` says so.

    The recording's own row is the queue's outbox: it waits there from the transaction that took it in, so
    no crash between intake and queueing can lose it.
    """
    presence = worker_presence(archive)
    presence.announce()
    workflows = DurableWorkflows(archive, presence.executor_id)
    workflows.launch()
    try:
        while not stopping.is_set() and not is_done():
            for executor_id in presence.dead():
                workflows.take_over(executor_id, is_crash=not presence.has_left(executor_id))
                presence.forget(executor_id)
            for recording_id, attempt in unfinished_recordings(archive.database):
                # New, or in hand when the archive was backed up: the workflows' database is not part of that.
                if not workflows.is_known(recording_id, attempt):
                    workflows.enqueue(recording_id, attempt)
            for hearing_id in unfinished_hearings(archive.database):
                if not workflows.is_hearing_known(hearing_id):
                    workflows.enqueue_hearing(hearing_id)
            renew_outdated_files(archive)
            for file_id, asked_at, kind in unfinished_clip_files(archive.database):
                if not workflows.is_clip_file_known(file_id, asked_at):
                    workflows.enqueue_clip_file(file_id, asked_at, kind)
            stopping.wait(SECONDS_BETWEEN_LOOKS)
    finally:
        workflows.stop()
        presence.leave()
