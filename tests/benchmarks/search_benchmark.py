"""Search latency on many passages, beside SQLite FTS5 in the same run.

Run: python -m tests.benchmarks.search_benchmark

Passages are made from a list of words by a fixed seed: words of the domain and made-up ones of French
shape, with the frequencies of natural language (Zipf). Both engines answer the same queries with the first
20 hits, the total and the five facets. FTS5 ignores accents but has no stems, misspellings, sounds or
numbers: it does less.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from app.domain.search_query import SearchQuery
from app.search.passage_documents import PassageDocument
from app.search.search_index import FACETS, open_index

_DOMAIN_TEXT = (
    "données ouvertes gouvernement ouvert logiciel libre fibre optique internet haute vitesse vote "
    "en ligne plan numérique école programmation culture redevance licence citoyens ministère "
    "contrats publics budget région village portail consultation transparence vie privée sécurité "
    "dossier médical entreprise capital emploi "
)
_SMALL_TEXT = (
    "le la les de des du un une et à en nous vous que qui est sont dans pour par sur avec pas ne ce il "
)
_ONSETS_TEXT = "b c d f g l m n p r s t v br cr dr fr gr pl pr tr ch qu "
_RIMES_TEXT = "a é i o u an on in ou oi ai eau er el ic ir ol ant ent ion "
_DOMAIN, _SMALL, _ONSETS, _RIMES = (
    text.split() for text in (_DOMAIN_TEXT, _SMALL_TEXT, _ONSETS_TEXT, _RIMES_TEXT)
)
_VOCABULARY = 30_000
_WORDS_A_PASSAGE = 35


@dataclass(frozen=True)
class Figures:
    """Milliseconds of one kind of query."""

    p50: float
    p99: float


def vocabulary(chance: random.Random) -> list[str]:
    """Make the list of words, the most frequent first."""
    made: dict[str, None] = {}
    while len(made) < _VOCABULARY:
        syllables = chance.choices((2, 3, 4), (3, 5, 2))[0]
        made["".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(syllables))] = None
    rare = list(made)
    return [*_SMALL, *itertools.chain.from_iterable(zip(_DOMAIN, rare, strict=False)), *rare[len(_DOMAIN) :]]


def passages(count: int, words: Sequence[str], chance: random.Random) -> Iterator[PassageDocument]:
    """Make the passages."""
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(count):
        text = " ".join(chance.choices(words, cum_weights=weights, k=_WORDS_A_PASSAGE))
        if number % 50 == 0:
            text += " six cents millions de dollars"
        leader = number % 40
        yield PassageDocument(
            passage_id=f"p{number:09d}",
            interview_slug=f"entrevue-{number // 60}",
            leader_slug=f"chef-{leader}",
            leader_name=f"Chef {leader}",
            party_slug=f"parti-{leader % 8}",
            campaign_slug=f"campagne-{number % 5}",
            theme_slugs=(f"theme-{number % 12}",),
            speaker_role="leader",
            status=("machine", "corrected", "checked")[number % 3],
            language="fr",
            text=text,
            start_seconds=float(number % 60) * 10,
            end_seconds=float(number % 60) * 10 + 9,
            recorded_on=date(2012, 1, 1) + timedelta(days=number % 5_000),
        )


def queries(words: Sequence[str], chance: random.Random) -> dict[str, list[str]]:
    """Make the queries by kind."""
    rare = words[200:8_000]
    pairs = [f"{chance.choice(_DOMAIN)} {chance.choice(_DOMAIN)}" for _ in range(60)]
    return {
        "one rare word": [chance.choice(rare) for _ in range(60)],
        "two frequent words": pairs,
        "frequent and rare": [f"{chance.choice(_DOMAIN)} {chance.choice(rare)}" for _ in range(60)],
        "exact phrase": [f'"{pair}"' for pair in pairs],
        "misspelt": [slip(chance.choice([w for w in _DOMAIN if len(w) > 6]), chance) for _ in range(60)],
        "six words": [" ".join(chance.sample(_DOMAIN, 6)) for _ in range(60)],
    }


def slip(word: str, chance: random.Random) -> str:
    """Swap two letters inside a word."""
    place = chance.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


class FullTextSearch5:
    """The peer: SQLite FTS5 with the same hits, total and facets."""

    def __init__(self, path: Path, documents: Sequence[PassageDocument]) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode=WAL;"
            "CREATE VIRTUAL TABLE passages USING fts5("
            "text, leader UNINDEXED, party UNINDEXED, theme UNINDEXED,"
            " year UNINDEXED, status UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');"
        )
        with self._connection:
            self._connection.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (d.text, d.leader_slug, d.party_slug, d.theme_slugs[0], str(d.recorded_on.year), d.status)
                    for d in documents
                ),
            )

    def search(self, text: str) -> int:
        """Answer; returns the total."""
        match = text if text.startswith('"') else " AND ".join(f'"{word}"' for word in text.split())
        run = self._connection.execute
        found = "SELECT rowid, text FROM passages WHERE passages MATCH ?"
        run(f"{found} ORDER BY rank LIMIT 20", (match,)).fetchall()
        for facet in FACETS:
            counted = f"SELECT {facet}, count(*) FROM passages WHERE passages MATCH ? GROUP BY 1"  # noqa: S608
            run(counted, (match,)).fetchall()
        total = run("SELECT count(*) FROM passages WHERE passages MATCH ?", (match,)).fetchone()[0]
        return int(total)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


def measure(ask: Callable[[str], object], texts: Sequence[str], rounds: int) -> Figures:
    """Time every text, several rounds, after one round to warm up."""
    for text in texts:
        ask(text)
    took = []
    for text in texts * rounds:
        begun = time.perf_counter()
        ask(text)
        took.append((time.perf_counter() - begun) * 1_000)
    cuts = statistics.quantiles(took, n=100)
    return Figures(cuts[49], cuts[98])


def main() -> None:
    """Build both, measure both, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    chance = random.Random(2012)
    words = vocabulary(chance)
    documents = list(passages(arguments.passages, words, chance))
    asked = queries(words, chance)
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        index = open_index("", "", Path(folder) / "index")
        index.replace_all(documents)
        built = time.perf_counter() - begun
        begun = time.perf_counter()
        peer = FullTextSearch5(Path(folder) / "peer.db", documents)
        peer_built = time.perf_counter() - begun
        begun = time.perf_counter()
        index.search(SearchQuery(text="données ouvertes"))
        first_ms = (time.perf_counter() - begun) * 1_000
        table = Table(title=f"Search in {len(documents):,} passages, milliseconds")
        for heading in ("queries", "franquette p50", "p99", "FTS5 p50", "p99", "ratio p50", "ratio p99"):
            table.add_column(heading, justify="left" if heading == "queries" else "right")
        for kind, texts in asked.items():
            ours = measure(lambda text: index.search(SearchQuery(text=text)), texts, arguments.rounds)
            theirs = measure(peer.search, texts, arguments.rounds)
            figures = (
                ours.p50,
                ours.p99,
                theirs.p50,
                theirs.p99,
                ours.p50 / theirs.p50,
                ours.p99 / theirs.p99,
            )
            table.add_row(kind, *(f"{figure:.2f}" for figure in figures))
        begun = time.perf_counter()
        index.upsert(documents[:1])
        upsert_ms = (time.perf_counter() - begun) * 1_000
        begun = time.perf_counter()
        index.search(SearchQuery(text="données ouvertes"))
        after_ms = (time.perf_counter() - begun) * 1_000
        console.print(table)
        sizes = [
            sum(file.stat().st_size for file in Path(folder).rglob(pattern) if file.is_file()) / 1e6
            for pattern in ("index/**/*", "peer.db")
        ]
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        console.print(
            f"Built in {built:.1f} s (FTS5 {peer_built:.1f} s); {sizes[0]:.0f} MB (FTS5 {sizes[1]:.0f} MB); "
            f"first search {first_ms:.0f} ms; one passage changed in {upsert_ms:.0f} ms, next search "
            f"{after_ms:.0f} ms; peak memory {peak_mb:.0f} MB, with both engines and the passages themselves."
        )
        index.close()
        peer.close()


if __name__ == "__main__":
    main()
