"""The server killed while a curator saves, a hundred times: no half edit, and the draft comes back."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from app.archive import open_archive
from app.database import Database
from app.models import Curator, Passage, PassageDraft, PassageVersion, Revision
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.settings import Settings
from app.web.curator_cookies import session_cookie
from app.web.form_tokens import form_token
from tests.builders import InventedArchive, Said

KILLS = 100
# Kills fall anywhere from the beginning of a save to well after the time that the last whole one took.
WAIT_IN_SAVES = 1.6
ROOT = Path(__file__).resolve().parents[2]
SAID = [
    Said("interviewer", "Que ferez-vous pour la fibre ?"),
    Said("leader", "La fibre se rendra dans chaque village"),
]

pytestmark = pytest.mark.timeout(600)


class ServerInTurns:
    """One server after the other on one address; each can be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.port = int(self._read())

    def start(self) -> int:
        """Start the next server; returns its process number."""
        assert self._process.stdin is not None
        self._process.stdin.write("next\n")
        self._process.stdin.flush()
        return int(self._read())

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None, data_dir=tmp_path / "archive", database_url="", search_url="", media_url="",
        public_url="http://127.0.0.1", secret_key="invented key for tests",
    )  # fmt: skip


@contextmanager
def servers(settings: Settings) -> Iterator[ServerInTurns]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRANQUETTE_")}
    environment |= {
        "FRANQUETTE_DATA_DIR": str(settings.data_dir),
        "FRANQUETTE_PUBLIC_URL": settings.public_url,
        "FRANQUETTE_SECRET_KEY": settings.secret_key,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.acceptance.forking_server"],
        env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield ServerInTurns(process)
    finally:
        process.kill()
        process.communicate()


def write_archive(settings: Settings, folder: Path) -> tuple[str, str]:
    """Make an archive with one interview and one curator; returns the passage and the session's key."""
    archive = open_archive(settings)
    with archive.database.write() as session:
        InventedArchive(session, archive.store, folder).interview(
            InventedArchive(session).leader("savard"), None, SAID
        )
        curator = Curator(name="Camille", role="curator", password_hash="no password opens this account")
        session.add(curator)
        session.flush()
        key = open_curator_session(session, curator, Visitor(), now())
        passage_id = session.scalars(select(Passage.id).where(Passage.position == 1)).one()
    archive.close()
    return passage_id, key


def read_state(database: Database, passage_id: str) -> tuple[str, int, str | None]:
    """Return the text, its revision and the draft; checks that the history is whole and ends in that text."""
    with database.read() as session:
        passage = session.get_one(Passage, passage_id)
        draft = session.scalar(select(PassageDraft.text))
        rows = session.execute(
            select(Revision.number, PassageVersion.text)
            .join(PassageVersion, PassageVersion.revision_id == Revision.id)
            .where(PassageVersion.passage_id == passage_id)
            .order_by(Revision.number)
        ).all()
        every = session.scalars(select(Revision.number)).all()
    assert [number for number, _text in rows] == list(range(1, len(every) + 1))
    assert rows[-1] == (passage.revision_number, passage.text)
    assert " ".join(word[0] for word in passage.words) == passage.text
    return passage.text, passage.revision_number, draft


def save(client: httpx.Client, address: str, form: dict[str, str]) -> None:
    """Send a save; the server may die of it."""
    with suppress(httpx.HTTPError):
        client.post(address, data=form)


def test_no_kill_leaves_half_an_edit_or_loses_a_draft(settings: Settings, tmp_path: Path) -> None:
    passage_id, key = write_archive(settings, tmp_path)
    database = Database(settings.effective_database_url)
    chance = random.Random(9)
    saved = lost = 0
    save_seconds = 0.02
    with servers(settings) as line:
        address = f"http://127.0.0.1:{line.port}"
        headers = {"origin": "http://127.0.0.1", "accept": "application/json"}
        cookies = {session_cookie(settings): key}
        for number in range(KILLS):
            pid = line.start()
            before, seen, _draft = read_state(database, passage_id)
            typed = f"La fibre ira dans {number} villages"
            form = {"token": form_token(key), "text": typed, "seen": str(seen)}
            path = f"{address}/atelier/passages/{passage_id}"
            with httpx.Client(cookies=cookies, headers=headers, timeout=60) as client:
                kept = client.post(f"{path}/brouillon", data=form)
                assert kept.status_code == 200, kept.text

                begun = time.perf_counter()
                saving = threading.Thread(target=save, args=(client, f"{path}/texte", form))
                saving.start()
                saving.join(chance.uniform(0, WAIT_IN_SAVES * save_seconds))
                is_answered = not saving.is_alive()
                taken = time.perf_counter() - begun
                os.kill(pid, signal.SIGKILL)
                saving.join()
            # How long a save takes is learned from the kills: the next ones fall nearer to the commit.
            save_seconds = taken if is_answered else save_seconds * 1.1
            text, revision, draft = read_state(database, passage_id)
            assert text == typed or not is_answered, "what was answered is kept"
            if text == typed:
                # The draft goes with the save that makes it needless, never before.
                assert (revision, draft) == (seen + 1, None)
                saved += 1
            else:
                assert (text, revision, draft) == (before, seen, typed)
                lost += 1
    database.close()
    # Kills fell on both sides of the commit, or this proves little.
    assert saved > 0
    assert lost > 0
