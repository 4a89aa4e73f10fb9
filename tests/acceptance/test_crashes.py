"""A worker killed in any step: the recording ends processed once, nothing twice, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from app.archive import open_archive
from app.database import Database
from app.jobs.pipeline import STEPS
from app.jobs.worker_presence import workers_folder
from app.models import AuditEntry, Interview, Passage, Recording, Rendition, Revision, Tag, Word
from app.services.hearing.recording_status import RecordingStatus, recording_statuses
from app.settings import Settings
from tests.media_samples import cut_sample
from transcription.huge_pages import are_huge_pages_given

ROOT = Path(__file__).resolve().parents[2]
FRANQUETTE = [sys.executable, "-m", "app.command_line"]
SECONDS_FOR_A_RUN = 240

pytestmark = [pytest.mark.speech, pytest.mark.timeout(900)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FRANQUETTE_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # some twenty processes: they may share what they compile
    # The cleaned copy takes long and has tests of its own.
    kept["FRANQUETTE_CLEANED_COPY"] = "no"
    return {**kept, "FRANQUETTE_DATA_DIR": str(tmp_path / "archive"), "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 27 seconds of a real vertical phone video: every step has something to do."""
    return cut_sample(
        ROOT / "media" / "demo" / "demo-tessier.mov", tmp_path_factory.mktemp("media") / "court.mov", 27.0
    )


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*FRANQUETTE, *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_FOR_A_RUN, check=False,
    )  # fmt: skip


def kill_in(environment: dict[str, str], step: str, moment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.acceptance.crashing_worker", step, moment],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_FOR_A_RUN, check=False,
    )  # fmt: skip


def ingest(environment: dict[str, str], path: Path) -> None:
    done = run(
        environment, "ingest", str(path), "--leader", "Personne Inventée", "--party", "Parti inventé",
        "--recorded-on", "2026-08-29", "--publish", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["interviews"][0]["state"] == "waiting"


def status(environment: dict[str, str]) -> RecordingStatus:
    database = Database(f"sqlite:///{environment['FRANQUETTE_DATA_DIR']}/franquette.db")
    with database.read() as session:
        (one,) = recording_statuses(session)
    database.close()
    return one


def wait_for_transcription(environment: dict[str, str], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_FOR_A_RUN
    while status(environment).step != "transcribe":
        assert time.monotonic() < deadline, "the worker never came to the transcription"
        assert process.poll() is None
        time.sleep(0.2)


def wait_for_lock(environment: dict[str, str], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_FOR_A_RUN
    folder = workers_folder(Path(environment["FRANQUETTE_DATA_DIR"]))
    while not list(folder.glob(f"worker-{process.pid}-*.lock")):
        assert time.monotonic() < deadline, "the worker never announced itself"
        time.sleep(0.2)


def test_a_worker_killed_in_every_step_leaves_one_whole_result(
    environment: dict[str, str], excerpt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(environment, excerpt)
    # At the end of a step is the hard case: its work is done, but nobody noted it.
    for step, moment in [("probe", "beginning"), *((step, "end") for step in STEPS)]:
        died = kill_in(environment, step, moment)
        assert died.returncode == -signal.SIGKILL, (step, moment, died.stderr[-2000:])
        assert status(environment).step == step, (step, moment)
    finished = run(environment, "worker", "--until-idle")
    assert finished.returncode == 0, finished.stderr
    assert status(environment).state == "ready"
    _assert_whole_and_once(environment, monkeypatch)
    checked = run(environment, "check", "--json")
    assert checked.returncode == 0, checked.stdout
    found = json.loads(run(environment, "search", "logiciel libre", "--json").stdout)
    assert found["total"] >= 1


def _assert_whole_and_once(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRANQUETTE_DATA_DIR", environment["FRANQUETTE_DATA_DIR"])
    archive = open_archive(Settings(_env_file=None))
    with archive.database.read() as session:
        assert len(session.scalars(select(Recording)).all()) == 1
        assert session.scalars(select(Interview.state)).one() == "published"
        assert len(session.scalars(select(Revision)).all()) == 1
        kinds = Counter(session.scalars(select(Rendition.kind)))
        assert kinds == {"web_audio": 1, "web_video": 1, "peaks": 1, "poster": 1}
        spans = session.execute(select(Passage.start_seconds, Passage.end_seconds).order_by(Passage.position))
        ends = [0.0]
        for start, end in spans:
            assert start >= ends[-1]
            ends.append(end)
        shown = sum(len(words) for words in session.scalars(select(Passage.words)))
        heard = session.scalars(select(Word).where(Word.removed_because == "")).all()
        assert shown == len(heard) > 30
        tagged = Counter((tag.passage_id, tag.theme_id) for tag in session.scalars(select(Tag)))
        assert tagged and max(tagged.values()) == 1
        acts = Counter(session.scalars(select(AuditEntry.action)))
        assert acts == {"recording.taken_in": 1, "interview.published": 1, "recording.processed": 1}
        assert archive.index.count() == len(ends) - 1
    archive.close()


def test_a_recording_that_keeps_killing_workers_is_given_up_and_can_be_retried(
    environment: dict[str, str], excerpt: Path
) -> None:
    ingest(environment, excerpt)
    for _death in range(3):
        assert kill_in(environment, "speech", "beginning").returncode == -signal.SIGKILL
    assert run(environment, "worker", "--until-idle").returncode == 0
    failed = status(environment)
    assert failed.state == "failed"
    assert failed.failure is not None
    assert "plusieurs fois de suite" in failed.failure[0]
    assert run(environment, "retry", failed.slug).returncode == 0
    assert status(environment).state == "waiting"


def test_a_killed_worker_is_replaced_by_a_live_one_without_waiting(
    environment: dict[str, str], excerpt: Path
) -> None:
    ingest(environment, excerpt)
    first = subprocess.Popen([*FRANQUETTE, "worker"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + SECONDS_FOR_A_RUN
    wait_for_transcription(environment, first)
    second = subprocess.Popen([*FRANQUETTE, "worker"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    first.kill()
    first.wait(timeout=30)
    try:
        while status(environment).state != "ready":
            assert time.monotonic() < deadline, "the second worker never took over"
            time.sleep(0.5)
    finally:
        second.terminate()
        second.wait(timeout=30)


def test_a_worker_that_is_told_to_leave_leaves_and_the_next_one_goes_on(
    environment: dict[str, str], excerpt: Path
) -> None:
    environment.pop("GLIBC_TUNABLES", None)
    ingest(environment, excerpt)
    # To be told to leave is no crash, however often.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
        told = subprocess.Popen([*FRANQUETTE, "worker"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            wait_for_lock(environment, told)
            wait_for_transcription(environment, told)
            # Whisper hears in this process: it asked for large pages.
            started_with = Path(f"/proc/{told.pid}/environ").read_bytes()
            assert (b"glibc.malloc.hugetlb=1" in started_with) is are_huge_pages_given()
            time.sleep(2)
            told.send_signal(number)
            assert told.wait(timeout=60) == 0
        finally:
            told.kill()
            told.wait()
        assert status(environment).state == "processing"
    assert run(environment, "worker", "--until-idle").returncode == 0
    assert status(environment).state == "ready"
