"""Publication: the list of what is ready and what is missing, several interviews at once, now or later."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Form, Path, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import Refused, Unavailable
from app.errors import translatable as _
from app.services.publishing.publication_planning import (
    cancel_plan,
    note_consent,
    plan_publication,
    publish_together,
)
from app.services.publishing.publication_studio import Typed, view_publication
from app.services.searching.index_sync import sync_interview
from app.services.showing.wording import PLACE
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

PATH = "/atelier/publication"
NOTICES = {
    "publiees": _("C'est publié."),
    "prevues": _("C'est prévu. Au moment dit, tout paraît ensemble, ou rien."),
    "annulee": _("La publication prévue est annulée."),
    "accord": _("L'accord est noté."),
    "index": _("C'est fait, mais la recherche ne suit pas encore : lancez « franquette reindex »."),
}
Reading = Annotated[SignedIn, Depends(reads(Permission.PUBLISH))]
Publishing = Annotated[SignedIn, Depends(acts(Permission.PUBLISH))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get(PATH)
def publication(
    site: SiteParameter, session: SessionParameter, signed_in: Reading, avis: str = ""
) -> Response:
    """Show what waits to be public."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_publication(session, words, notice, Typed())
    return studio_page(site, signed_in, "publishing", "studio/publication.html", view)


@router.post(PATH)
def publish_or_plan(
    site: SiteParameter,
    signed_in: Publishing,
    interview: Annotated[list[int] | None, Form()] = None,
    at: Annotated[str, Form(max_length=40)] = "",
    despite: Annotated[bool, Form()] = False,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Publish the interviews chosen, at once or at a moment of Québec's time."""
    chosen = list(dict.fromkeys(interview or ()))
    try:
        moment = _moment(at)
        with site.archive.database.write() as session:
            if moment is None:
                publish_together(session, chosen, signed_in.actor, despite=despite, reason=reason.strip())
            else:
                plan_publication(
                    session, chosen, moment, signed_in.actor, despite=despite, reason=reason.strip()
                )
    except Refused as refused:
        typed = Typed(frozenset(chosen), at, reason, studio_words(site, signed_in).error(refused))
        return _refused(site, signed_in, typed)
    notice = "prevues" if moment else ("publiees" if _indexed(site, chosen) else "index")
    return RedirectResponse(f"{PATH}?avis={notice}", status_code=303)


@router.post(PATH + "/{plan_id}/annuler")
def give_up(plan_id: RowId, site: SiteParameter, signed_in: Publishing) -> Response:
    """Give up a publication that was set for later."""
    with site.archive.database.write() as session:
        cancel_plan(session, plan_id, signed_in.actor)
    return RedirectResponse(f"{PATH}?avis=annulee", status_code=303)


@router.post("/atelier/entrevues/{interview_id}/accord")
def consent(
    interview_id: RowId,
    site: SiteParameter,
    signed_in: Publishing,
    note: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Note who agreed to the publication, and how."""
    with site.archive.database.write() as session:
        note_consent(session, interview_id, note, signed_in.actor)
    return RedirectResponse(f"{PATH}?avis=accord#entrevue-{interview_id}", status_code=303)


def _moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=PLACE)
    except ValueError:
        raise Refused(_("Donnez le jour et l'heure, par exemple 2026-09-14T06:00.")) from None


def _refused(site: Site, signed_in: SignedIn, typed: Typed) -> Response:
    with site.archive.database.read() as session:
        view = view_publication(session, studio_words(site, signed_in), "", typed)
    return studio_page(site, signed_in, "publishing", "studio/publication.html", view, 400)


def _indexed(site: Site, interview_ids: list[int]) -> bool:
    """Bring the index up to date after the commit; the publication stands even where it can't be."""
    try:
        for interview_id in interview_ids:
            sync_interview(site.archive.database, site.archive.index, interview_id)
    except Unavailable as error:
        structlog.get_logger().error("index.sync_failed", interviews=interview_ids, reason=str(error))
        return False
    return True
