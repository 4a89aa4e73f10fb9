"""The history of a transcript: its revisions, two of them side by side, and the ways back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import translatable as _
from app.services.editing.edit_following import follow_edit
from app.services.editing.revision_history import compare_revisions, transcript_of_interview, view_history
from app.services.editing.revision_restoring import restore_revision, take_back
from app.services.editing.revision_writing import Edited, Editor
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads, wants_json
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

NOTICES = {
    "retablie": _("La transcription se lit de nouveau ainsi. Rien n'est effacé : l'histoire continue."),
    "annulee": _("La révision est annulée par une nouvelle, que l'on peut annuler à son tour."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}
Reading = Annotated[SignedIn, Depends(reads(Permission.READ_STUDIO))]
Editing = Annotated[SignedIn, Depends(acts(Permission.EDIT_TRANSCRIPTS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PATH = "/atelier/entrevues/{interview_id}/revisions"


@router.get(PATH)
def history(
    interview_id: RowId,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    avis: str = "",
) -> Response:
    """List the revisions, the newest first."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_history(session, words, interview_id, page, notice)
    return studio_page(site, signed_in, "interviews", "studio/revisions.html", view)


@router.get(PATH + "/{number}")
def revision(
    interview_id: RowId,
    number: Number,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    contre: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Show a revision beside the one before it, or beside another."""
    before = contre if contre is not None else max(number - 1, 1)
    words = studio_words(site, signed_in)
    view = compare_revisions(session, words, interview_id, before, number)
    return studio_page(site, signed_in, "interviews", "studio/revision.html", view)


@router.post(PATH + "/{number}/retablir")
def restore(
    request: Request,
    interview_id: RowId,
    number: Number,
    site: SiteParameter,
    signed_in: Editing,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Make the transcript read as it did then, as a new revision."""

    def edit(session: Session, editor: Editor, transcript_id: int) -> Edited:
        return restore_revision(session, editor, transcript_id, number, reason.strip())

    return _answer(request, site, signed_in, interview_id, edit, "retablie")


@router.post(PATH + "/{number}/annuler")
def undo(
    request: Request, interview_id: RowId, number: Number, site: SiteParameter, signed_in: Editing
) -> Response:
    """Take one revision back, as a new one."""

    def edit(session: Session, editor: Editor, transcript_id: int) -> Edited:
        return take_back(session, editor, transcript_id, number)

    return _answer(request, site, signed_in, interview_id, edit, "annulee")


def _answer(
    request: Request,
    site: Site,
    signed_in: SignedIn,
    interview_id: int,
    edit: Callable[[Session, Editor, int], Edited],
    notice: str,
) -> Response:
    editor = Editor(signed_in.actor, signed_in.curator_id)
    with site.archive.database.write() as session:
        edited = edit(session, editor, transcript_of_interview(session, interview_id))
    is_found = follow_edit(site.archive.database, site.archive.index, edited)
    if wants_json(request):
        content = {"revision": edited.revision_number, "is_new": edited.is_new, "search": is_found}
        return JSONResponse(content, headers={"cache-control": "no-store"})
    address = f"/atelier/entrevues/{interview_id}/revisions?avis={notice if is_found else 'index'}"
    return RedirectResponse(address, status_code=303)
