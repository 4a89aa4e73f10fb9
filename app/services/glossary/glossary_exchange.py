"""Takes the glossary home as CSV, and takes such a file in: row by row, each checked, none trusted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.glossary_draft import GlossaryDraft, cleaned, misheard_forms, same_text_key, typed_list
from app.errors import Refused
from app.errors import translatable as _
from app.models import GlossaryEntry
from app.services.glossary.glossary_keeping import add_entry, change_entry
from app.services.glossary.glossary_listing import list_entries

COLUMNS = ("text", "kind", "language", "campaign", "misheard", "theme", "note")
MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A row that was not taken, and why."""

    line: int
    text: str
    reason: Refused


@dataclass(frozen=True, slots=True)
class GlossaryImport:
    """What became of the rows of a file."""

    added: int
    changed: int
    unchanged: int
    bad_lines: tuple[BadLine, ...]


def export_csv(entries: Iterable[GlossaryEntry]) -> str:
    """Return entries as CSV. A cell that a spreadsheet would take for a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        draft = draft_of(entry)
        cells = [getattr(draft, name) for name in COLUMNS if name != "misheard"]
        cells.insert(COLUMNS.index("misheard"), typed_list(draft.misheard))
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def import_csv(session: Session, content: bytes, actor: str) -> GlossaryImport:
    """Add the rows of a file, or change the entries that say the same word in the same campaign.

    Bad rows are reported, and the others are taken.

    Raises
    ------
    Refused
        The file as a whole can't be read: too large, not UTF-8, not CSV, or without the column `text`.
    """
    known = {_key(draft_of(entry)): entry for entry in list_entries(session)}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    bad_lines: list[BadLine] = []
    for line, draft in _read(content):
        try:
            # A row that the database refuses must not take the others with it.
            with session.begin_nested():
                counts[_take(session, known, cleaned(draft), actor)] += 1
        except Refused as refused:
            bad_lines.append(BadLine(line, draft.text[:40], refused))
    return GlossaryImport(**counts, bad_lines=tuple(bad_lines))


def draft_of(entry: GlossaryEntry) -> GlossaryDraft:
    """Return an entry as a draft that would leave it as it is."""
    return GlossaryDraft(
        text=entry.text,
        kind=entry.kind,
        language=entry.language or "",
        campaign=entry.campaign.slug if entry.campaign else "",
        misheard=tuple(entry.misheard),
        theme=entry.theme.slug if entry.theme else "",
        note=entry.note,
    )


def _take(
    session: Session, known: dict[tuple[str, str], GlossaryEntry], draft: GlossaryDraft, actor: str
) -> str:
    entry = known.get(_key(draft))
    if entry is None:
        known[_key(draft)] = add_entry(session, draft, actor)
        return "added"
    if draft_of(entry) == draft:
        return "unchanged"
    change_entry(session, entry.id, draft, actor)
    return "changed"


def _key(draft: GlossaryDraft) -> tuple[str, str]:
    return draft.campaign, same_text_key(draft.text)


def _read(content: bytes) -> Iterator[tuple[int, GlossaryDraft]]:
    if len(content) > MOST_BYTES:
        raise Refused(_("Ce fichier dépasse 1 Mo. Divisez-le."))
    try:
        text = content.decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        if "text" not in (rows.fieldnames or ()):
            raise Refused(
                _("Il manque la colonne « text ». La première ligne nomme les colonnes : %(names)s."),
                names=", ".join(COLUMNS),
            )
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise Refused(_("Ce fichier a plus de %(most)s lignes. Divisez-le."), most=MOST_ROWS)
            yield rows.line_num, _draft(row)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(
            _("Ce fichier ne peut être lu : %(reason)s. Enregistrez-le en CSV, UTF-8."), reason=str(error)
        ) from error


def _delimiter(text: str) -> str:
    """Tell a comma from the semicolon of French spreadsheets by the first line."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _draft(row: Mapping[str | None, object]) -> GlossaryDraft:
    # A row with too many cells has a list under None, one with too few None in its cells.
    cells = {name: _unquoted(cell) if isinstance(cell := row.get(name), str) else "" for name in COLUMNS}
    return GlossaryDraft(
        text=cells["text"],
        kind=cells["kind"] or "name",
        language=cells["language"],
        campaign=cells["campaign"],
        misheard=misheard_forms(cells["misheard"]),
        theme=cells["theme"],
        note=cells["note"],
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell
