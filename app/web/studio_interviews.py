"""The studio's list of interviews, and what a curator decides there."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Path, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from app.errors import Unavailable
from app.errors import translatable as _
from app.services.index_sync import sync_interview
from app.services.interview_publishing import publish, withdraw
from app.services.recording_retry import retry
from app.services.studio_reading import view_studio
from app.web.form_tokens import require_same_origin, require_token
from app.web.html_responses import page_frame, render
from app.web.login import STUDIO_PATH, CuratorParameter
from app.web.site_state import SessionParameter, Site, SiteParameter

router = APIRouter(include_in_schema=False)

Token = Annotated[str, Form(max_length=200)]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
NOTICES = {
    "publiee": _("L'entrevue est publiée."),
    "retiree": _("L'entrevue est retirée ; son adresse dit quand et pourquoi."),
    "relance": _("L'enregistrement est remis en file."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}


@router.get(STUDIO_PATH)
def studio(
    site: SiteParameter, session: SessionParameter, known: CuratorParameter, avis: str = ""
) -> Response:
    """List all interviews."""
    curator, signed_in = known
    words = site.words("fr")
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_studio(session, words, curator.name, signed_in.token, notice)
    body = render(site, words, "studio/interviews.html", view, page_frame(site, words, "studio"))
    return HTMLResponse(body, headers={"cache-control": "no-store"})


@router.post("/atelier/entrevues/{interview_id}/publier")
def publish_interview(
    request: Request, interview_id: RowId, site: SiteParameter, known: CuratorParameter, token: Token = ""
) -> Response:
    """Make an interview public."""
    actor = _checked(request, site, known, token)
    with site.archive.database.write() as session:
        publish(session, interview_id, actor)
    return _back(site, interview_id, "publiee")


@router.post("/atelier/entrevues/{interview_id}/retirer")
def withdraw_interview(
    request: Request,
    interview_id: RowId,
    site: SiteParameter,
    known: CuratorParameter,
    token: Token = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take an interview off the site."""
    actor = _checked(request, site, known, token)
    with site.archive.database.write() as session:
        withdraw(session, interview_id, actor, reason)
    return _back(site, interview_id, "retiree")


@router.post("/atelier/enregistrements/{recording_id}/relancer")
def retry_recording(
    request: Request, recording_id: RowId, site: SiteParameter, known: CuratorParameter, token: Token = ""
) -> Response:
    """Send a failed recording through the pipeline again."""
    actor = _checked(request, site, known, token)
    with site.archive.database.write() as session:
        retry(session, recording_id, actor)
    return RedirectResponse(f"{STUDIO_PATH}?avis=relance", status_code=303)


def _checked(request: Request, site: Site, known: CuratorParameter, token: str) -> str:
    """Return the actor for the audit, once the form is known to come from the curator's own page."""
    curator, signed_in = known
    require_same_origin(site.archive.settings, request)
    require_token(signed_in, token)
    return f"curator:{curator.name}"


def _back(site: Site, interview_id: RowId, notice: str) -> Response:
    """Bring the index up to date after the commit, then lead back to the list."""
    try:
        sync_interview(site.archive.database, site.archive.index, interview_id)
    except Unavailable as error:
        structlog.get_logger().error("index.sync_failed", interview_id=interview_id, reason=str(error))
        notice = "index"
    return RedirectResponse(f"{STUDIO_PATH}?avis={notice}", status_code=303)
