"""Takes the pictures of the site in docs/screenshots: `python tests/browser/take_screenshots.py`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select

from app.archive import open_database
from app.models import Curator, Interview
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.settings import Settings
from app.web.curator_cookies import session_cookie
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.browser.demo_site import ROOT, demo_archive, served

FOLDER = ROOT / "docs" / "screenshots"
# A picture that weighs more is a page that shows too much of itself.
MOST_BYTES = 200_000
PAGES = {
    "home": "/",
    "comparison": "/comparer",
    "interview": "/entrevues/marc-andre-tessier-2026-08-29",
    "search": "/recherche?q=gouvernement",
    "leader": "/chefs/helene-savard",
}
STUDIO_PAGES = {
    "editor": "/atelier/entrevues/{id}/texte",
    "guided": "/atelier/entrevues/{id}/ecoute",
    "publication": "/atelier/publication",
}
EDITED = "helene-savard-2026-08-14"
SIZES = {1280: 840, 360: 780}


def main() -> None:
    """Take every page at both widths and say what each picture weighs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(demo_archive()) as site, chromium() as browser:
        for width, height in SIZES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
            )
            passage = passage_path(page, site)
            clip = clip_path(page, site, passage)
            own = {"passage": passage, "clip": clip, "frame": f"/embed{clip}"}
            for name, path in {**PAGES, **own}.items():
                page.goto(site + path, wait_until="networkidle")
                _start_at_content(page, name, width)
                _take(page, f"{name}-{width}")
            page.close()
    take_studio()


def take_studio() -> None:
    """Take the studio's pages on a copy of the archive, where the interviews wait to be published."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        shutil.copytree(demo_archive(), archive)
        key, interview_id, cookie = open_studio(archive)
        with served(archive) as site, chromium() as browser:
            context = browser.new_context(
                viewport={"width": 1280, "height": SIZES[1280]},
                color_scheme="light",
                reduced_motion="reduce",
            )
            context.add_cookies([{"name": cookie, "value": key, "url": f"{site}/atelier"}])
            page = context.new_page()
            for name, path in STUDIO_PAGES.items():
                page.goto(site + path.format(id=interview_id), wait_until="networkidle")
                page.wait_for_timeout(1000)
                _take(page, f"{name}-1280")


def open_studio(archive: Path) -> tuple[str, int, str]:
    """Let a curator in; returns the session's key, the interview to show and the cookie's name."""
    settings = Settings(_env_file=None, data_dir=archive, database_url="")
    database = open_database(settings)
    with database.write() as session:
        curator = Curator(name="Camille", role="curator", password_hash="no password opens this account")
        session.add(curator)
        session.flush()
        key = open_curator_session(session, curator, Visitor(), now())
        for interview in session.scalars(select(Interview).where(Interview.recording.has())):
            interview.state = "in_review"
        interview_id = session.scalars(select(Interview.id).where(Interview.slug == EDITED)).one()
    database.close()
    return key, interview_id, session_cookie(settings)


def _take(page: Any, name: str) -> None:
    picture = FOLDER / f"{name}.png"
    page.screenshot(path=picture)
    size = picture.stat().st_size
    print(f"{picture.relative_to(ROOT)}  {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        sys.exit(f"{picture.name} weighs {size} bytes, more than {MOST_BYTES}: lower its height")


def passage_path(page: Any, site: str) -> str:
    """Return the address of the first passage that a leader speaks about fibre."""
    page.goto(f"{site}/recherche?q=fibre+optique")
    link = page.locator(".hit", has=page.locator(".party")).locator("a[href*='/passages/']").last
    return str(link.get_attribute("href")).partition("#")[0]


def clip_path(page: Any, site: str, passage: str) -> str:
    """Keep a passage as a clip, as a reader does without scripts, and return its address."""
    page.goto(site + passage)
    page.get_by_role("link", name="En faire un extrait").click()
    page.get_by_role("button", name="Garder cet extrait").click()
    page.wait_for_url("**/extraits/*")
    return str(page.url).removeprefix(site).partition("?")[0]


@contextmanager
def chromium() -> Iterator[Any]:
    """Give the system's Chromium."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("FRANQUETTE_TEST_CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.exit("no Chromium: install Debian's package chromium, or name one in FRANQUETTE_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


def _start_at_content(page: Any, name: str, width: int) -> None:
    """On the comparison show the table, not what stands above it."""
    if name == "comparison":
        above = ".comparison-heads" if width > 1000 else ".theme-choice"
        page.evaluate(f"scrollTo(0, document.querySelector('{above}').getBoundingClientRect().top - 12)")
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
