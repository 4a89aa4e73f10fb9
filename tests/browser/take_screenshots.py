"""Takes the pictures of the site in docs/screenshots: `python tests/browser/take_screenshots.py`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

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
SIZES = {1280: 840, 360: 780}


def main() -> None:
    """Take every page at both widths and say what each picture weighs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(demo_archive()) as site, chromium() as browser:
        for width, height in SIZES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
            )
            for name, path in {**PAGES, "passage": passage_path(page, site)}.items():
                page.goto(site + path, wait_until="networkidle")
                _start_at_content(page, name, width)
                picture = FOLDER / f"{name}-{width}.png"
                page.screenshot(path=picture)
                size = picture.stat().st_size
                print(f"{picture.relative_to(ROOT)}  {size / 1000:.0f} kB")
                if size > MOST_BYTES:
                    sys.exit(f"{picture.name} weighs {size} bytes, more than {MOST_BYTES}: lower its height")
            page.close()


def passage_path(page: Any, site: str) -> str:
    """Return the address of the first passage that a leader speaks about fibre."""
    page.goto(f"{site}/recherche?q=fibre+optique")
    link = page.locator(".hit", has=page.locator(".party")).locator("a[href*='/passages/']").last
    return str(link.get_attribute("href")).partition("#")[0]


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
