"""Counts keystrokes and seconds from the machine's text to the reference text, in the editor, by a script.

    python -m tests.benchmarks.correcting_benchmark [--seconds 60] [--milliseconds-a-key 150]

The demonstration's recording `savard` (a noisy bus) is built by the real pipeline and served; a real Chromium
signs in and corrects the passages of its first minute with the keyboard only, as somebody does who knows what
was said: word by word to each difference, over the wrong words, the right ones typed, then on to the next
passage, which saves. Each key pressed counts, Shift and Ctrl with the key they go with; keys come at a steady
pace. At the end the archive must hold the reference, word for word, or nothing is printed. The time to
listen is not in it: a minute of sound takes a minute more where one does not type while it plays. The peer,
in the same run, is typing the whole minute out.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive import open_archive
from app.domain.transcript_edit import spoken_tokens
from app.models import Curator, Interview, Passage, Recording, Transcript
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.settings import Settings
from app.web.curator_cookies import session_cookie
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.browser.demo_site import demo_archive, served

SLUG = "helene-savard-2026-08-14"
TRUTH = Path(__file__).resolve().parents[1] / "speech" / "truth" / "demo-savard.json"


@dataclass
class Typist:
    """Presses keys at a steady pace and counts them."""

    page: Any
    seconds_a_key: float
    keystrokes: int = 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key, with what is held beside it."""
        for _number in range(times):
            self.page.keyboard.press(key)
            self._paced()

    def type(self, text: str) -> None:
        """Type letters one by one."""
        for letter in text:
            self.page.keyboard.insert_text(letter)
            self._paced()

    def _paced(self) -> None:
        self.keystrokes += 1
        time.sleep(self.seconds_a_key)


def passages_of(session: Session, seconds: float) -> list[Passage]:
    """Return the passages of the recording that begin before a moment, in order."""
    query = (
        select(Passage)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .join(Interview, Recording.interview_id == Interview.id)
        .where(Interview.slug == SLUG, Passage.start_seconds < seconds)
        .order_by(Passage.position)
    )
    return list(session.scalars(query))


def references(passages: list[Passage], following: int, truth: Path = TRUTH) -> list[tuple[str, ...]]:
    """Return what was really said in each passage: the reference cut where the machine's passages end.

    `following` words of the machine stand after them, so that the last one does not take the rest.
    """
    said = [word for turn in json.loads(truth.read_text())["turns"] for word in spoken_tokens(turn["text"])]
    heard = [word for passage in passages for word in spoken_tokens(passage.text)]
    matcher = SequenceMatcher(
        None, [_bare(one) for one in heard], [_bare(one) for one in said], autojunk=False
    )
    where = [0] * (len(heard) + 1)
    for _verb, first, end, said_first, said_end in matcher.get_opcodes():
        for number in range(first, end):
            where[number] = min(said_first + number - first, said_end)
        where[end] = said_end
    cuts = [0]
    for passage in passages:
        cuts.append(cuts[-1] + len(spoken_tokens(passage.text)))
    bounds = [where[cut] for cut in cuts]
    bounds[0] = 0
    kept = len(passages) - (1 if following else 0)
    return [tuple(said[bounds[number] : bounds[number + 1]]) for number in range(kept)]


def correct(typist: Typist, box: Any, wanted: tuple[str, ...]) -> None:
    """Make a box read as wanted, from its beginning on, with the keyboard only."""
    typist.press("Control+Home")
    text = box.input_value()
    for start, end, replacement in edits_in_words(text, " ".join(wanted)):
        _move_to(typist, box, start, "selectionStart", held="")
        if end > start:
            _move_to(typist, box, end, "selectionEnd", held="Shift+")
        if replacement:
            typist.type(replacement)
        elif end > start:
            typist.press("Delete")


def edits_in_words(text: str, wanted: str) -> list[tuple[int, int, str]]:
    """Return edits (start, end, replacement) in whole words, with places as they are by then."""
    old, new = text.split(" "), wanted.split(" ")
    edits = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    shift = 0
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word) + 1)
    for verb, first, end, new_first, new_end in matcher.get_opcodes():
        if verb == "equal":
            continue
        begins = min(starts[first], len(text))
        finishes = min(starts[end], len(text))
        replacement = " ".join(new[new_first:new_end])
        if replacement and end < len(old):
            replacement += " "
        elif replacement and first == len(old):
            replacement = " " + replacement
        elif not replacement and end == len(old) and begins:
            begins -= 1
        edits.append((begins + shift, finishes + shift, replacement))
        shift += len(replacement) - (finishes - begins)
    return edits


def _move_to(typist: Typist, box: Any, target: int, edge: str, held: str) -> None:
    """Move the caret, or with Shift the end of the selection: by words, then by letters."""

    def place() -> int:
        return int(box.evaluate(f"box => box.{edge}"))

    while place() < target:
        before = place()
        typist.press(f"Control+{held}ArrowRight")
        if place() == before:
            break
    while place() > target:
        typist.press(f"{held}ArrowLeft")


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def run(address: str, archive: Path, wished: Any) -> tuple[Typist, float, int]:
    """Correct and check; returns the typist, the seconds it took and the letters of the reference."""
    settings = Settings(_env_file=None, data_dir=archive, database_url="", public_url=address)
    opened = open_archive(settings)
    with opened.database.write() as session:
        curator = Curator(name="Mesure", role="curator", password_hash="no password opens this account")
        session.add(curator)
        session.flush()
        key = open_curator_session(session, curator, Visitor(), now())
        interview_id = session.scalars(select(Interview.id).where(Interview.slug == SLUG)).one()
        everything = passages_of(session, 1e9)
        count = len(passages_of(session, wished.seconds))
        wanted = references(everything[: count + 1], len(everything) - count)[:count]
        ids = [one.id for one in everything[:count]]
    # Only the extra `checks` brings it, and the tests that share the typist run without.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=wished.chromium, args=CHROMIUM_ARGUMENTS)
        context = browser.new_context()
        context.add_cookies([{"name": session_cookie(settings), "value": key, "url": f"{address}/atelier"}])
        page = context.new_page()
        page.goto(f"{address}/atelier/entrevues/{interview_id}/texte")
        page.locator(f"[data-line='{ids[0]}'] [data-box]").focus()
        typist = Typist(page, wished.milliseconds_a_key / 1000)
        begun = time.perf_counter()
        for passage_id, words in zip(ids, wanted, strict=True):
            box = page.locator(f"[data-line='{passage_id}'] [data-box]")
            assert box.evaluate("box => box === document.activeElement"), "the keyboard alone leads on"
            correct(typist, box, words)
            typist.press("Control+Enter")
        seconds = time.perf_counter() - begun
        page.wait_for_timeout(3000)
        browser.close()
    with opened.database.read() as session:
        now_read = {one.id: spoken_tokens(one.text) for one in passages_of(session, wished.seconds)}
    opened.close()
    for passage_id, words in zip(ids, wanted, strict=True):
        assert now_read[passage_id] == words, (now_read[passage_id], words)
    return typist, seconds, sum(len(" ".join(words)) + 1 for words in wanted)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--milliseconds-a-key", type=float, default=150.0)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    wished = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        shutil.copytree(demo_archive(), archive)
        with served(archive) as address:
            typist, seconds, letters = run(address, archive, wished)
    table = Table("way", "keystrokes", "seconds", title=f"savard, first {wished.seconds:g} s")
    table.add_row("correct the machine's text in the editor", str(typist.keystrokes), f"{seconds:.0f}")
    table.add_row("peer: type it all", str(letters), f"{letters * wished.milliseconds_a_key / 1000:.0f}")
    console = Console(width=100)
    console.print(table)
    console.print(f"{wished.milliseconds_a_key:g} ms a key; ratio {letters / typist.keystrokes:.1f}")


if __name__ == "__main__":
    main()
