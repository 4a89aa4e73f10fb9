"""Recordings come in over a bad line: cut, with a server that is killed, on a page that is opened again."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.archive import open_archive
from app.services.accounts.curator_accounts import add_curator
from app.settings import Settings
from tests.browser.conftest import Visitor
from tests.browser.cut_line import CutLine
from tests.browser.demo_site import ROOT, _wait_for, environment
from tests.media_samples import wav_header

PASSWORD = "une phrase assez longue"
SLOW, QUICK = 1_500_000, 60_000_000
SCREENS = {
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}


class KillableSite:
    """A real server over an archive of its own, behind a line that can be cut."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.line = CutLine(self._port, SLOW)
        self.address = f"http://127.0.0.1:{self.line.port}"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "app.command_line", "serve", "--no-worker", "--port", str(self._port)],
            cwd=ROOT, env={**environment(self.data_dir), "FRANQUETTE_PUBLIC_URL": self.address},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for(f"http://127.0.0.1:{self._port}", self._server)

    def kill(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def arrived(self) -> dict[str, int]:
        return {path.name: path.stat().st_size for path in (self.data_dir / "uploads").glob("*")}


@pytest.fixture(scope="module")
def killable(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KillableSite]:
    data_dir = tmp_path_factory.mktemp("intake") / "archive"
    archive = open_archive(
        Settings(_env_file=None, data_dir=data_dir, database_url="", search_url="", media_url="")
    )
    with archive.database.write() as session:
        add_curator(session, "Camille", PASSWORD)
    archive.close()
    site = KillableSite(data_dir)
    site.start()
    yield site
    site.kill()
    site.line.close()


@pytest.fixture(scope="module")
def cookies(chromium: Any, killable: KillableSite) -> Any:
    """What signing in once gives; each test takes it along."""
    killable.line.bytes_a_second = QUICK
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{killable.address}/atelier/connexion")
    page.fill("#name", "Camille")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/atelier*")
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def sender(
    chromium: Any, killable: KillableSite, cookies: Any, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    person = Visitor(chromium, killable.address, storage_state=cookies, **SCREENS[request.param])
    person.page.on("dialog", lambda dialog: dialog.accept())
    yield person
    person.context.close()
    # A cut line, and what the server says of it, is on the console; anything else would be a fault.
    expected = ("ERR_", "409 (Conflict)", "423 (Locked)")
    assert [fault for fault in person.faults if not any(one in fault for one in expected)] == []


def recording(path: Path, size_bytes: int) -> Path:
    """Write noise as a WAV file that no other run has written."""
    noise = random.Random(path.as_posix()).randbytes(size_bytes)
    path.write_bytes(wav_header(48_000, data_bytes=0)[:-4] + size_bytes.to_bytes(4, "little") + noise)
    return path


def wait_for(person: Visitor, condition: Any, seconds: float = 60) -> None:
    for _attempt in range(int(seconds * 10)):
        if condition():
            return
        person.page.wait_for_timeout(100)
    pytest.fail(f"this never came true; the page says: {person.page.locator('main').inner_text()}")


@pytest.mark.parametrize("sender", ["phone"], indirect=True)
def test_files_survive_two_cuts_a_killed_server_and_a_reload(
    sender: Visitor, killable: KillableSite, tmp_path: Path
) -> None:
    files = [
        recording(tmp_path / "longue entrevue.wav", 7_000_000),
        recording(tmp_path / "autre.wav", 4_000_000),
    ]
    page, line = sender.page, killable.line
    line.bytes_a_second = QUICK
    sender.go("/atelier/recevoir")
    line.bytes_a_second = SLOW
    before = set(killable.arrived())

    def arrived() -> int:
        return sum(size for name, size in killable.arrived().items() if name not in before)

    page.set_input_files("#recordings", files)
    for _cut in range(2):
        had = arrived()
        wait_for(sender, lambda had=had: arrived() > had)
        line.cut()
        page.wait_for_timeout(200)
        line.mend()
    had = arrived()
    wait_for(sender, lambda: arrived() > had)
    killable.kill()
    had = arrived()
    assert 0 < had < 11_000_000
    killable.start()
    wait_for(sender, lambda: arrived() > had)
    line.bytes_a_second = QUICK
    line.cut()
    line.mend()
    page.reload()
    assert page.locator("[data-upload]").count() == 2
    page.set_input_files("#recordings", files)
    wait_for(sender, lambda: page.locator("[data-is-whole=yes]").count() == 2)
    new = {name for name in killable.arrived() if name not in before}
    kept = sorted((killable.data_dir / "uploads" / name).read_bytes() for name in new)
    assert kept == sorted(one.read_bytes() for one in files)
    wait_for(sender, lambda: page.locator("[data-is-judged=yes]").count() == 2)
    for left in (1, 0):
        page.get_by_role("button", name="Abandonner").first.click()
        wait_for(sender, lambda left=left: page.locator("[data-upload]").count() == left)
    wait_for(sender, lambda: set(killable.arrived()) == before)


@pytest.mark.parametrize("sender", ["desk"], indirect=True)
def test_a_recording_is_described_while_it_travels_and_taken_in_when_it_arrives(
    sender: Visitor, killable: KillableSite, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, line = sender.page, killable.line
    line.bytes_a_second = QUICK
    sender.go("/atelier/recevoir")
    line.bytes_a_second = SLOW
    file = recording(tmp_path / "pendant la route.wav", 6_000_000)
    page.set_input_files("#recordings", file)
    page.get_by_label("Qui répond").fill("Personne Inventée")
    page.get_by_label("nouvelle personne").check()
    page.get_by_role("textbox", name="Parti").or_(page.get_by_role("combobox", name="Parti")).first.fill(
        "Parti inventé"
    )
    page.get_by_label("nouveau parti").check()
    page.get_by_label("Jour de l’enregistrement").fill("2026-09-03")
    page.get_by_label("Jour de l’enregistrement").press("Enter")
    wait_for(sender, lambda: "dès que tout sera arrivé" in page.locator("[data-refusal]").inner_text())
    assert Axe().run(page).response["violations"] == []
    line.bytes_a_second = QUICK
    row = page.locator("[data-recording]")
    wait_for(sender, lambda: row.count() == 1)
    assert "Personne Inventée, 3 septembre 2026" in row.inner_text()
    original = next((killable.data_dir / "originals").rglob("*.wav"))
    assert original.read_bytes() == file.read_bytes()
    assert Axe().run(page).response["violations"] == []
    row.get_by_text("Mettre de côté").first.click()
    row.get_by_label("Pourquoi").fill("Essai.")
    row.get_by_role("button", name="Mettre de côté").click()
    page.wait_for_url("**avis=cote")
    assert "Raison" in row.inner_text()
