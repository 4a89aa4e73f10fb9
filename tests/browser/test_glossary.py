"""The glossary as a curator fills it, and words replaced everywhere, by the keyboard alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.demo_site import ROOT, demo_archive, environment, served

PASSWORD = "une phrase assez longue"
PAGES = (
    "/atelier/glossaire",
    "/atelier/glossaire/entrees/1",
    "/atelier/glossaire/remplacer?chercher=quebec&par=Kebek&ou=checked",
    "/atelier/glossaire/remplacer",
)
SCREENS = {
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
}


@pytest.fixture(scope="module")
def studio(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The address of a copy of the demonstration, and the session of a curator who signed in."""
    folder = tmp_path_factory.mktemp("glossary") / "archive"
    shutil.copytree(demo_archive(), folder)
    for arguments in (
        ["curator", "add", "Camille", "--password-stdin"],
        ["glossary", "add", "Bas-du-Fleuve"],
    ):
        subprocess.run(
            [sys.executable, "-m", "app.command_line", *arguments],
            cwd=ROOT, env=environment(folder), input=PASSWORD.encode(), check=True, capture_output=True,
        )  # fmt: skip
    with served(folder) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/atelier/connexion")
        page.fill("#name", "Camille")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/atelier$"))
        session = context.storage_state()
        context.close()
        yield address, session


def test_words_are_added_narrowed_and_replaced_everywhere_by_the_keyboard(
    chromium: Any, studio: tuple[str, Any]
) -> None:
    address, session = studio
    context = chromium.new_context(storage_state=session)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/atelier/glossaire")
    for word, misheard in (("Kebek", "quebec"), ("Manicouagan", "mani coin gant")):
        # The caret is where the next word is typed.
        page.keyboard.type(word)
        page.keyboard.press("Tab")
        page.keyboard.type(misheard)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".entry.is-new .entry-word").inner_text() == word
    page.locator("#entries").focus()
    page.keyboard.press("/")
    page.keyboard.type("KÉB")
    assert page.locator("[data-entries] > li:visible .entry-word").all_inner_texts() == ["Kebek"]

    page.locator("a.heard", has_text="quebec").press("Enter")
    page.wait_for_url("**/remplacer?**")
    boxes = page.locator("input[name=passage]")
    assert boxes.count() >= 1
    submit = page.locator("form.replacing button[type=submit]")
    assert f"({boxes.count()})" in submit.inner_text()
    boxes.first.press("Space")
    assert f"({boxes.count() - 1})" in submit.inner_text()
    boxes.first.press("Space")
    heard = page.locator(".replacing-passage .play").first
    heard.press("Enter")
    page.wait_for_function("() => document.querySelector('.docked') !== null")
    submit.press("Enter")
    page.wait_for_selector(".replacing-done")
    assert page.locator(".replacing-done a[href$='/revisions']").count() >= 1
    assert page.locator(".empty").count() == 1
    page.goto(f"{address}/recherche?q=kebek")
    assert "Kebek" in page.locator("main").inner_text()
    context.close()
    assert faults == []


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_no_page_of_the_glossary_breaks_a_rule_of_accessibility_or_overflows(
    chromium: Any, studio: tuple[str, Any], screen: dict[str, Any]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, session = studio
    context = chromium.new_context(storage_state=session, **screen)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in violations] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_all_of_it_works_without_scripts(chromium: Any, studio: tuple[str, Any]) -> None:
    address, session = studio
    context = chromium.new_context(storage_state=session, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/atelier/glossaire")
    page.fill("#entry-text", "Wapikoni")
    page.click("form.entry-form button[type=submit]")
    assert page.locator(".entry.is-new .entry-word").inner_text() == "Wapikoni"
    assert not page.locator("[data-filter]").is_visible()
    page.goto(f"{address}/atelier/glossaire/remplacer?chercher=bonjour&par=Bonsoir")
    before = page.locator("input[name=passage]").count()
    assert before >= 1
    page.click("form.replacing button[type=submit]")
    assert page.locator(".replacing-done").count() == 1
    context.close()
