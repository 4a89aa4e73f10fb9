"""Files of a clip in a real Chromium: asked for from the keyboard, there without reloading or scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.archive import open_database
from app.models import Passage, Recording, Transcript
from app.services.clips.clip_making import WordAddress, make_clip
from app.settings import Settings
from tests.browser.demo_site import demo_archive, served

SLUG = "helene-savard-2026-08-14"
# A worker of its own starts first.
WORKED_MILLISECONDS = 90_000


@pytest.fixture(scope="module")
def clip(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a clip of the demonstration, on a site with its worker."""
    archive = tmp_path_factory.mktemp("site") / "archive"
    shutil.copytree(demo_archive(), archive)
    database = open_database(Settings(_env_file=None, data_dir=archive))
    with database.write() as session:
        first = session.scalars(
            select(Passage)
            .join(Transcript)
            .join(Recording)
            .where(Recording.interview.has(slug=SLUG))
            .order_by(Passage.position)
        ).first()
        made = make_clip(session, SLUG, WordAddress(first.id, 0), WordAddress(first.id, 4)).id
    database.close()
    with served(archive) as address:
        yield f"{address}/extraits/{made}"


def test_a_file_asked_for_from_the_keyboard_comes_without_reloading(chromium: Any, clip: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(clip)
    page.focus("#fichier-tall-video button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#fichier-tall-video progress")
    page.evaluate("window.stayed = true")
    ready = page.wait_for_selector("#fichier-tall-video a.button", timeout=WORKED_MILLISECONDS)
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as download:
        ready.click()
    assert download.value.suggested_filename.startswith("Hélène Savard 2026-08-14 ")
    assert Path(download.value.path()).read_bytes()[4:8] == b"ftyp"
    assert faults == []
    context.close()


def test_without_scripts_the_page_says_the_same_when_it_is_asked_again(chromium: Any, clip: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(clip)
    page.click("#fichier-opus button")
    for _look in range(WORKED_MILLISECONDS // 1000):
        if page.query_selector("#fichier-opus a.button"):
            break
        page.wait_for_timeout(1000)
        page.click("#fichier-opus .clip-file-way a")
    assert "Télécharger" in page.inner_text("#fichier-opus")
    context.close()
