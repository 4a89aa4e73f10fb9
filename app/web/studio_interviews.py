"""The studio's list of interviews, and what a curator decides there."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Form, Path, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import Unavailable
from app.errors import translatable as _
from app.services.hearing.recording_retry import retry
from app.services.publishing.interview_publishing import withdraw
from app.services.publishing.studio_reading import view_studio
from app.services.searching.index_sync import sync_interview
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import STUDIO_PATH, SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.READ_STUDIO))]
Publishing = Annotated[SignedIn, Depends(acts(Permission.PUBLISH))]
Receiving = Annotated[SignedIn, Depends(acts(Permission.RECEIVE_RECORDINGS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
NOTICES = {
    "retiree": _("L'entrevue est retirée ; son adresse dit quand et pourquoi."),
    "relance": _("L'enregistrement est remis en file."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}


@router.get(STUDIO_PATH)
def studio(site: SiteParameter, session: SessionParameter, signed_in: Reading, avis: str = "") -> Response:
    """List all interviews."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_studio(session, words, notice)
    return studio_page(site, signed_in, "interviews", "studio/interviews.html", view)


@router.post("/atelier/entrevues/{interview_id}/retirer")
def withdraw_interview(
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Publishing,
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take an interview off the site."""
    with site.archive.database.write() as session:
        withdraw(session, interview_id, signed_in.actor, reason)
    return _back(site, interview_id, "retiree")


@router.post("/atelier/enregistrements/{recording_id}/relancer")
def retry_recording(recording_id: RowId, site: SiteParameter, signed_in: Receiving) -> Response:
    """Send a failed recording through the pipeline again."""
    with site.archive.database.write() as session:
        retry(session, recording_id, signed_in.actor)
    return RedirectResponse(f"{STUDIO_PATH}?avis=relance", status_code=303)


def _back(site: Site, interview_id: RowId, notice: str) -> Response:
    """Bring the index up to date after the commit, then lead back to the list."""
    try:
        sync_interview(site.archive.database, site.archive.index, interview_id)
    except Unavailable as error:
        structlog.get_logger().error("index.sync_failed", interview_id=interview_id, reason=str(error))
        notice = "index"
    return RedirectResponse(f"{STUDIO_PATH}?avis={notice}", status_code=303)
