"""A real recording heard again by a real worker that dies: one revision, and nothing else is touched."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.archive import Archive
from app.models import (
    Exchange,
    HearingAgain,
    Passage,
    PassageVersion,
    Recording,
    Rendition,
    Revision,
    Tag,
    Turn,
    Word,
)
from app.models.transcript import HEARD_AGAIN
from app.services.editing.revision_writing import Editor
from app.services.hearing.hearing_again import ask_hearing
from tests.builders import Said
from tests.media_samples import cut_sample

ROOT = Path(__file__).resolve().parents[2]
SECONDS_FOR_A_RUN = 240
SAID = [
    Said("interviewer", "Une question inventée.", seconds=3.0),
    Said("leader", "Une réponse.", themes=[("broadband", 0.9, False)], seconds=3.0),
]

pytestmark = [pytest.mark.speech, pytest.mark.timeout(600)]


@pytest.fixture
def interview_id(archive, inventing, tmp_path: Path) -> int:
    """An interview with a text of its own, over the first six seconds of a real recording."""
    media = cut_sample(ROOT / "media" / "demo" / "demo-tessier.mov", tmp_path / "court.mov", 6.0)
    sha256 = hashlib.sha256(media.read_bytes()).hexdigest()
    key = f"originals/{sha256[:2]}/{sha256}.mov"
    archive.store.put(key, media)
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID)
        recording = invented.session.scalars(select(Recording)).one()
        recording.sha256, recording.media_key, recording.duration_seconds = sha256, key, 6.0
    return interview.id


def run(archive: Archive, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FRANQUETTE_")}
    environment = {
        **kept,
        "FRANQUETTE_DATA_DIR": str(archive.settings.data_dir),
        "FRANQUETTE_DATABASE_URL": str(archive.settings.database_url),
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_FOR_A_RUN, check=False,
    )  # fmt: skip


def state_of_all(archive: Archive) -> list[object]:
    """All that hearing again must leave as it is."""
    with archive.database.read() as session:
        return [
            [
                tuple(getattr(row, column.name) for column in model.__table__.columns)
                for row in session.scalars(select(model).order_by(model.id))
            ]
            for model in (Passage, PassageVersion, Turn, Exchange, Tag, Rendition)
        ]


def test_a_worker_killed_while_it_stores_leaves_one_revision_and_the_text_alone(
    archive, interview_id
) -> None:
    before = state_of_all(archive)
    with archive.database.write() as session:
        ask_hearing(session, Editor("curator:Camille"), interview_id, archive.settings.whisper_model)
    died = run(archive, "tests.acceptance.crashing_worker", "hearing", "end")
    assert died.returncode == -signal.SIGKILL, died.stderr[-2000:]
    finished = run(archive, "app.command_line", "worker", "--until-idle")
    assert finished.returncode == 0, finished.stderr[-2000:]
    assert state_of_all(archive) == before
    with archive.database.read() as session:
        heard = session.scalars(select(Revision).where(Revision.action == HEARD_AGAIN)).one()
        assert (heard.number, heard.made_by, heard.engine) == (2, "machine", "faster-whisper")
        assert session.scalar(select(func.count(Word.id))) > 5
        wish = session.scalars(select(HearingAgain)).one()
        assert (wish.state, wish.revision_id) == ("ready", heard.id)
        assert session.scalars(select(Recording.state)).one() == "ready"
    assert list(archive.settings.work_dir.glob("hearing-*")) == []


def test_a_model_that_is_not_there_is_told_and_the_recording_stays_ready(archive, interview_id) -> None:
    told = run(
        archive, "app.command_line", "hear-again", "entrevue-savard", "--model", "/nowhere/at-all", "--wait"
    )
    assert told.returncode == 1
    assert "/nowhere/at-all" in told.stderr
    assert "est introuvable" in told.stderr
    with archive.database.read() as session:
        assert session.scalars(select(Recording.state)).one() == "ready"
        assert session.scalars(select(HearingAgain.failure_code)).one() == "model_missing"
        assert session.scalar(select(func.count(Revision.id))) == 1
