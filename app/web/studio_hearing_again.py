"""The studio's page where a recording is heard again, and where words are taken over from that hearing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import Conflict, Refused
from app.errors import translatable as _
from app.services.editing.edit_following import follow_edit
from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import Seen
from app.services.hearing.hearing_again import ask_hearing
from app.services.hearing.hearing_again_taking import take_passage, take_untouched
from app.services.hearing.hearing_again_view import read_hearing_progress, view_hearing_again
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads, wants_json
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

NOTICES = {
    "demandee": _("La réécoute est demandée. Le texte ne change pas : elle proposera ses différences ici."),
    "repris": _("C'est repris, dans une révision que l'on peut annuler. Ces mots restent à vérifier."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}
Reading = Annotated[SignedIn, Depends(reads(Permission.READ_STUDIO))]
Asking = Annotated[SignedIn, Depends(acts(Permission.RECEIVE_RECORDINGS))]
Editing = Annotated[SignedIn, Depends(acts(Permission.EDIT_TRANSCRIPTS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Number = Annotated[int, Form(ge=0, le=2**31 - 1)]
PATH = "/atelier/entrevues/{interview_id}/reecoute"
_TEMPLATE = "studio/hearing_again.html"


@router.get(PATH)
def page(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    revision: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    avis: str = "",
) -> Response:
    """Show what was heard beside what is read; a script is told how far the machine is."""
    words = studio_words(site, signed_in)
    if wants_json(request):
        progress = read_hearing_progress(session, words, interview_id)
        told = progress.to_json() if progress else {"state": ""}
        return JSONResponse(told, headers={"cache-control": "no-store"})
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    settings = site.archive.settings
    view = view_hearing_again(session, words, settings, interview_id, revision, page, notice)
    return studio_page(site, signed_in, "interviews", _TEMPLATE, view)


@router.post(PATH)
def ask(interview_id: RowId, site: SiteParameter, signed_in: Asking) -> Response:
    """Ask that the recording be heard again, with what the archive knows today."""
    editor = Editor(signed_in.actor, signed_in.curator_id)
    try:
        with site.archive.database.write() as session:
            ask_hearing(session, editor, interview_id, site.archive.settings.whisper_model)
    except Refused as refused:
        return _again(site, signed_in, interview_id, None, refused)
    return RedirectResponse(f"{_address(interview_id)}?avis=demandee", status_code=303)


@router.post(PATH + "/prendre")
def take(
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Editing,
    revision: Number,
    passage: Annotated[str, Form(max_length=20, pattern=r"^[a-z0-9]+$")],
    seen: Number,
) -> Response:
    """Let one passage read as it was heard again."""

    def edit(session: Session, editor: Editor) -> Edited:
        return take_passage(session, editor, interview_id, revision, Seen(passage, seen))

    return _taken(site, signed_in, interview_id, revision, edit)


@router.post(PATH + "/prendre-libres")
def take_free(
    interview_id: RowId, site: SiteParameter, signed_in: Editing, revision: Number, seen: Number
) -> Response:
    """Let every passage that no person touched read as it was heard again."""

    def edit(session: Session, editor: Editor) -> Edited:
        return take_untouched(session, editor, interview_id, revision, seen)

    return _taken(site, signed_in, interview_id, revision, edit)


def _taken(
    site: Site,
    signed_in: SignedIn,
    interview_id: int,
    revision: int,
    edit: Callable[[Session, Editor], Edited],
) -> Response:
    try:
        with site.archive.database.write() as session:
            edited = edit(session, Editor(signed_in.actor, signed_in.curator_id))
    except (Conflict, Refused) as error:
        return _again(site, signed_in, interview_id, revision, error)
    is_found = follow_edit(site.archive.database, site.archive.index, edited)
    notice = "repris" if is_found else "index"
    return RedirectResponse(f"{_address(interview_id)}?revision={revision}&avis={notice}", status_code=303)


def _again(
    site: Site, signed_in: SignedIn, interview_id: int, revision: int | None, error: Conflict | Refused
) -> Response:
    """Show the page as it is now, and why nothing was done."""
    words = studio_words(site, signed_in)
    with site.archive.database.read() as session:
        view = view_hearing_again(
            session, words, site.archive.settings, interview_id, revision, notice=words.error(error)
        )
    return studio_page(site, signed_in, "interviews", _TEMPLATE, view, 409)


def _address(interview_id: int) -> str:
    return PATH.format(interview_id=interview_id)
