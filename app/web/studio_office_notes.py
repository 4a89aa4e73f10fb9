"""Where curators enter the notes of leaders' offices, and take them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.services.corrections.office_note_views import (
    ChannelChoice,
    StudioNote,
    channel_choices,
    studio_notes,
)
from app.services.corrections.office_notes import MOST_CHARACTERS, NoteDraft, add_note, withdraw_note
from app.services.editing.revision_writing import Editor
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

PATH = "/atelier/corrections/notes"
Reading = Annotated[SignedIn, Depends(reads(Permission.REVIEW_CORRECTIONS))]
Acting = Annotated[SignedIn, Depends(acts(Permission.REVIEW_CORRECTIONS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Line = Annotated[str, Form(max_length=2000)]
Text = Annotated[str, Form(max_length=20_000)]
NOTICES = {
    "ajoutee": _("La note est ajoutée à côté du passage."),
    "retiree": _("La note est retirée ; une ligne dit quand et pourquoi."),
}


@dataclass(frozen=True, slots=True)
class OfficeNotesView:
    """The form, with what was typed if it could not be taken, and every note."""

    notice: str
    refusal: str
    draft: NoteDraft
    channels: tuple[ChannelChoice, ...]
    most_characters: int
    notes: tuple[StudioNote, ...]


@router.get(PATH)
def office_notes(
    site: SiteParameter, session: SessionParameter, signed_in: Reading, avis: str = "", passage: str = ""
) -> Response:
    """Show the form and every note; `passage` fills the form's first field."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    return _page(site, session, signed_in, NoteDraft(passage[:200], "", "", "email"), notice=notice)


@router.post(PATH)
def enter_note(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Acting,
    passage: Line = "",
    signed_by: Line = "",
    received_on: Line = "",
    channel: Line = "",
    text_fr: Text = "",
    text_en: Text = "",
) -> Response:
    """Keep a note; what can't be taken comes back with what was typed."""
    draft = NoteDraft(passage, signed_by, received_on, channel, text_fr, text_en)
    try:
        with site.archive.database.write() as writing:
            add_note(writing, Editor(signed_in.actor, signed_in.curator_id), draft)
    except (Refused, NotFound) as error:
        refusal = studio_words(site, signed_in).error(error)
        return _page(site, session, signed_in, draft, refusal=refusal, status=400)
    return RedirectResponse(f"{PATH}?avis=ajoutee", status_code=303)


@router.post(PATH + "/{note_id}/retirer")
def take_back_note(note_id: RowId, site: SiteParameter, signed_in: Acting, reason: Line = "") -> Response:
    """Withdraw a note; its place says when and why."""
    with site.archive.database.write() as session:
        withdraw_note(session, Editor(signed_in.actor, signed_in.curator_id), note_id, reason)
    return RedirectResponse(f"{PATH}?avis=retiree", status_code=303)


def _page(
    site: Site,
    session: Session,
    signed_in: SignedIn,
    draft: NoteDraft,
    *,
    notice: str = "",
    refusal: str = "",
    status: int = 200,
) -> Response:
    words = studio_words(site, signed_in)
    view = OfficeNotesView(
        notice=notice,
        refusal=refusal,
        draft=draft,
        channels=channel_choices(words, draft.channel),
        most_characters=MOST_CHARACTERS,
        notes=studio_notes(session, words),
    )
    return studio_page(site, signed_in, "corrections", "studio/office_notes.html", view, status=status)
