"""Measures how soon an edit is public, in an archive of 10,000 passages, beside indexing it all again.

    python -m tests.benchmarks.editing_benchmark [--edits N]

The archive is invented: eleven interviews of about 900 passages, published. One passage after the other
gets another text; each edit is timed in its parts: the revision and its index entry, then the search, the
passage's page and the comparison that show it; themes follow, as `follow_edit` does it. The peer is what an
archive does that can't follow one passage: indexing every passage of the archive, in the same run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from app.archive import Archive, open_archive
from app.main import create_app
from app.models import Passage, Theme
from app.services.editing.edit_following import follow_edit
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text
from app.services.searching.index_sync import rebuild_index, sync_passages
from tests.benchmarks.invented_site import SECONDS_A_PASSAGE, invented_words, settings_for
from tests.builders import InventedArchive
from tests.conftest import SiteClient

INTERVIEWS = 11
PASSAGES = 10_000
EDITOR = Editor("benchmark")


def build_large_archive(folder: Path) -> Archive:
    """Return an open archive with 10,000 public passages."""
    chance = random.Random(2026)
    archive = open_archive(settings_for(folder))
    with archive.database.write() as session:
        invented = InventedArchive(session, archive.store, folder)
        themes = [theme.slug for theme in session.scalars(select(Theme).order_by(Theme.position))]
        campaign = invented.campaign()
        for number in range(INTERVIEWS):
            seconds = round(SECONDS_A_PASSAGE * (PASSAGES // INTERVIEWS + (number < PASSAGES % INTERVIEWS)))
            who = invented.leader(f"personne-{number}", f"Personne Inventée {number}")
            invented.interview(who, campaign, invented_words(chance, seconds, themes))
    rebuild_index(archive.database, archive.index)
    return archive


def measure(archive: Archive, edits: int) -> dict[str, list[float]]:
    """Return the seconds of each part of each edit."""
    client = SiteClient(create_app(archive.settings, archive))
    with archive.database.read() as session:
        # One more: the first edit of a process also loads what knows the themes, and is not counted.
        ids = list(session.scalars(select(Passage.id).order_by(func.random()).limit(edits + 1)))
    seconds: dict[str, list[float]] = defaultdict(list)
    for number, passage_id in enumerate(ids):
        name = f"zygomatique{number}x"
        with archive.database.read() as session:
            passage = session.get_one(Passage, passage_id)
            seen, text = Seen(passage.id, passage.revision_number), f"{passage.text} {name}"
        begun = time.perf_counter()
        with archive.database.write() as session:
            edited = save_text(session, EDITOR, seen, text)
        written = time.perf_counter()
        sync_passages(archive.database, archive.index, edited.interview_id, edited.changed, edited.gone)
        followed = time.perf_counter()
        hits = client.get(f"/api/v1/search?q={name}").json()["hits"]
        assert hits[0]["passage_id"] == passage_id  # the other words are near misspellings of it
        found = time.perf_counter()
        assert name in client.get(f"/passages/{passage_id}").text
        shown = time.perf_counter()
        assert client.get("/comparer").status_code == 200
        compared = time.perf_counter()
        assert follow_edit(archive.database, archive.index, edited)
        tagged = time.perf_counter()
        parts = {
            "revision committed": written - begun,
            "index entry": followed - written,
            "search shows it": found - followed,
            "passage page shows it": shown - found,
            "comparison": compared - shown,
            "all that a reader sees": compared - begun,
            "then themes, with its exchange": tagged - compared,
        }
        for part, taken in parts.items():
            if number:
                seconds[part].append(taken)
    return seconds


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=20)
    wished = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = build_large_archive(Path(folder))
        with archive.database.read() as session:
            count = session.scalar(select(func.count()).select_from(Passage))
        seconds = measure(archive, wished.edits)
        begun = time.perf_counter()
        rebuild_index(archive.database, archive.index)
        peer = time.perf_counter() - begun
        archive.close()
    table = Table("part", "median ms", "worst ms", title=f"One edit among {count} passages")
    for part, taken in seconds.items():
        table.add_row(part, f"{statistics.median(taken) * 1e3:.0f}", f"{max(taken) * 1e3:.0f}")
    table.add_row("peer: index every passage again", f"{peer * 1e3:.0f}", "")
    console = Console(width=100)
    console.print(table)
    one = statistics.median(
        a + b for a, b in zip(seconds["revision committed"], seconds["index entry"], strict=True)
    )
    console.print(f"Indexing it all takes {peer / one:.0f} times as long as one edit and its index entry.")


if __name__ == "__main__":
    main()
