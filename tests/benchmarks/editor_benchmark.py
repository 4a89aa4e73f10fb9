"""Measures the editor on an interview of three hours: `python -m tests.benchmarks.editor_benchmark`.

Invents an interview of 1,500 passages in an archive of its own, opens its editor in Chromium, types 40
letters into a passage in the middle, and prints how long the page took and what each letter cost.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from app.archive import open_archive
from app.services.accounts.curator_accounts import add_curator
from app.settings import Settings
from tests.browser.demo_site import free_port, start_server
from tests.browser.take_screenshots import chromium
from tests.builders import InventedArchive, Said

PASSAGES = 1500
SECONDS = 7.2
LETTERS = 40
PASSWORD = "une phrase assez longue"
WORDS = "La fibre se rendra dans chaque village avant deux ans, je le promets aux personnes qui attendent"
TYPE = """async (letters) => {
  const spent = [];
  for (let letter = 0; letter < letters; letter += 1) {
    const begun = performance.now();
    document.execCommand("insertText", false, "é");
    document.body.getBoundingClientRect();
    spent.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return spent.sort((one, other) => one - other);
}"""


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        interview_id = invent(Path(folder))
        port = free_port()
        server = start_server(Path(folder), port)
        try:
            with chromium() as browser:
                measure(browser.new_page(), f"http://127.0.0.1:{port}", interview_id)
        finally:
            server.terminate()
            server.wait(timeout=30)


def invent(folder: Path) -> int:
    """Fill an archive; returns the interview to edit."""
    archive = open_archive(Settings(_env_file=None, data_dir=folder))
    said = [Said(("leader", "interviewer")[n % 3 == 0], WORDS, seconds=SECONDS) for n in range(PASSAGES)]
    with archive.database.write() as session:
        add_curator(session, "Camille", PASSWORD)
        invented = InventedArchive(session, archive.store, folder)
        interview_id = invented.interview(invented.leader("savard"), None, said, state="in_review").id
    archive.close()
    return interview_id


def measure(page: Any, site: str, interview_id: int) -> None:
    """Open the editor, type, and print."""
    page.goto(f"{site}/atelier/connexion")
    page.fill("#name", "Camille")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/atelier")
    begun = time.perf_counter()
    answer = page.goto(f"{site}/atelier/entrevues/{interview_id}/texte")
    size_bytes = len(answer.body())
    loaded = time.perf_counter()
    page.wait_for_selector("html.has-editor", state="attached")
    ready = time.perf_counter()
    lines = page.locator("[data-line]")
    middle = lines.nth(PASSAGES // 2).get_attribute("data-line")
    page.goto(f"{page.url}#p-{middle}")
    page.reload()
    page.locator(f"[data-line='{middle}'] [data-box]").wait_for()
    page.wait_for_timeout(1000)
    page.locator(f"[data-line='{middle}'] [data-box]").focus()
    spent = page.evaluate(TYPE, LETTERS)
    print(f"passages          {lines.count()}")
    print(f"page              {size_bytes / 1e6:.1f} MB, loaded in {loaded - begun:.1f} s")
    print(f"editor ready      after {ready - begun:.1f} s")
    print(
        f"a letter          {spent[LETTERS // 2]:.1f} ms, 95th percentile {spent[int(LETTERS * 0.95)]:.1f} ms"
    )
    print(f"boxes laid        {page.locator('[data-box]').count()}")


if __name__ == "__main__":
    main()
