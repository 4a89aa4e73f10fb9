"""Measures theme matching on labelled passages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.open_meaning import open_meaning
from transcription.theme_matching.theme_matcher import ThemeMatcher


class PassagesRefused(ValueError):
    """The file of passages cannot be read; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage with the themes a person gave it and the themes the matcher gave it."""

    identifier: str
    kind: str | None
    expected: frozenset[str]
    given: frozenset[str]


def evaluate_passages(
    path: Path, field: str = "text", predictions_path: Path | None = None, matcher: ThemeMatcher | None = None
) -> dict[str, Any]:
    """Match every passage of a file and compare with its labels.

    Parameters
    ----------
    path : Path
        JSON lines with `id`, `lang`, `themes` and the field; `kind` is optional.
    field : str
        The field to read: "text", or "text_asr" for text as a recogniser writes it. Passages where it is
        missing or null are counted as skipped.
    predictions_path : Path, optional
        Where to write one JSON line a passage, with `id` and `themes`.
    matcher : ThemeMatcher, optional
        The matcher to measure; without it, the default themes, with meaning where its model is installed.

    Returns
    -------
    dict
        `{"passages": {...}}` with `micro_f1`, `precision`, `recall` (0..1, null where nothing was to be found
        or given), `per_theme` (precision, recall, F1 and counts), `hard_negatives_tagged` (share of the
        passages of kind "hard-negative" that got a theme they do not bear), `implicit_recall` (share of the
        themes of "implicit" passages that were found), `count` and `skipped`. A share without passages is
        null.

    Raises
    ------
    PassagesRefused
        If a line is not a passage.
    """
    themes = default_vocabularies()
    matcher = matcher or ThemeMatcher(themes, meaning=open_meaning(themes))
    rows = _read(path)
    heard = [row for row in rows if row.get(field)]
    judged = [_judge(row, field, matcher) for row in heard]
    if predictions_path is not None:
        lines = (json.dumps({"id": p.identifier, "themes": sorted(p.given)}) + "\n" for p in judged)
        predictions_path.write_text("".join(lines), encoding="utf-8")
    return {"passages": {**score_passages(judged), "skipped": len(rows) - len(heard), "field": field}}


def score_passages(judged: Sequence[JudgedPassage]) -> dict[str, Any]:
    """Count right, wrong and missed themes over all passages (micro average) and for each theme."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for passage in judged:
        right.update(passage.given & passage.expected)
        wrong.update(passage.given - passage.expected)
        missed.update(passage.expected - passage.given)
    total = _rates(right.total(), wrong.total(), missed.total())
    hard = [p for p in judged if p.kind == "hard-negative"]
    implicit = [p for p in judged if p.kind == "implicit"]
    return {
        "micro_f1": total["f1"],
        "precision": total["precision"],
        "recall": total["recall"],
        "per_theme": {
            slug: _rates(right[slug], wrong[slug], missed[slug]) for slug in sorted(right | wrong | missed)
        },
        "hard_negatives_tagged": _share(sum(bool(p.given - p.expected) for p in hard), len(hard)),
        "implicit_recall": _share(
            sum(len(p.given & p.expected) for p in implicit), sum(len(p.expected) for p in implicit)
        ),
        "count": len(judged),
    }


def print_passages(result: Mapping[str, Any], console: Console) -> None:
    """Print the figures of `evaluate_passages` as a table."""
    passages = result["passages"]
    table = Table(title=f"{passages['count']} passages ({passages['skipped']} without {passages['field']})")
    for heading in ("theme", "precision", "recall", "F1", "right", "wrong", "missed"):
        table.add_column(heading, justify="left" if heading == "theme" else "right")
    for slug, rates in passages["per_theme"].items():
        figures = (_shown(rates[name]) for name in ("precision", "recall", "f1"))
        table.add_row(slug, *figures, *(str(rates[name]) for name in ("right", "wrong", "missed")))
    table.add_section()
    table.add_row(
        "all", *(_shown(passages[name]) for name in ("precision", "recall", "micro_f1")), "", "", ""
    )
    console.print(table)
    console.print(f"hard negatives tagged: {_shown(passages['hard_negatives_tagged'])}")
    console.print(f"implicit recall: {_shown(passages['implicit_recall'])}")


def _read(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise PassagesRefused(f"{path.name}, line {number}: not JSON ({error.msg})") from error
        if not isinstance(row, dict) or not isinstance(row.get("themes"), list) or "id" not in row:
            raise PassagesRefused(f"{path.name}, line {number}: a passage needs an id and a list of themes")
        rows.append(row)
    return rows


def _judge(row: Mapping[str, Any], field: str, matcher: ThemeMatcher) -> JudgedPassage:
    given = frozenset(match.slug for match in matcher.match(str(row[field]), row.get("lang")))
    return JudgedPassage(str(row["id"]), row.get("kind"), frozenset(row["themes"]), given)


def _rates(right: int, wrong: int, missed: int) -> dict[str, Any]:
    return {
        "precision": _share(right, right + wrong),
        "recall": _share(right, right + missed),
        "f1": _share(2 * right, 2 * right + wrong + missed),
        "right": right,
        "wrong": wrong,
        "missed": missed,
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
