"""From a phone on a bad line to a public page: sign in, send, hear, correct, name, tag, publish, read."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.archive import open_archive
from app.domain.transcript_edit import spoken_tokens
from app.models import Interview, Passage, Recording, Transcript
from app.services.accounts.curator_accounts import add_curator
from app.settings import Settings
from tests.benchmarks.correcting_benchmark import Typist, correct, references
from tests.browser.conftest import Visitor
from tests.browser.cut_line import CutLine
from tests.browser.demo_site import free_port, start_server
from tests.media_samples import SAVARD, cut_sample

PASSWORD = "une phrase assez longue"
SLOW, QUICK = 20_000, 60_000_000
# Enough for questions and answers; the rest would only take Whisper longer.
EXCERPT_SECONDS = 75.0
CORRECTED = 5
PATIENCE_MILLISECONDS = 60_000
MINUTES_TO_HEAR = 12


class Newsroom:
    """An archive with one curator, served with its worker behind a line that can be cut, and a recording."""

    def __init__(self, data_dir: Path) -> None:
        self.recording = cut_sample(SAVARD, data_dir.with_name("savard.3gp"), EXCERPT_SECONDS)
        self.settings = Settings(
            _env_file=None, data_dir=data_dir, database_url="", search_url="", media_url=""
        )
        archive = open_archive(self.settings)
        with archive.database.write() as session:
            add_curator(session, "Camille", PASSWORD)
        archive.close()
        port = free_port()
        self.server: subprocess.Popen[bytes] = start_server(data_dir, port)
        self.line = CutLine(port, QUICK)
        self.address = f"http://127.0.0.1:{self.line.port}"

    def passages(self) -> list[Passage]:
        archive = open_archive(self.settings)
        with archive.database.read() as session:
            found = list(session.scalars(select(Passage).order_by(Passage.position)))
        archive.close()
        return found

    def close(self) -> None:
        self.line.close()
        self.server.terminate()
        self.server.wait(timeout=60)


@pytest.fixture
def newsroom(chromium: Any, tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path / "archive")
    yield room
    room.close()


@pytest.fixture
def curator(chromium: Any, newsroom: Newsroom) -> Iterator[Visitor]:
    person = Visitor(chromium, newsroom.address, viewport={"width": 1280, "height": 900})
    person.page.set_default_timeout(PATIENCE_MILLISECONDS)
    yield person
    person.context.close()
    # A cut line is on the console; anything else would be a fault.
    assert [fault for fault in person.faults if "ERR_" not in fault and "423" not in fault] == []


def test_a_recording_goes_from_a_bad_line_to_a_public_page(
    chromium: Any, newsroom: Newsroom, curator: Visitor
) -> None:
    sign_in(curator)
    interview_id = send_over_a_cut_line(newsroom, curator)
    corrected = correct_by_keyboard(newsroom, curator, interview_id)
    confirm_voices(curator, interview_id)
    confirm_a_theme(curator, interview_id)
    publish(curator, interview_id)
    reader = Visitor(chromium, newsroom.address)
    reader.go("/entrevues/helene-savard-2026-08-14")
    shown = reader.page.locator(".passage-text").all_inner_texts()
    plain = [" ".join(spoken_tokens(text.translate({0xA0: " ", 0x202F: " ", 0x2019: "'"}))) for text in shown]
    assert plain[:CORRECTED] == [" ".join(words) for words in corrected]
    assert "Voix confirmée par une personne" in reader.page.locator("main").inner_text()
    reader.go("/recherche?q=franquette")
    assert reader.page.locator(".hit").count() >= 1
    reader.context.close()
    assert reader.faults == []


def sign_in(curator: Visitor) -> None:
    curator.go("/atelier/connexion")
    curator.page.fill("#name", "Camille")
    curator.page.fill("#password", PASSWORD)
    curator.page.keyboard.press("Enter")
    curator.page.wait_for_url(re.compile(r"/atelier$"))


def send_over_a_cut_line(newsroom: Newsroom, curator: Visitor) -> int:
    """Send the recording, cut twice on its way; wait until it is transcribed; returns the interview's id."""
    page, line = curator.page, newsroom.line
    curator.go("/atelier/recevoir")
    line.bytes_a_second = SLOW
    page.set_input_files("#recordings", newsroom.recording)
    for _cut in range(2):
        page.wait_for_timeout(1200)
        line.cut()
        page.wait_for_timeout(200)
        line.mend()
    page.get_by_label("Qui répond").fill("Hélène Savard")
    page.get_by_label("nouvelle personne").check()
    page.locator("[name=party]").fill("Parti du Littoral")
    page.get_by_label("nouveau parti").check()
    page.get_by_label("Jour de l’enregistrement").fill("2026-08-14")
    page.wait_for_selector("[data-is-whole=yes]")
    line.bytes_a_second = QUICK
    page.get_by_label("Jour de l’enregistrement").press("Enter")
    page.wait_for_selector("[data-recording][data-state=ready]", timeout=MINUTES_TO_HEAR * 60_000)
    archive = open_archive(newsroom.settings)
    with archive.database.read() as session:
        recording = session.scalars(select(Recording)).one()
        assert session.scalars(select(Transcript.recording_id)).one() == recording.id
        interview_id = session.scalars(select(Interview.id)).one()
    archive.close()
    original = next((newsroom.settings.data_dir / "originals").rglob("*.3gp"))
    assert original.read_bytes() == newsroom.recording.read_bytes()
    return interview_id


def correct_by_keyboard(newsroom: Newsroom, curator: Visitor, interview_id: int) -> list[tuple[str, ...]]:
    """Correct the first passages as the reference has them, and vouch for each; returns their words."""
    passages = newsroom.passages()
    wanted = references(passages[: CORRECTED + 1], 1)[:CORRECTED]
    curator.go(f"/atelier/entrevues/{interview_id}/texte")
    page = curator.page
    page.wait_for_selector("html.has-editor", state="attached")
    typist = Typist(page, 0.0)
    tab_to_text(typist)
    for passage, words in zip(passages, wanted, strict=False):
        box = page.locator(f"[data-line='{passage.id}'] [data-box]")
        page.wait_for_function("box => box === document.activeElement", arg=box.element_handle())
        correct(typist, box, words)
        typist.press("Control+Shift+Enter")
        page.wait_for_function("box => box !== document.activeElement", arg=box.element_handle())
    page.wait_for_timeout(500)
    saved = newsroom.passages()[:CORRECTED]
    assert [spoken_tokens(one.text) for one in saved] == wanted
    assert {one.status for one in saved} == {"checked"}
    return wanted


def tab_to_text(typist: Typist) -> None:
    for _stop in range(60):
        typist.press("Tab")
        if typist.page.evaluate("document.activeElement.matches('[data-box]')"):
            return
    pytest.fail("Tab does not lead to the text")


def confirm_voices(curator: Visitor, interview_id: int) -> None:
    """Confirm each voice as the machine took it, by the keyboard."""
    curator.go(f"/atelier/entrevues/{interview_id}/voix")
    page = curator.page
    for number in range(page.locator("section.voice").count()):
        page.locator("section.voice").nth(number).locator("button.button-strong").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")


def confirm_a_theme(curator: Visitor, interview_id: int) -> None:
    """Confirm the first theme that the machine put, by the keyboard."""
    curator.go(f"/atelier/entrevues/{interview_id}/themes")
    page = curator.page
    page.get_by_role("button", name=re.compile("^Confirmer")).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "avis=note" in page.url


def publish(curator: Visitor, interview_id: int) -> None:
    """Note consent, tick, say why although spots remain, publish: by the keyboard."""
    curator.go("/atelier/publication")
    page = curator.page
    page.locator(f"#entrevue-{interview_id} summary").press("Enter")
    page.locator(f"#consent-{interview_id}").fill("De vive voix, dans l'autobus, le 14 août.")
    page.locator(f"#entrevue-{interview_id} .consent button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(f"input[name=interview][value='{interview_id}']").press("Space")
    page.locator("[name=despite]").press("Space")
    page.locator("#reason").fill("Le reste sera relu ce soir.")
    with page.expect_navigation():
        page.locator("#reason").press("Enter")
    page.wait_for_url("**avis=publiees")
