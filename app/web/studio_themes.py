"""The studio's page of an interview's themes, and what a curator decides there."""

from __future__ import annotations

from typing import Annotated, Literal

import structlog
from fastapi import APIRouter, Depends, Form, Path, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import Unavailable
from app.errors import translatable as _
from app.services.index_sync import sync_interview
from app.services.theme_decisions import decide_theme
from app.services.theme_studio import view_interview_themes
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
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


@router.post("/atelier/passages/{passage_id}/themes")
def settle_theme(
    passage_id: Annotated[str, Path(max_length=20)],
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
    notice = "note"
    try:
        sync_interview(site.archive.database, site.archive.index, interview_id)
    except Unavailable as error:
        structlog.get_logger().error("index.sync_failed", interview_id=interview_id, reason=str(error))
        notice = "index"
    address = f"/atelier/entrevues/{interview_id}/themes?avis={notice}#{passage_id}"
    return RedirectResponse(address, status_code=303)
