"""`franquette evaluate`, `evaluate-search`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.commands.terminal import console, opened_archive, print_json
from app.errors import Refused
from app.errors import translatable as _
from app.models import Interview, Recording
from app.search.search_evaluation import KindScores, evaluate_queries, read_queries
from app.services.glossary.glossary_search import misheard_words
from transcription import evaluate as evaluation


def evaluate(context: typer.Context) -> None:
    """Compare what is heard with ground truth; same options as `python -m transcription.evaluate`."""
    raise typer.Exit(evaluation.main(context.args))


def evaluate_search(
    queries: Annotated[Path, typer.Argument(help="JSON: queries with the spans that answer them.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ask the index of this archive queries whose answers are known: recall@5 and mean reciprocal rank.

    An expected interview is known by the name of its recording's file, without its ending; queries on
    interviews that are not published here are left out, and counted.
    """
    with opened_archive() as archive:
        with archive.database.read() as session:
            slugs = _slugs_by_file(session)
            misheard = misheard_words(session)
        rows = _read_rows(queries)
        asked = [row for row in rows if all(span["interview"] in slugs for span in row["expected"])]
        scores = evaluate_queries(archive.index, read_queries(asked, slugs), misheard)
    kinds = {"all": scores.overall, **scores.by_kind}
    if as_json:
        print_json(
            {
                "queries": {kind: _figures(one) for kind, one in kinds.items()},
                "missed": list(scores.missed),
                "left_out": len(rows) - len(asked),
            }
        )
        return
    table = Table("queries", "count", "recall@5", "MRR")
    for kind, one in kinds.items():
        table.add_row(kind, str(one.query_count), f"{one.recall_at_5:.2f}", f"{one.reciprocal_rank:.2f}")
    console.print(table)


def _slugs_by_file(session: Session) -> dict[str, str]:
    published = (
        select(Recording.original_filename, Interview.slug)
        .join(Interview, Recording.interview_id == Interview.id)
        .where(Interview.state == "published")
    )
    return {Path(row.original_filename).stem: row.slug for row in session.execute(published)}


def _read_rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [row for row in rows if {"query", "kind", "expected"} <= row.keys()]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise Refused(
            _("Les recherches de « %(name)s » ne peuvent être lues : %(reason)s."),
            name=path.name,
            reason=str(error),
        ) from error


def _figures(one: KindScores) -> dict[str, float]:
    return {
        "count": one.query_count,
        "recall_at_5": round(one.recall_at_5, 4),
        "mrr": round(one.reciprocal_rank, 4),
    }
