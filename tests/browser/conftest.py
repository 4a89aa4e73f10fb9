"""A real Chromium on the real site; each page is watched for errors and for requests to other hosts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
IS_REQUIRED = os.environ.get("FRANQUETTE_TEST_BROWSER") == "required"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in Path(str(item.fspath)).as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    program = (
        os.environ.get("FRANQUETTE_TEST_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )
    if not IS_REQUIRED:
        pytest.skip("the browser tests run with `make browser` (they need Chromium and the extra 'checks')")
    if program is None:
        pytest.fail("no Chromium: install Debian's package chromium, or name one in FRANQUETTE_TEST_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium: Any) -> Iterator[str]:
    from tests.browser.demo_site import demo_archive, served

    with served(demo_archive()) as address:
        yield address


class Visitor:
    """Somebody at a screen; remembers what went wrong behind the pages."""

    def __init__(self, browser: Any, site: str, **options: Any) -> None:
        self.site = site
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._listen)
        self.page.on("request", self._watch)

    def go(self, path: str) -> Any:
        return self.page.goto(self.site + path)

    def sound_seconds(self) -> float:
        return float(self.page.evaluate("document.querySelector('audio, video').currentTime"))

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"request to another host: {request.url}")


@pytest.fixture
def visitor(chromium: Any, site: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    options = getattr(request, "param", {"viewport": {"width": 1280, "height": 900}})
    person = Visitor(chromium, site, **options)
    yield person
    person.context.close()
    assert person.faults == []
