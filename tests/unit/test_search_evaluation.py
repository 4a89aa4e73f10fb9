"""How the search is scored on queries with known answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.search.passage_documents import PassageDocument
from app.search.search_evaluation import evaluate_queries, read_queries
from app.search.search_index import SearchIndex, open_index

TEXTS = ("Le vote en ligne", "Le vote par Internet", "Le logiciel libre")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    index = open_index("", "", tmp_path)
    index.replace_all(
        PassageDocument(
            passage_id=f"p{number}",
            interview_slug="une-entrevue",
            leader_slug="une-cheffe",
            leader_name="Une Cheffe",
            party_slug="un-parti",
            campaign_slug=None,
            theme_slugs=(),
            speaker_role="leader",
            status="machine",
            language="fr",
            text=text,
            start_seconds=10.0 * number,
            end_seconds=10.0 * number + 10,
            recorded_on=date(2026, 8, 14),
        )
        for number, text in enumerate(TEXTS)
    )
    yield index
    index.close()


def asked(query: str, kind: str, *spans: tuple[float, float]) -> dict[str, object]:
    turns = [{"interview": "demo", "turn": 0, "start": start, "end": end} for start, end in spans]
    return {"query": query, "kind": kind, "expected": turns}


def test_a_hit_is_right_when_it_overlaps_an_expected_turn_of_its_interview(index: SearchIndex) -> None:
    rows = [
        asked("vote internet", "plain", (12.0, 13.0)),
        asked("vote", "plain", (0.0, 5.0), (10.0, 15.0)),
        asked("libre", "typo", (0.0, 20.0)),
    ]
    scores = evaluate_queries(index, read_queries(rows, {"demo": "une-entrevue"}))
    assert scores.by_kind["plain"].recall_at_5 == 1.0
    assert scores.by_kind["plain"].reciprocal_rank == 1.0
    assert scores.by_kind["typo"].recall_at_5 == 0.0
    assert scores.overall.query_count == 3
    assert scores.overall.found_at_5 == pytest.approx(2 / 3)
    assert scores.missed == ("libre",)


def test_the_same_time_in_another_interview_is_wrong(index: SearchIndex) -> None:
    rows = [asked("vote", "plain", (0.0, 20.0))]
    assert evaluate_queries(index, read_queries(rows, {})).overall.found_at_5 == 0.0


def test_no_queries_give_zeros_and_not_an_error(index: SearchIndex) -> None:
    assert evaluate_queries(index, ()).overall.query_count == 0
