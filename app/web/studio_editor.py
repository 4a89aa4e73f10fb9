"""The editor of transcripts: its page, its text for scripts, and every edit that it sends."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator
from sqlalchemy.orm import Session

from app.domain.access import Permission
from app.domain.spoken_order import ExchangePlace
from app.errors import translatable as _
from app.services.editing import transcript_editing as editing
from app.services.editing.draft_keeping import drop_draft, keep_draft
from app.services.editing.editor_reading import (
    read_editor_text,
    transcript_of,
    view_editor,
    view_passage_tools,
)
from app.services.editing.passage_checking import check_passage
from app.services.editing.passage_ribbon import read_passage_ribbon
from app.services.editing.revision_restoring import take_back
from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import PassageGone, Seen
from app.services.hearing.speaker_telling import SpeakerScope, tell_who_speaks
from app.services.showing.reader import Reader
from app.web.editing_desk import (
    NO_STORE,
    Count,
    Editing,
    EditingDesk,
    PassageDesk,
    PassageId,
    RowId,
    studio_reader,
)
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, reads
from app.web.studio_pages import studio_page

router = APIRouter(include_in_schema=False)

NOTICES = {
    "enregistre": _("C'est enregistré."),
    "abandon": _("Le brouillon est abandonné ; le texte enregistré reste."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}


def _printable(text: str) -> str:
    """Return a text without control characters: no voice speaks them, and PostgreSQL refuses one of them."""
    return "".join(letter for letter in text if letter.isprintable() or letter.isspace())


Reading = Annotated[SignedIn, Depends(reads(Permission.EDIT_TRANSCRIPTS))]
Seconds = Annotated[float, Form(ge=0, le=1_000_000, allow_inf_nan=False)]
Text = Annotated[str, Form(), AfterValidator(_printable)]


@router.get("/atelier/entrevues/{interview_id}/texte")
def editor_page(
    interview_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Reading, avis: str = ""
) -> Response:
    """Show an interview as it is edited."""
    reader = studio_reader(site, session, signed_in)
    view = view_editor(reader, interview_id, signed_in.curator_id, _notice(reader, avis))
    return studio_page(site, signed_in, "interviews", "studio/editor.html", view)


@router.get("/atelier/entrevues/{interview_id}/texte.json")
def editor_text(
    interview_id: RowId, site: SiteParameter, session: SessionParameter, signed_in: Reading
) -> Response:
    """Give the text to the editor's scripts."""
    text = read_editor_text(studio_reader(site, session, signed_in), interview_id, signed_in.curator_id)
    return JSONResponse(text.to_json(), headers=NO_STORE)


@router.get("/atelier/jeton.json")
def form_token(signed_in: Reading) -> Response:
    """Tell a page that outlived its session who is signed in now, and with which token forms are sent."""
    return JSONResponse({"curator": signed_in.curator_id, "token": signed_in.token}, headers=NO_STORE)


@router.get("/atelier/passages/{passage_id}/outils")
def passage_tools(
    passage_id: PassageId, site: SiteParameter, session: SessionParameter, signed_in: Reading
) -> Response:
    """Show all that can be done to one passage, for who works without scripts."""
    view = view_passage_tools(studio_reader(site, session, signed_in), passage_id, signed_in.curator_id)
    return studio_page(site, signed_in, "interviews", "studio/passage_tools.html", view)


@router.get("/atelier/passages/{passage_id}/ruban")
def passage_ribbon(
    passage_id: PassageId, site: SiteParameter, session: SessionParameter, signed_in: Reading
) -> Response:
    """Give the drawing of a passage's sound, with a little of what is around it."""
    ribbon = read_passage_ribbon(studio_reader(site, session, signed_in), passage_id)
    return JSONResponse(ribbon.to_json(), headers=NO_STORE)


@router.post("/atelier/passages/{passage_id}/texte")
def save_text(desk: PassageDesk, text: Text = "") -> Response:
    """Give a passage another text; what was typed there is a draft no more."""

    def change(session: Session, editor: Editor) -> Edited:
        edited = editing.save_text(session, editor, desk.seen, text)
        drop_draft(session, desk.signed_in.curator_id, desk.passage_id)
        return edited

    return desk.edit(change, mine=text)


@router.post("/atelier/passages/{passage_id}/entendu")
def mark_heard(desk: PassageDesk, first_word: Count, end_word: Count) -> Response:
    """Vouch for some words as they are."""
    return desk.edit(
        lambda session, editor: editing.mark_heard(session, editor, desk.seen, first_word, end_word)
    )


@router.post("/atelier/passages/{passage_id}/verifie")
def mark_checked(desk: PassageDesk, text: Text = "", has_text: Annotated[bool, Form()] = False) -> Response:
    """Vouch for a whole passage; where `has_text`, with the text that was typed there."""

    def change(session: Session, editor: Editor) -> Edited:
        if has_text:
            drop_draft(session, desk.signed_in.curator_id, desk.passage_id)
        return check_passage(session, editor, desk.seen, text if has_text else None)

    return desk.edit(change, mine=text if has_text else None)


@router.post("/atelier/passages/{passage_id}/inaudible")
def mark_inaudible(desk: PassageDesk, first_word: Count, end_word: Count) -> Response:
    """Say that nobody can make out some words."""
    return desk.edit(
        lambda session, editor: editing.mark_inaudible(session, editor, desk.seen, first_word, end_word)
    )


@router.post("/atelier/passages/{passage_id}/couper")
def split_passage(desk: PassageDesk, first_word: Count) -> Response:
    """Cut a passage in two before a word."""
    return desk.edit(lambda session, editor: editing.split_passage(session, editor, desk.seen, first_word))


@router.post("/atelier/passages/{passage_id}/reunir")
def join_passages(
    desk: PassageDesk, next_id: Annotated[str, Form(alias="next", max_length=20)], next_seen: Count = 0
) -> Response:
    """Put a passage and the one after it together."""
    second = Seen(next_id, next_seen)
    return desk.edit(lambda session, editor: editing.join_with_next(session, editor, desk.seen, second))


@router.post("/atelier/passages/{passage_id}/bords")
def move_edges(desk: PassageDesk, start: Seconds, end: Seconds) -> Response:
    """Move the edges of a passage, in seconds."""
    return desk.edit(lambda session, editor: editing.move_edges(session, editor, desk.seen, start, end))


@router.post("/atelier/passages/{passage_id}/locuteur")
def tell_speaker(
    desk: PassageDesk,
    role: Annotated[str, Form(max_length=20)],
    scope: Annotated[SpeakerScope, Form()] = "passage",
) -> Response:
    """Say who speaks, in the passage, its turn, or wherever its voice is heard."""
    return desk.edit(lambda session, editor: tell_who_speaks(session, editor, desk.seen, role, scope))


@router.post("/atelier/passages/{passage_id}/echange")
def place_exchange(desk: PassageDesk, place: Annotated[ExchangePlace, Form()]) -> Response:
    """Let an exchange start at a passage, go on in it, or leave it out."""
    return desk.edit(lambda session, editor: editing.place_exchange(session, editor, desk.seen, place))


@router.post("/atelier/entrevues/{interview_id}/reprendre")
def undo_revision(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Editing,
    revision: Annotated[int, Form(ge=1, le=2**31 - 1)],
) -> Response:
    """Undo one revision; undoing that again is redoing."""
    desk = EditingDesk(request, site, signed_in, Seen("", 0))
    return desk.edit(
        lambda session, editor: take_back(session, editor, transcript_of(session, interview_id), revision)
    )


@router.post("/atelier/passages/{passage_id}/brouillon")
def save_draft(desk: PassageDesk, text: Text = "") -> Response:
    """Keep what is typed and not saved yet."""
    try:
        with desk.site.archive.database.write() as session:
            saved_at = keep_draft(session, desk.signed_in.curator_id, desk.seen, text).saved_at
    except PassageGone as error:
        return desk.conflict(error, text)
    return desk.drafted({"saved_at": saved_at.isoformat()}, "")


@router.post("/atelier/passages/{passage_id}/brouillon/abandon")
def abandon_draft(desk: PassageDesk) -> Response:
    """Forget what was typed and not saved."""
    with desk.site.archive.database.write() as session:
        drop_draft(session, desk.signed_in.curator_id, desk.passage_id)
    return desk.drafted({}, "abandon")


def _notice(reader: Reader, avis: str) -> str:
    return reader.words.gettext(NOTICES[avis]) if avis in NOTICES else ""
