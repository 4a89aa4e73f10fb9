"""Waits for recordings to go through the pipeline, with one progress bar each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from app.archive import Archive
from app.commands.step_wording import SETTLED, step_name
from app.commands.terminal import console
from app.domain.pipeline_progress import overall_progress
from app.jobs.worker import run_worker, worker_presence
from app.services.hearing.recording_status import RecordingStatus, recording_statuses


def wait_for(archive: Archive, interview_ids: Collection[int]) -> list[RecordingStatus]:
    """Wait until these recordings are settled; work ourselves while no other worker lives."""
    with progress_bars() as progress:
        bars = _Bars(archive, interview_ids, progress)
        work_until(archive, bars.show_and_check)
    return bars.statuses


def progress_bars() -> Progress:
    """Return bars that tell the share done, the time, and the step."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[step]}"),
        console=console,
    )


def work_until(archive: Archive, is_done: Callable[[], bool]) -> None:
    """Wait until something is done; work ourselves while no other worker lives."""
    stopping = threading.Event()
    while not is_done():
        if worker_presence(archive).is_another_alive():
            stopping.wait(0.5)
        else:
            run_worker(archive, stopping, is_done=is_done)


class _Bars:
    """One bar a recording, redrawn from the database, whoever does the work."""

    def __init__(self, archive: Archive, interview_ids: Collection[int], progress: Progress) -> None:
        self._archive = archive
        self._interview_ids = interview_ids
        self._progress = progress
        self._tasks: dict[int, TaskID] = {}
        self.statuses: list[RecordingStatus] = []

    def show_and_check(self) -> bool:
        """Redraw, and say whether all are settled."""
        with self._archive.database.read() as session:
            self.statuses = recording_statuses(session, self._interview_ids)
        for status in self.statuses:
            self._show(status)
        return all(status.state in SETTLED for status in self.statuses)

    def _show(self, status: RecordingStatus) -> None:
        name = status.original_filename
        if status.recording_id not in self._tasks:
            self._tasks[status.recording_id] = self._progress.add_task(name, total=1.0, step="")
        task = self._tasks[status.recording_id]
        done = overall_progress(status.state, status.step, status.progress)
        self._progress.update(task, completed=done, step=step_name(status))
        if status.state in SETTLED:
            self._progress.stop_task(task)
