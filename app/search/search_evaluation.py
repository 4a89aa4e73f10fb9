"""Measures how well an index finds what is asked, on queries whose answers are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.search_query import SearchQuery
from app.search.misheard_words import NOTHING_MISHEARD, MisheardWords
from app.search.search_index import SearchHit, SearchIndex

_DEPTH = 10
_RECALL_AT = 5


@dataclass(frozen=True, slots=True)
class ExpectedSpan:
    """A turn that answers a query: half-open, in seconds of its interview."""

    interview_slug: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, its kind (plain, typo, misheard, …) and the turns that answer it."""

    text: str
    kind: str
    expected: tuple[ExpectedSpan, ...]


@dataclass(frozen=True, slots=True)
class KindScores:
    """Scores of the queries of one kind.

    Attributes
    ----------
    query_count : int
        Queries of this kind.
    recall_at_5 : float
        Share of the expected turns, at most five a query, that a hit among the first five overlaps; mean over
        queries, 0..1.
    found_at_5 : float
        Share of the queries with at least one right hit among the first five.
    reciprocal_rank : float
        Mean of 1 / rank of the first right hit among ten, 0 where there is none (MRR).
    """

    query_count: int
    recall_at_5: float
    found_at_5: float
    reciprocal_rank: float


@dataclass(frozen=True, slots=True)
class SearchScores:
    """Scores over all queries and by kind, and the queries without a right hit among the first five."""

    overall: KindScores
    by_kind: Mapping[str, KindScores]
    missed: tuple[str, ...]


def read_queries(rows: Iterable[Mapping[str, object]], slugs: Mapping[str, str]) -> tuple[JudgedQuery, ...]:
    """Read queries as the data set writes them (`query`, `kind`, `expected`).

    Parameters
    ----------
    rows : iterable of mapping
        The parsed JSON.
    slugs : mapping of str to str
        From the name of an interview in the data to its slug in the index; other names stay as they are.
    """
    return tuple(
        JudgedQuery(
            text=str(row["query"]),
            kind=str(row["kind"]),
            expected=tuple(
                ExpectedSpan(slugs.get(turn["interview"], turn["interview"]), turn["start"], turn["end"])
                for turn in row["expected"]  # type: ignore[attr-defined]
            ),
        )
        for row in rows
    )


def evaluate_queries(
    index: SearchIndex, queries: Iterable[JudgedQuery], misheard: MisheardWords = NOTHING_MISHEARD
) -> SearchScores:
    """Score the first ten hits of every query; a hit is right when it overlaps an expected turn."""
    rows: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    missed: list[str] = []
    for query in queries:
        hits = index.search(SearchQuery(text=query.text, limit=_DEPTH), misheard).hits
        row = _score(hits, query.expected)
        rows[query.kind].append(row)
        if not row[1]:
            missed.append(query.text)
    everything = [row for kind in rows.values() for row in kind]
    return SearchScores(_mean(everything), {kind: _mean(rows[kind]) for kind in sorted(rows)}, tuple(missed))


def _score(hits: tuple[SearchHit, ...], expected: tuple[ExpectedSpan, ...]) -> tuple[float, float, float]:
    first = hits[:_RECALL_AT]
    reached = sum(any(_overlap(hit, turn) for hit in first) for turn in expected)
    ranks = [rank for rank, hit in enumerate(hits, 1) if any(_overlap(hit, turn) for turn in expected)]
    recall = min(1.0, reached / min(len(expected), _RECALL_AT)) if expected else 1.0
    return recall, float(reached > 0), 1 / ranks[0] if ranks else 0.0


def _overlap(hit: SearchHit, turn: ExpectedSpan) -> bool:
    return (
        hit.interview_slug == turn.interview_slug
        and hit.start_seconds < turn.end_seconds
        and turn.start_seconds < hit.end_seconds
    )


def _mean(rows: list[tuple[float, float, float]]) -> KindScores:
    count = len(rows)
    if not count:
        return KindScores(0, 0.0, 0.0, 0.0)
    recall, found, rank = (sum(column) / count for column in zip(*rows, strict=True))
    return KindScores(count, recall, found, rank)
