"""Notes of leaders' offices: entered by a curator as they came, shown beside a passage, never changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound, Refused
from app.errors import translatable as _
from app.models import OfficeNote
from app.models.base import now
from app.models.office_note import NOTE_CHANNELS
from app.services.audit.audit_writing import write_audit
from app.services.editing.passage_following import find_present_passage, present_ids
from app.services.editing.revision_writing import Editor
from app.services.showing.wording import PLACE

MOST_CHARACTERS = 2000
MOST_NAME_CHARACTERS = 200
_PASSAGE_ID = re.compile(r"(?:^|/passages/)([a-z0-9]{10})(?:[/?#].*)?$")


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What a curator enters for an office. `passage` is the id of a passage, or the address of its page."""

    passage: str
    signed_by: str
    received_on: str
    channel: str
    text_fr: str = ""
    text_en: str = ""


def add_note(session: Session, editor: Editor, draft: NoteDraft) -> OfficeNote:
    """Keep a note beside a passage.

    Raises
    ------
    NotFound
        No passage has that id.
    Refused
        Something is missing, too long, or dated tomorrow.
    """
    passage_id = passage_id_in(draft.passage)
    passage, interview = find_present_passage(session, passage_id)
    text_fr, text_en = _checked_texts(draft)
    note = OfficeNote(
        passage_id=passage.id,
        interview_id=interview.id,
        signed_by=_checked_name(draft.signed_by),
        text_fr=text_fr,
        text_en=text_en,
        channel=_checked_channel(draft.channel),
        received_on=_checked_day(draft.received_on),
        entered_by_id=editor.curator_id,
    )
    session.add(note)
    session.flush()
    write_audit(session, editor.actor, "note.added", f"passage:{passage.id}", {"note": note.id})
    return note


def withdraw_note(session: Session, editor: Editor, note_id: int, reason: str) -> OfficeNote:
    """Take a note back; a line stays in its place, with the day and the reason.

    Raises
    ------
    NotFound
        No note has that id.
    Conflict
        It was withdrawn before.
    Refused
        No reason is given.
    """
    note = session.get(OfficeNote, note_id)
    if note is None:
        raise NotFound(_("Aucune note ne porte le numéro %(id)s."), id=note_id)
    if note.withdrawn_at is not None:
        raise Conflict(_("Cette note est déjà retirée."))
    said = " ".join(reason.split())
    if not said or len(said) > MOST_CHARACTERS:
        raise Refused(_("Dites en une phrase pourquoi la note est retirée : la raison est publiée."))
    note.withdrawn_at, note.withdrawn_by_id, note.withdrawn_reason = now(), editor.curator_id, said
    session.flush()
    write_audit(session, editor.actor, "note.withdrawn", f"passage:{note.passage_id}", {"note": note.id})
    return note


def notes_of(session: Session, interview_id: int) -> Mapping[str, tuple[OfficeNote, ...]]:
    """Return an interview's notes, withdrawn ones too, by day, under the passages where the words are now."""
    found = session.scalars(
        select(OfficeNote)
        .where(OfficeNote.interview_id == interview_id)
        .order_by(OfficeNote.received_on, OfficeNote.id)
    ).all()
    now_in = present_ids(session, {one.passage_id for one in found})
    notes: dict[str, list[OfficeNote]] = {}
    for one in found:
        notes.setdefault(now_in[one.passage_id], []).append(one)
    return {passage_id: tuple(beside) for passage_id, beside in notes.items()}


def passage_id_in(text: str) -> str:
    """Return the id of a passage, out of its address or alone.

    Raises
    ------
    Refused
        There is none.
    """
    found = _PASSAGE_ID.search(text.strip())
    if found is None:
        raise Refused(_("Collez l'adresse de la page du passage, ou son numéro de dix signes."))
    return found[1]


def _checked_texts(draft: NoteDraft) -> tuple[str, str]:
    french, english = _paragraphs(draft.text_fr), _paragraphs(draft.text_en)
    if not french and not english:
        raise Refused(_("Entrez le texte de la note, en français, en anglais ou dans les deux langues."))
    if max(len(french), len(english)) > MOST_CHARACTERS:
        raise Refused(_("Une note a au plus %(count)s caractères."), count=MOST_CHARACTERS)
    return french, english


def _checked_name(signed_by: str) -> str:
    name = " ".join(signed_by.split())
    if not name or len(name) > MOST_NAME_CHARACTERS:
        raise Refused(_("Dites qui signe la note, et à quel titre, en au plus 200 caractères."))
    return name


def _checked_channel(channel: str) -> str:
    if channel not in NOTE_CHANNELS:
        raise Refused(_("Dites comment la note est arrivée."))
    return channel


def _checked_day(given: str) -> date:
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        raise Refused(_("Donnez le jour où la note est arrivée, comme 2026-09-03.")) from None
    if day > now().astimezone(PLACE).date():
        raise Refused(_("Une note ne peut pas être arrivée après aujourd'hui."))
    return day


def _paragraphs(text: str) -> str:
    return "\n".join(line for line in (" ".join(one.split()) for one in text.splitlines()) if line)
