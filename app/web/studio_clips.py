"""The studio's page of clips, and what a curator decides there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import translatable as _
from app.services.clips.clip_studio import view_clips
from app.services.clips.clip_withdrawal import bring_clip_back, withdraw_clip
from app.services.editing.revision_writing import Editor
from app.services.showing.reader import Reader
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import STUDIO_PATH, SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

PATH = f"{STUDIO_PATH}/extraits"
Reading = Annotated[SignedIn, Depends(reads(Permission.PUBLISH))]
Acting = Annotated[SignedIn, Depends(acts(Permission.PUBLISH))]
ClipId = Annotated[str, Path(pattern=r"^[0-9a-z]{10}$")]
NOTICES = {
    "retire": _("L'extrait est retiré ; ses adresses disent quand et pourquoi."),
    "retabli": _("L'extrait est de nouveau public."),
}


@router.get(PATH)
def clips(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    avis: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """List the clips, the latest first."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_clips(Reader(session, words, site.shelf), page, notice)
    return studio_page(site, signed_in, "clips", "studio/clips.html", view)


@router.post(PATH + "/{id}/retirer")
def withdraw(
    id: ClipId, site: SiteParameter, signed_in: Acting, reason: Annotated[str, Form(max_length=2000)] = ""
) -> Response:
    """Take a clip off the site."""
    with site.archive.database.write() as session:
        withdraw_clip(session, id, Editor(signed_in.actor, signed_in.curator_id), reason)
    return RedirectResponse(f"{PATH}?avis=retire", status_code=303)


@router.post(PATH + "/{id}/retablir")
def bring_back(id: ClipId, site: SiteParameter, signed_in: Acting) -> Response:
    """Make a withdrawn clip public again."""
    with site.archive.database.write() as session:
        bring_clip_back(session, id, Editor(signed_in.actor, signed_in.curator_id))
    return RedirectResponse(f"{PATH}?avis=retabli", status_code=303)
