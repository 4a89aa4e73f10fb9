"""Writes the text of any interview, public or not, in the formats that an operator asks for."""

from __future__ import annotations

import csv
import io

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview
from app.services.exporting.export_records import TranscriptRecord
from app.services.exporting.transcript_export import WRITERS, export_json
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.showing.wording import Wording

TEXT_FORMATS = ("json", "vtt", "srt", "txt", "csv")


def any_interview(session: Session, slug: str) -> Interview:
    """Return an interview whatever its state; raises NotFound."""
    interview = session.scalars(interviews_with_parts().where(Interview.slug == slug)).one_or_none()
    if interview is None:
        raise NotFound(_("L'entrevue « %(slug)s » n'existe pas. `franquette status` les nomme."), slug=slug)
    return interview


def export_text(session: Session, words: Wording, interview: Interview, text_format: str) -> str:
    """Return the text of an interview in one of `TEXT_FORMATS`."""
    if text_format in WRITERS:
        return WRITERS[text_format][1](session, words, interview)
    record = export_json(session, words, interview)
    if text_format == "json":
        return record.model_dump_json(indent=2) + "\n"
    return _as_csv(record)


def _as_csv(record: TranscriptRecord) -> str:
    """One line a passage. A cell that a spreadsheet would take for a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ("id", "start_seconds", "end_seconds", "role", "speaker", "status", "themes", "text", "url")
    )
    for passage in record.passages:
        themes = " ".join(tag.slug for tag in passage.themes)
        row = (
            passage.id, passage.start_seconds, passage.end_seconds, passage.speaker.role,
            passage.speaker.name or "", passage.status, themes, passage.text, passage.url,
        )  # fmt: skip
        writer.writerow([_harmless(str(cell)) for cell in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
