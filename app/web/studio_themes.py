"""The studio's page of an interview's themes and exchanges, and what a curator decides there."""

from __future__ import annotations

from typing import Annotated, Literal

import structlog
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.domain.spoken_order import ExchangePlace
from app.errors import Unavailable
from app.errors import translatable as _
from app.services.editing.transcript_editing import Seen, place_exchange
from app.services.searching.index_sync import sync_passages
from app.services.theming.theme_decisions import decide_theme
from app.services.theming.theme_studio import view_interview_themes
from app.services.theming.theme_suggestions import suggest_themes
from app.web.editing_desk import NO_STORE, Count, Editing, EditingDesk, PassageId, RowId
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads, wants_json
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

NOTICES = {
    "note": _("C'est noté. Les passages semblables suivront quand la machine les relira."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}


@router.get("/atelier/entrevues/{interview_id}/themes")
def interview_themes(
    interview_id: RowId,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Annotated[SignedIn, Depends(reads(Permission.READ_STUDIO))],
    avis: str = "",
) -> Response:
    """Show the themes of each passage, and why the machine put them there."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_interview_themes(session, words, interview_id, notice)
    return studio_page(site, signed_in, "interviews", "studio/themes.html", view)


@router.get("/atelier/passages/{passage_id}/themes")
def passage_themes(
    passage_id: PassageId,
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Annotated[SignedIn, Depends(reads(Permission.SETTLE_THEMES))],
) -> Response:
    """Give the editor's scripts what a passage may be about."""
    return _suggestions(site, signed_in, session, passage_id)


@router.post("/atelier/passages/{passage_id}/themes")
def settle_theme(
    request: Request,
    passage_id: PassageId,
    site: SiteParameter,
    signed_in: Annotated[SignedIn, Depends(acts(Permission.SETTLE_THEMES))],
    theme: Annotated[str, Form(max_length=100)] = "",
    decision: Annotated[Literal["oui", "non"], Form()] = "non",
) -> Response:
    """Confirm or add a theme (`oui`), or refuse it (`non`)."""
    with site.archive.database.write() as session:
        interview_id = decide_theme(
            session,
            passage_id,
            theme,
            is_about=decision == "oui",
            actor=signed_in.actor,
            curator_id=signed_in.curator_id,
        )
    is_found = _index(site, interview_id, passage_id)
    if wants_json(request):
        with site.archive.database.read() as session:
            return _suggestions(site, signed_in, session, passage_id)
    notice = "note" if is_found else "index"
    address = f"/atelier/entrevues/{interview_id}/themes?avis={notice}#{passage_id}"
    return RedirectResponse(address, status_code=303)


@router.post("/atelier/entrevues/{interview_id}/echanges")
def place_exchange_here(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Editing,
    passage: Annotated[str, Form(max_length=20)],
    place: Annotated[ExchangePlace, Form()],
    seen: Count = 0,
) -> Response:
    """Let an exchange start at a passage, go on in it, or leave it out; then lead back to this page."""
    desk = EditingDesk(request, site, signed_in, Seen(passage, seen))
    answer = desk.edit(lambda session, editor: place_exchange(session, editor, desk.seen, place))
    if answer.status_code != 303:
        return answer
    return RedirectResponse(f"/atelier/entrevues/{interview_id}/themes#{passage}", status_code=303)


def _index(site: Site, interview_id: int, passage_id: str) -> bool:
    """Let the search follow, for that passage alone; tells whether it could."""
    try:
        sync_passages(site.archive.database, site.archive.index, interview_id, [passage_id], [])
    except Unavailable as error:
        structlog.get_logger().error("index.sync_failed", interview_id=interview_id, reason=str(error))
        return False
    return True


def _suggestions(site: Site, signed_in: SignedIn, session: Session, passage_id: str) -> Response:
    themes = suggest_themes(session, studio_words(site, signed_in), passage_id)
    return JSONResponse(themes.to_json(), headers=NO_STORE)
