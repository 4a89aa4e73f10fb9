"""The curators' queue of readers' corrections, and what is decided there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import Conflict
from app.errors import translatable as _
from app.services.corrections.correction_conflict import view_conflict
from app.services.corrections.correction_queue import PATH, view_queue
from app.services.corrections.correction_review import accept_correction, refuse_correction
from app.services.editing.edit_following import follow_edit
from app.services.editing.revision_writing import Editor
from app.services.showing.reader import Reader
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.REVIEW_CORRECTIONS))]
Acting = Annotated[SignedIn, Depends(acts(Permission.REVIEW_CORRECTIONS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Number = Annotated[int, Form(ge=0, le=2**31 - 1)]
NOTICES = {
    "acceptee": _("La correction est acceptée et publiée ; le journal public dit pourquoi."),
    "refusee": _("La correction est refusée ; le journal public dit pourquoi."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}


@router.get(PATH)
def corrections(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    avis: str = "",
) -> Response:
    """List what waits, the most worth a curator's time first."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_queue(Reader(session, words, site.shelf), page, notice)
    return studio_page(site, signed_in, "corrections", "studio/corrections.html", view)


@router.post(PATH + "/{correction_id}/accepter")
def accept(
    correction_id: RowId,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Acting,
    seen: Number,
    text: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """Give the passage the text as the curator left it; where somebody was faster, show both."""
    editor = Editor(signed_in.actor, signed_in.curator_id)
    try:
        with site.archive.database.write() as writing:
            edited = accept_correction(writing, editor, correction_id, text, seen)
    except Conflict as conflict:
        words = studio_words(site, signed_in)
        reader = Reader(session, words, site.shelf)
        view = view_conflict(reader, correction_id, text, words.error(conflict))
        return studio_page(
            site, signed_in, "corrections", "studio/corrections_conflict.html", view, status=409
        )
    is_found = follow_edit(site.archive.database, site.archive.index, edited)
    return RedirectResponse(f"{PATH}?avis={'acceptee' if is_found else 'index'}", status_code=303)


@router.post(PATH + "/{correction_id}/refuser")
def refuse(
    correction_id: RowId,
    site: SiteParameter,
    signed_in: Acting,
    refusal: Annotated[str, Form(max_length=40)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Leave the passage as it is, and say why."""
    editor = Editor(signed_in.actor, signed_in.curator_id)
    with site.archive.database.write() as session:
        refuse_correction(session, editor, correction_id, refusal, reason)
    return RedirectResponse(f"{PATH}?avis=refusee", status_code=303)
