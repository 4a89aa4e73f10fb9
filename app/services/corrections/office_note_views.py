"""How the notes of leaders' offices are shown: as the office's words, dated, apart from the passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.timecode import format_timecode
from app.errors import translatable as _
from app.models import Interview, OfficeNote, Passage
from app.services.editing.passage_following import present_ids
from app.services.showing.wording import Wording

CHANNEL_TEXTS = {
    "email": _("par courriel"),
    "letter": _("par lettre"),
    "phone": _("par téléphone"),
    "in_person": _("en personne"),
}


@dataclass(frozen=True, slots=True)
class OfficeNoteView:
    """A note. One that was withdrawn has no paragraphs left: `withdrawn_text` and `reason` stand for it."""

    anchor: str
    heading: str
    paragraphs: tuple[str, ...]
    language: str
    signed_text: str
    withdrawn_text: str
    reason: str


@dataclass(frozen=True, slots=True)
class StudioNote:
    """A note in the studio's list."""

    id: int
    note: OfficeNoteView
    passage_url: str
    place_text: str
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """A way in which a note may have come."""

    code: str
    text: str
    is_selected: bool


def note_views(words: Wording, notes: Iterable[OfficeNote], leader_name: str) -> tuple[OfficeNoteView, ...]:
    """Return the notes beside a passage of that leader's interview."""
    return tuple(_view(words, one, leader_name) for one in notes)


def channel_choices(words: Wording, chosen: str) -> tuple[ChannelChoice, ...]:
    """Return the ways in which a note may have come."""
    return tuple(
        ChannelChoice(code, words.gettext(text), code == chosen) for code, text in CHANNEL_TEXTS.items()
    )


def studio_notes(session: Session, words: Wording) -> tuple[StudioNote, ...]:
    """Return every note, the latest first."""
    notes = session.scalars(
        select(OfficeNote)
        .options(joinedload(OfficeNote.interview).joinedload(Interview.leader))
        .order_by(OfficeNote.id.desc())
    ).all()
    now_in = present_ids(session, {one.passage_id for one in notes})
    starts = dict(
        session.execute(
            select(Passage.id, Passage.start_seconds).where(Passage.id.in_(now_in.values()))
        ).all()
    )
    return tuple(_in_studio(words, one, now_in[one.passage_id], starts) for one in notes)


def _in_studio(words: Wording, note: OfficeNote, passage_id: str, starts: Mapping[str, float]) -> StudioNote:
    leader_name = note.interview.leader.name
    return StudioNote(
        id=note.id,
        note=_view(words, note, leader_name),
        passage_url=words.url("passage", id=passage_id),
        place_text=f"{leader_name}, {format_timecode(starts.get(passage_id, 0.0))}",
        can_withdraw=note.withdrawn_at is None,
    )


def _view(words: Wording, note: OfficeNote, leader_name: str) -> OfficeNoteView:
    language = words.language if _text(note, words.language) else ("en" if words.language == "fr" else "fr")
    is_withdrawn = note.withdrawn_at is not None
    shown = "" if is_withdrawn else _text(note, language)
    return OfficeNoteView(
        anchor=f"note-{note.id}",
        heading=words.gettext(
            "Note du bureau de %(leader)s, %(day)s", leader=leader_name, day=words.day(note.received_on)
        ),
        paragraphs=tuple(words.spoken(line, language) for line in shown.splitlines()),
        language=language,
        signed_text=words.gettext(
            "Signée %(name)s, reçue %(channel)s. Ces mots sont du bureau, non de l'entrevue.",
            name=note.signed_by,
            channel=words.gettext(CHANNEL_TEXTS[note.channel]),
        ),
        withdrawn_text=words.gettext("Note retirée le %(day)s", day=words.day_of(note.withdrawn_at))
        if is_withdrawn
        else "",
        reason=words.spoken(note.withdrawn_reason),
    )


def _text(note: OfficeNote, language: str) -> str:
    return note.text_en if language == "en" else note.text_fr
