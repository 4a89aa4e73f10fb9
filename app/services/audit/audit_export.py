"""The audit as a file: CSV for spreadsheets, JSON for programs, an entry at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from app.database import Database
from app.models import AuditEntry
from app.services.audit.audit_search import AuditFilter, read_entries

COLUMNS = ("id", "at", "actor", "action", "subject", "details")
# A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def audit_csv(database: Database, wanted: AuditFilter) -> Iterator[str]:
    """Give the lines of a CSV file; a cell that a spreadsheet would run gets an apostrophe before it."""
    # Spreadsheets read accents rightly only with this mark.
    yield "\ufeff" + _line(COLUMNS)
    with database.read() as session:
        for entry in read_entries(session, wanted):
            yield _line(_harmless(cell) for cell in _cells(entry))


def audit_json(database: Database, wanted: AuditFilter) -> Iterator[str]:
    """Give a JSON list, one entry a line."""
    yield "["
    with database.read() as session:
        for number, entry in enumerate(read_entries(session, wanted)):
            told = {
                "id": entry.id,
                "at": entry.at.isoformat(),
                "actor": entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "details": entry.details,
            }
            yield ("," if number else "") + "\n" + json.dumps(told, ensure_ascii=False)
    yield "\n]\n"


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    details = json.dumps(entry.details, ensure_ascii=False) if entry.details else ""
    return (str(entry.id), entry.at.isoformat(), entry.actor, entry.action, entry.subject, details)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
