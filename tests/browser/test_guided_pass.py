"""The guided pass by keyboard alone, on its own page and in the editor; voices and themes on any screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_editor import (  # noqa: F401 (pytest takes the fixtures from here)
    PATIENCE_MILLISECONDS,
    PHONE,
    EditedSite,
    edited,
    keys,
    sit_down,
)

PATHS = ("ecoute", "voix", "themes")
LISTENING, EDITING = 3, 2


@pytest.fixture
def open_page(chromium: Any, edited: EditedSite, keys: dict[str, Any]):  # noqa: F811
    """Gives `open_page(path, **options of the browser)`: a page of the studio whose scripts must not fail."""
    contexts, faults = [], []

    def show(path: str, **options: Any) -> Any:
        context = chromium.new_context(storage_state=keys["Camille"], **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{edited.address}/atelier/entrevues/{path}")
        return page

    yield show
    for context in contexts:
        context.close()
    assert faults == []


def settle(page: Any, spot: str, *strokes: str) -> str:
    """Press keys, wait until another spot is shown, and return what it says; `spot` selects it."""
    before = page.inner_text(spot)
    for stroke in strokes:
        page.keyboard.press(stroke)
    page.wait_for_function(
        "([spot, before]) => document.querySelector(spot)?.innerText !== before", arg=[spot, before]
    )
    return str(page.inner_text(spot))


def is_playing(page: Any) -> bool:
    page.wait_for_function("[...document.querySelectorAll('audio, video')].some((one) => !one.paused)")
    return True


def test_spots_are_settled_by_one_key_each_and_play_by_themselves(open_page: Any) -> None:
    page = open_page(f"{LISTENING}/ecoute")
    page.wait_for_selector("[data-spot]:focus")
    settle(page, ".spot-words", "Enter")
    assert page.inner_text("#progress-text").startswith("1 ")
    assert is_playing(page)
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("mots entendus")
    settle(page, ".spot-words", "Control+Enter")
    assert page.inner_text("#progress-text").startswith("2 ")
    skipped = page.inner_text(".spot-words")
    settle(page, ".spot-words", "ArrowRight")
    assert settle(page, ".spot-words", "ArrowLeft") != ""
    settle(page, ".spot-words", "i")
    assert page.inner_text("#progress-text").startswith("3 ")
    assert skipped


def test_the_editor_leads_from_spot_to_spot_and_themes_by_one_digit(sit_down: Any) -> None:  # noqa: F811
    desk = sit_down(interview=EDITING)
    page = desk.page
    # The first themes that a server is asked for wait for its dictionaries and vectors to be read.
    page.set_default_timeout(3 * PATIENCE_MILLISECONDS)
    desk.press("Alt+Shift+G")
    page.wait_for_selector("[data-guide-spot]:not([hidden])")
    settle(page, "[data-guide-words]", "Enter")
    assert is_playing(page)
    desk.press("e")
    assert page.evaluate("document.activeElement.matches('[data-box]')")
    page.keyboard.type("mots entendus")
    settle(page, "[data-guide-words]", "Control+Enter")
    desk.says("2 ", "[data-guide-progress]")
    text = desk.context.request.get(page.url.partition("#")[0] + ".json").json()
    tagged = next(number for number, one in enumerate(text["passages"]) if one["themes"])
    desk.press("Alt+Shift+G")
    desk.box(tagged).focus()
    desk.press("Alt+Shift+S")
    page.locator("[data-theme-list] li").first.wait_for()
    desk.press("1")
    page.wait_for_selector("[data-theme-list] .is-confirmed")
    desk.press("Shift+1")
    page.wait_for_selector("[data-theme-list] .is-refused")


@pytest.mark.parametrize("path", PATHS)
def test_the_pages_are_accessible_and_fit_a_phone(open_page: Any, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for options in (PHONE, {"viewport": {"width": 1280, "height": 900}}):
        page = open_page(f"1/{path}", **options)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_a_spot_is_settled_by_its_form(open_page: Any) -> None:
    page = open_page("1/ecoute", java_script_enabled=False)
    key = page.get_attribute("[data-spot]", "data-key")
    page.click("button:has-text('C’est bien ça')")
    assert page.get_attribute("[data-spot]", "data-key") != key
    assert "apres=" in page.url
