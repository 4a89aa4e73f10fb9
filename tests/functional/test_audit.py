"""The audit: who did what when, found, shown and taken away; it only grows."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from app.models import AuditEntry
from app.services.audit.audit_export import audit_csv, audit_json
from app.services.audit.audit_search import ENTRIES_A_PAGE, AuditFilter
from app.services.audit.audit_wording import ACTS
from app.services.audit.audit_writing import write_audit
from app.settings import PROJECT_ROOT

REPLACING = (
    "INSERT OR REPLACE INTO audit_entries "
    "SELECT id, at, 'somebody else', action, subject, details FROM audit_entries"
)


@pytest.fixture
def admin(sign_in):
    return sign_in("Dominique", "admin")


@pytest.fixture
def written(archive) -> None:
    """Acts of two people and the machine on two days of Québec, either side of its midnight."""
    evening, night = datetime(2026, 11, 21, 4, 30, tzinfo=UTC), datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
    with archive.database.write() as session:
        for at, actor, action, subject, details in (
            (evening, "curator:Camille", "interview.published", "interview:savard", None),
            (evening, "machine", "recording.processed", "interview:savard", {"attempt": 1}),
            (night, "curator:Camille", "interview.withdrawn", "interview:tessier", {"reason": "=1+1"}),
            (night, "curator:Louise", "future.done", "thing:10%", {"before": {"text": "é"}}),
        ):
            session.add(AuditEntry(at=at, actor=actor, action=action, subject=subject, details=details))


def found(admin, query: str) -> list[str]:
    return [one["action"] for one in json.loads(admin.get(f"/atelier/journal.json?{query}").text)]


def test_each_act_is_shown_in_words_with_who_did_it_and_when(admin, written):
    page = admin.get("/atelier/journal").text
    for part in ("Entrevue publiée", "Camille", "La machine", "20 novembre 2026", "future.done"):
        assert part in page
    assert "23\u00a0h\u00a030" in page
    admin.act("/atelier/langue", {"language": "en"})
    page = admin.get("/atelier/journal").text
    for part in ("Interview published", "The machine", "November 20, 2026", "future.done"):
        assert part in page


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        ("personne=curator:Camille", ["interview.withdrawn", "interview.published"]),
        ("acte=interview.published", ["interview.published"]),
        ("acte=interview", ["interview.withdrawn", "interview.published"]),
        ("acte=inter", []),
        ("sujet=SAVARD", ["recording.processed", "interview.published"]),
        ("sujet=10%25", ["future.done"]),
        ("sujet=1_%25", []),
        ("au=2026-11-20", ["recording.processed", "interview.published"]),
        ("du=2026-11-21", ["future.done", "interview.withdrawn"]),
        ("du=2026-11-20&au=2026-11-21&personne=machine", ["recording.processed"]),
    ],
)
def test_the_audit_is_narrowed_by_person_act_subject_and_day(admin, written, query, actions):
    assert found(admin, query) == actions


@pytest.mark.parametrize("query", ["du=hier", "au=2026-13-01", "du=0001-01-01", "au=9999-12-31", "avant=x"])
def test_an_address_that_makes_no_sense_is_refused(admin, query):
    assert admin.get(f"/atelier/journal?{query}").status_code in (400, 422)


def test_every_page_of_the_audit_can_be_reached_and_none_is_shown_twice(admin, archive):
    with archive.database.write() as session:
        for number in range(2 * ENTRIES_A_PAGE + 7):
            write_audit(session, "machine", "recording.processed", f"interview:number-{number:03}")
    seen: list[str] = []
    path: str | None = "/atelier/journal?personne=machine"
    while path:
        page = admin.get(path).text
        seen += [part.split("<")[0] for part in page.split(">number-")[1:]]
        path = _link(page, "next")
    assert seen == [f"{number:03}" for number in reversed(range(2 * ENTRIES_A_PAGE + 7))]
    back = _link(page, "prev")
    assert back is not None
    assert f">number-{ENTRIES_A_PAGE + 6:03}<" in admin.get(back).text


def _link(page: str, relation: str) -> str | None:
    _before, found, after = page.partition(f'rel="{relation}" href="')
    return after.split('"')[0].replace("&amp;", "&") if found else None


def test_csv_says_the_same_and_runs_nothing_in_a_spreadsheet(admin, archive, written):
    with archive.database.write() as session:
        write_audit(session, "=HYPERLINK(1)", "+a.b", "@c:d", {"-": "é"})
    response = admin.get("/atelier/journal.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="franquette-journal.csv"'
    assert response.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert [rows[0][name] for name in ("actor", "action", "subject")] == ["'=HYPERLINK(1)", "'+a.b", "'@c:d"]
    assert json.loads(rows[2]["details"]) == {"reason": "=1+1"}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r\n")]
    as_json = admin.get("/atelier/journal.json").json()
    assert [row["id"] for row in rows] == [str(one["id"]) for one in as_json]


def test_an_export_is_written_as_it_is_read(archive, written):
    lines = audit_csv(archive.database, AuditFilter())
    assert next(lines).startswith("\ufeffid,at,actor")
    assert len(list(lines)) == 4
    assert list(audit_json(archive.database, AuditFilter(actor="nobody"))) == ["[", "\n]\n"]


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(actor="somebody else"),
        delete(AuditEntry),
        text(REPLACING),
    ],
)
def test_no_entry_is_ever_changed_or_taken_away(archive, written, statement):
    if "REPLACE" in str(statement) and archive.database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no such statement")
    with pytest.raises(DatabaseError, match="append-only"), archive.database.write() as session:
        session.execute(statement)


def codes_in(path: Path) -> set[str]:
    """Return the codes of acts that a module names: where it writes the audit, or a revision that will."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("write_audit", "Change"):
            found += node.args
        if isinstance(node, ast.keyword) and node.arg == "action":
            found.append(node.value)
        if isinstance(node, ast.arguments):
            usual = zip(node.kwonlyargs, node.kw_defaults, strict=True)
            found += [value for named, value in usual if named.arg == "action"]
    texts = {one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {one for one in texts if re.fullmatch(r"[a-z]+\.[a-z_]+", one)}


def test_every_code_that_is_written_has_its_words():
    codes = set().union(*(codes_in(path) for path in (PROJECT_ROOT / "app").rglob("*.py")))
    assert {"curator.added", "text.saved", "speaker.told"} <= codes
    assert not codes - set(ACTS), "say them in app/services/audit/audit_wording.py"
