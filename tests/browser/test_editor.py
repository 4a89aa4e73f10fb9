"""The editor as a curator uses it: by keyboard, through crashes, beside somebody else, on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.archive import open_database
from app.services.accounts.curator_accounts import add_curator
from app.settings import Settings
from tests.browser.demo_site import demo_archive, free_port, start_server

PASSWORD = "une phrase assez longue"
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "color_scheme": "dark",
}
# A machine that tests is busy; the editor's own pace is asserted nowhere here.
PATIENCE_MILLISECONDS = 30_000


class EditedSite:
    """A copy of the demonstration with two curators, served by a process that may be killed."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        database = open_database(Settings(_env_file=None, data_dir=archive))
        with database.write() as session:
            for name in ("Camille", "Dominique"):
                add_curator(session, name, PASSWORD)
        database.close()
        self.start()

    def start(self) -> None:
        self.server = start_server(self.archive, self.port)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait(timeout=30)


@pytest.fixture(scope="module")
def edited(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditedSite]:
    folder = tmp_path_factory.mktemp("edited") / "archive"
    shutil.copytree(demo_archive(), folder)
    site = EditedSite(folder)
    yield site
    site.kill()


@pytest.fixture(scope="module")
def keys(chromium: Any, edited: EditedSite) -> dict[str, Any]:
    """The open sessions of both curators, as a browser stores them: signing in is slow on purpose."""
    kept = {}
    for name in ("Camille", "Dominique"):
        context = chromium.new_context()
        page = context.new_page()
        sign_in(page, edited.address, name)
        kept[name] = context.storage_state()
        context.close()
    return kept


def sign_in(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/atelier/connexion")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/atelier$"))


class Desk:
    """A curator at the page of one interview."""

    def __init__(self, site: EditedSite, context: Any, interview: int) -> None:
        self.site, self.context, self.interview = site, context, interview
        self.faults: list[str] = []
        self.open()

    def open(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MILLISECONDS)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(f"{self.site.address}/atelier/entrevues/{self.interview}/texte")
        self.page.wait_for_selector("html.has-editor", state="attached")

    def box(self, number: int) -> Any:
        return self.page.locator("[data-line]").nth(number).locator("[data-box]")

    def texts(self) -> list[str]:
        return [
            text.removesuffix("\u200b") for text in self.page.locator("[data-mirror]").all_text_contents()
        ]

    def press(self, *strokes: str) -> None:
        for stroke in strokes:
            self.page.keyboard.press(stroke)

    def has_value(self, number: int, text: str | re.Pattern[str]) -> None:
        from playwright.sync_api import expect

        expect(self.box(number)).to_have_value(text, timeout=PATIENCE_MILLISECONDS)

    def says(self, text: str, where: str = "[data-saving]") -> None:
        from playwright.sync_api import expect

        expect(self.page.locator(where).first).to_contain_text(text, timeout=PATIENCE_MILLISECONDS)

    def saved_text(self, number: int) -> str:
        path = f"{self.site.address}/atelier/entrevues/{self.interview}/texte.json"
        return str(self.context.request.get(path).json()["passages"][number]["text"])


@pytest.fixture
def sit_down(chromium: Any, edited: EditedSite, keys: dict[str, Any]) -> Iterator[Any]:
    """Gives `sit_down(name, interview, **options of the browser)`: a desk whose scripts must not fail."""
    desks: list[Desk] = []

    def sit(name: str = "Camille", interview: int = 1, **options: Any) -> Desk:
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        context = chromium.new_context(storage_state=keys[name], **options)
        desks.append(Desk(edited, context, interview))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.context.close()
    assert [fault for desk in desks for fault in desk.faults] == []


@contextmanager
def down(site: EditedSite) -> Iterator[None]:
    """Kill the server as a crash does, and start it again."""
    site.kill()
    try:
        yield
    finally:
        site.start()


def test_what_is_typed_outlives_the_server_and_the_page(sit_down: Any, edited: EditedSite) -> None:
    desk, other = sit_down(), sit_down("Dominique")
    before = desk.saved_text(1)
    desk.box(1).focus()
    desk.press("Control+Home")
    desk.page.keyboard.type("Alors, ")
    desk.says("Brouillon gardé")
    with down(edited):
        desk.page.keyboard.type("bon, ")
        desk.says("Hors ligne : gardé ici")
        # The page goes too, without a word to anybody.
        desk.page.close(run_before_unload=False)
        # Somebody else leaves a passage meanwhile: it is saved when the server is back.
        other.box(4).focus()
        other.press("Control+End")
        other.page.keyboard.type(" Voilà.")
        other.press("Alt+ArrowDown")
        other.says("Hors ligne")
    desk.open()
    desk.says("retrouvé", "[data-note]")
    desk.has_value(1, f"Alors, bon, {before}")
    assert desk.saved_text(1) == before
    # The passage is left: what was typed is saved, and the browser keeps nothing of it.
    desk.box(1).focus()
    desk.press("Alt+ArrowDown")
    desk.says("Enregistré")
    assert desk.saved_text(1) == f"Alors, bon, {before}"
    assert desk.page.evaluate("Object.keys(localStorage).length") == 0
    other.says("Enregistré")
    assert other.saved_text(4).endswith(" Voilà.")


def test_two_people_on_one_passage_lose_nothing(sit_down: Any) -> None:
    first, second = sit_down(), sit_down("Dominique")
    before = first.saved_text(2)
    for desk, word in ((first, "Bien. "), (second, "Bon. ")):
        desk.box(2).focus()
        desk.press("Control+Home")
        desk.page.keyboard.type(word)
    first.press("Control+s")
    first.says("Enregistré")
    second.press("Control+s")
    dialog = second.page.locator("#editor-choice")
    dialog.wait_for(state="visible")
    assert "Camille" in dialog.inner_text()
    assert dialog.locator("del").inner_text() == "Bien."
    assert dialog.locator("ins").inner_text() == "Bon."
    dialog.get_by_role("button", name="Écrire à partir des deux").click()
    dialog.locator("textarea").fill(f"Bien bon. {before}")
    dialog.get_by_role("button", name="Enregistrer ce texte").click()
    second.says("Enregistré")
    assert second.saved_text(2) == f"Bien bon. {before}"


def test_a_session_that_ends_keeps_the_words_and_goes_on_after_signing_in(
    sit_down: Any, edited: EditedSite
) -> None:
    desk = sit_down()
    desk.context.clear_cookies()
    desk.box(6).focus()
    desk.press("Control+End")
    desk.page.keyboard.type(" Merci.")
    desk.press("Control+s")
    desk.says("La session est terminée")
    with desk.context.expect_page() as opened:
        desk.page.get_by_role("link", name="Se connecter").click()
    sign_in(opened.value, edited.address, "Camille")
    opened.value.close()
    desk.page.bring_to_front()
    desk.press("Alt+ArrowDown")
    desk.says("Enregistré")
    assert desk.saved_text(6).endswith(" Merci.")


def test_the_keyboard_alone_cuts_joins_names_marks_moves_and_undoes(sit_down: Any) -> None:
    desk = sit_down(interview=3)
    texts = desk.texts()
    words = texts[1].split()
    desk.box(1).focus()
    desk.press("Control+Home", *["Control+ArrowRight"] * 3, "Enter")
    desk.has_value(2, " ".join(words[3:]))
    assert desk.box(1).input_value() == " ".join(words[:3])
    assert desk.page.evaluate("document.activeElement.selectionStart") == 0
    desk.press("Alt+Enter")
    desk.says("Qui parle", "[data-announced]")
    assert "is-leader" not in (desk.page.locator("[data-line]").nth(2).get_attribute("class") or "")
    desk.press("Control+z")
    desk.says("Voix reconnue par la machine", "[data-known]")
    desk.press("Backspace")
    desk.has_value(1, texts[1])
    # Undone and done again, by revision: the two halves come back, and go.
    desk.press("Control+z")
    desk.has_value(2, " ".join(words[3:]))
    desk.press("Control+Shift+z")
    desk.has_value(1, texts[1])
    desk.box(1).focus()
    desk.press("Control+Home", "Alt+Delete")
    desk.has_value(1, " ".join(["[inaudible]", *words[1:]]))
    desk.press("Control+z")
    desk.has_value(1, texts[1])
    edge = desk.page.locator("[data-edge=end]")
    edge.focus()
    was = float(edge.get_attribute("aria-valuenow"))
    desk.press("ArrowLeft", "ArrowLeft")
    desk.says("Bords", "[data-known]")
    assert float(edge.get_attribute("aria-valuenow")) == pytest.approx(was - 0.1, abs=0.011)


def test_the_sound_is_led_from_the_text(sit_down: Any) -> None:
    desk = sit_down(interview=3)
    time = "document.querySelector('audio').currentTime"
    desk.press("F4")
    desk.page.locator(".line-mirror .is-now").first.wait_for(state="attached")
    start, end = desk.page.evaluate("(b => [b.selectionStart, b.selectionEnd])(document.activeElement)")
    assert end > start
    first = desk.page.evaluate(time)
    # The sound stops after the doubtful words; a key hears the passage again, another the last two seconds.
    desk.page.locator("[data-player]:not(.is-playing)").wait_for()
    desk.press("F2")
    desk.page.locator("[data-player].is-playing").wait_for()
    assert desk.page.evaluate(time) < first + 4
    desk.press("Escape")
    desk.page.locator("[data-player]:not(.is-playing)").wait_for()
    # Typed accents and question marks are text.
    desk.press("End")
    desk.page.keyboard.type(" déjà ?")
    assert desk.page.evaluate("document.activeElement.value").count(" déjà ?") == 1
    assert not desk.page.locator("#editor-keys").is_visible()
    desk.page.locator("[data-keys-button]").focus()
    desk.press("?")
    desk.page.locator("#editor-keys").wait_for(state="visible")


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desk"])
def test_the_editor_breaks_no_rule_of_accessibility_and_fits(sit_down: Any, options: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    desk = sit_down(interview=2, **options)
    act = desk.box(1).tap if options else desk.box(1).click
    act()
    desk.page.locator("[data-edges]:not([hidden])").wait_for()
    for opened in ("page",) if options else ("page", "keys"):
        if opened == "keys":
            desk.page.locator("[data-keys-button]").click()
        violations = Axe().run(desk.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in violations] == []
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desk.page.evaluate(width) <= 0
