"""The server killed while a recording arrives, again and again: what it says it has is what it has."""

from __future__ import annotations

import os
import random
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from app.archive import open_archive
from app.models import Curator
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.settings import Settings
from app.web.body_pieces import PIECE_BYTES
from app.web.curator_cookies import session_cookie
from app.web.form_tokens import form_token
from tests.acceptance.test_killed_saves import ServerInTurns, servers

KILLS = 6
UPLOADS = "/atelier/recevoir/envois"

pytestmark = pytest.mark.timeout(300)


# Twenty bytes that no piece hashes to.
NEVER_RIGHT = "sha1 " + "A" * 27 + "="


class Server:
    """The server of the moment."""

    def __init__(self, turns: ServerInTurns) -> None:
        self._turns = turns
        self._process_id = 0

    def start(self) -> None:
        self._process_id = self._turns.start()

    def kill(self) -> None:
        if self._process_id:
            os.kill(self._process_id, signal.SIGKILL)
        self._process_id = 0


@contextmanager
def ending(server: Server) -> Iterator[Server]:
    """Let no server outlive the test."""
    try:
        yield server
    finally:
        server.kill()


class Sender:
    """A curator's device: asks how much has arrived, and sends the rest until the server dies."""

    def __init__(self, port: int, settings: Settings, key: str) -> None:
        self.port = port
        self.headers = {
            "cookie": f"{session_cookie(settings)}={key}", "origin": "http://127.0.0.1",
            "x-franquette-token": form_token(key), "tus-resumable": "1.0.0",
        }  # fmt: skip

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> httpx.Response:
        return httpx.request(
            method,
            f"http://127.0.0.1:{self.port}{path}",
            content=body,
            headers={**self.headers, **headers},
            timeout=60,
        )

    def offset(self, path: str) -> int:
        return int(self.ask("HEAD", path).headers["upload-offset"])

    def send_and_kill(
        self, path: str, body: bytes, offset: int, server: Server, part: Path, checksum: str
    ) -> None:
        """Send a body on a bare connection, and kill the server somewhere in its middle."""
        told = {
            **self.headers, "host": "127.0.0.1", "content-type": "application/offset+octet-stream",
            "upload-offset": str(offset), "content-length": str(len(body)),
            **({"upload-checksum": checksum} if checksum else {}),
        }  # fmt: skip
        head = f"PATCH {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
        untouched = part.stat().st_mtime_ns
        sent = random.randrange(PIECE_BYTES + 100_000, len(body) - 1)
        with socket.create_connection(("127.0.0.1", self.port)) as line, suppress(OSError):
            line.sendall(head.encode() + b"\r\n")
            line.sendall(body[:sent])
            deadline = time.monotonic() + 30
            # Until the server is in the middle of it: some of the body is on disk, and the rest never comes.
            while part.stat().st_mtime_ns == untouched or part.stat().st_size == offset:
                assert time.monotonic() < deadline
                time.sleep(0.005)
            time.sleep(random.random() / 50)
            server.kill()
            line.sendall(body[sent:])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None, data_dir=tmp_path / "archive", database_url="", search_url="", media_url="",
        public_url="http://127.0.0.1", secret_key="invented key for tests",
    )  # fmt: skip


def test_a_server_killed_in_the_middle_of_a_piece_goes_on_where_it_was(settings: Settings) -> None:
    archive = open_archive(settings)
    with archive.database.write() as session:
        curator = Curator(name="Camille", password_hash="no password opens this account")
        session.add(curator)
        session.flush()
        key = open_curator_session(session, curator, Visitor(), now())
    archive.close()
    recording = random.randbytes(16_000_000)
    offsets = []
    with servers(settings) as turns, ending(Server(turns)) as server:
        sender = Sender(turns.port, settings, key)
        server.start()
        created = sender.ask("POST", UPLOADS, **{"upload-length": str(len(recording))})
        assert created.status_code == 201, created.text
        path = created.headers["location"]
        part = settings.data_dir / "uploads" / path.rsplit("/", 1)[1]
        for kill in range(KILLS):
            offset = sender.offset(path)
            assert part.read_bytes()[:offset] == recording[:offset]
            offsets.append(offset)
            body = recording[offset : offset + 3_000_000]
            has_checksum = kill % 4 == 3
            sender.send_and_kill(path, body, offset, server, part, NEVER_RIGHT if has_checksum else "")
            server.start()
            if has_checksum:  # it was announced and never compared: nothing of that piece counts
                assert sender.offset(path) == offset
        offset = sender.offset(path)
        patch = {"content-type": "application/offset+octet-stream", "upload-offset": str(offset)}
        last = sender.ask("PATCH", path, recording[offset:], **patch)
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(recording)))
    assert part.read_bytes() == recording
    assert offsets == sorted(offsets)
    assert len(set(offsets)) > KILLS // 2
