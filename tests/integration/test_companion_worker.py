"""Beside the site a worker runs when one is wanted, and only then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs import companion_worker
from app.jobs.companion_worker import CompanionWorker
from app.jobs.waiting_recordings import is_idle
from app.jobs.worker_presence import WorkerPresence, workers_folder
from app.models import Recording

ENDS_THE_WORK = """
import sys
from app.database import Database
from app.models import Recording
from sqlalchemy import update
with Database(sys.argv[1]).write() as session:
    session.execute(update(Recording).values(state="ready"))
"""


@pytest.fixture
def quickly(monkeypatch) -> None:
    monkeypatch.setattr(companion_worker, "SECONDS_BETWEEN_LOOKS", 0.05)


@pytest.fixture
def waiting(archive, inventing) -> Callable[[], bool]:
    with inventing() as invented:
        invented.interview(invented.leader("savard"), None, state="draft")
        invented.session.query(Recording).one().state = "waiting"
    return lambda: not is_idle(archive.database)


def run_for(companion: CompanionWorker, condition: Callable[[], bool], seconds: float = 20.0) -> None:
    companion.start()
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    companion.stop()


def test_a_recording_that_waits_starts_a_worker(archive, waiting, quickly):
    work = (sys.executable, "-c", ENDS_THE_WORK, archive.settings.effective_database_url)
    run_for(CompanionWorker(archive, work), lambda: not waiting())
    assert not waiting()


def leaves_marks(folder: Path, exit_code: int = 0) -> tuple[str, ...]:
    script = f"import tempfile; tempfile.mkstemp(dir={str(folder)!r}); raise SystemExit({exit_code})"
    return (sys.executable, "-c", script)


def test_nothing_starts_while_another_worker_lives_or_nothing_waits(archive, waiting, quickly, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    other = WorkerPresence(workers_folder(archive.settings.data_dir))
    other.announce()
    run_for(CompanionWorker(archive, leaves_marks(marks)), lambda: False, seconds=0.5)
    other.leave()
    with archive.database.write() as session:
        session.query(Recording).one().state = "ready"
    run_for(CompanionWorker(archive, leaves_marks(marks)), lambda: False, seconds=0.5)
    assert not list(marks.iterdir())


def test_a_worker_that_fails_is_not_started_again_at_once(archive, waiting, quickly, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    run_for(CompanionWorker(archive, leaves_marks(marks, exit_code=1)), lambda: False, seconds=1.5)
    assert len(list(marks.iterdir())) == 1
