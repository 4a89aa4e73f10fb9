"""Listening without reading, in a real Chromium on real sound."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_pages import PHONE, WITHOUT_SCRIPTS, wait_until


@pytest.mark.parametrize("visitor", [PHONE], indirect=True)
def test_the_large_key_plays_the_few_seconds_and_again_from_their_beginning(visitor: Any) -> None:
    visitor.go("/ecouter")
    key = visitor.page.locator("[data-listen]")
    key.focus()
    for _time in range(2):
        visitor.page.keyboard.press("Enter")
        wait_until(visitor, "document.querySelector('audio').ended")
        assert 1.0 < visitor.sound_seconds() < 6.5


def test_typing_chooses_the_answer_of_words(visitor: Any) -> None:
    visitor.go("/ecouter")
    visitor.page.check("input[name=answer][value=unclear]")
    visitor.page.fill("#text", "quelques mots")
    assert visitor.page.is_checked("input[name=answer][value=text]")


@pytest.mark.parametrize("visitor", [WITHOUT_SCRIPTS], indirect=True)
def test_without_scripts_the_browser_s_own_player_is_there(visitor: Any) -> None:
    visitor.go("/ecouter")
    assert visitor.page.locator("audio[controls]").is_visible()
    assert visitor.page.locator("button[type=submit]").is_visible()
    assert not visitor.page.locator("[data-listen]").is_visible()
