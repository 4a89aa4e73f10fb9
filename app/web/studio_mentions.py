"""Curators see which pages elsewhere cite ours, and decide which are shown."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Response
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import translatable as _
from app.services.editing.revision_writing import Editor
from app.services.mentions.mention_deciding import (
    allow_host,
    look_again,
    refuse_host,
    refuse_mention,
    show_mention,
)
from app.services.mentions.mention_studio import PATH, state_url, view_mentions
from app.services.mentions.mention_wording import STATE_TEXTS
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

Reading = Annotated[SignedIn, Depends(reads(Permission.REVIEW_MENTIONS))]
Acting = Annotated[SignedIn, Depends(acts(Permission.REVIEW_MENTIONS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
State = Annotated[str, Form(max_length=20)]
NOTICES = {
    "montree": _("La page est montrée sur celle qu'elle cite."),
    "refusee": _("La page n'est pas montrée ; annoncée de nouveau, elle reste refusée."),
    "revue": _("La page sera regardée de nouveau dans un moment."),
    "site_refuse": _("Ce site est refusé : rien de lui n'est plus montré ni pris."),
    "site_accepte": _("Les mentions de ce site sont prises de nouveau."),
}


@router.get(PATH)
def mentions(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    etat: str = "found",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    avis: str = "",
) -> Response:
    """List the mentions in one state."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    is_receiving = site.archive.settings.mentions
    view = view_mentions(session, words, etat, page, notice, is_receiving=is_receiving)
    return studio_page(site, signed_in, "mentions", "studio/mentions.html", view)


@router.post(PATH + "/sites")
def allow(
    site: SiteParameter, signed_in: Acting, host: Annotated[str, Form(max_length=300)] = "", etat: State = ""
) -> Response:
    """Take mentions of a host again."""
    with site.archive.database.write() as session:
        allow_host(session, _editor(signed_in), host)
    return _back(etat, "site_accepte")


@router.post(PATH + "/{mention_id}/montrer")
def show(
    mention_id: RowId,
    site: SiteParameter,
    signed_in: Acting,
    title: Annotated[str, Form(max_length=1000)] = "",
    etat: State = "",
) -> Response:
    """Show a page on the one that it cites."""
    with site.archive.database.write() as session:
        show_mention(session, _editor(signed_in), mention_id, title)
    return _back(etat, "montree")


@router.post(PATH + "/{mention_id}/refuser")
def refuse(mention_id: RowId, site: SiteParameter, signed_in: Acting, etat: State = "") -> Response:
    """Do not show a page, or no longer."""
    with site.archive.database.write() as session:
        refuse_mention(session, _editor(signed_in), mention_id)
    return _back(etat, "refusee")


@router.post(PATH + "/{mention_id}/revoir")
def look(mention_id: RowId, site: SiteParameter, signed_in: Acting, etat: State = "") -> Response:
    """Have a page looked at once more."""
    with site.archive.database.write() as session:
        look_again(session, _editor(signed_in), mention_id)
    return _back(etat, "revue")


@router.post(PATH + "/{mention_id}/refuser-le-site")
def refuse_all(mention_id: RowId, site: SiteParameter, signed_in: Acting, etat: State = "") -> Response:
    """Refuse all that comes from the host of a page."""
    with site.archive.database.write() as session:
        refuse_host(session, _editor(signed_in), mention_id)
    return _back(etat, "site_refuse")


def _editor(signed_in: SignedIn) -> Editor:
    return Editor(signed_in.actor, signed_in.curator_id)


def _back(state: str, notice: str) -> Response:
    return RedirectResponse(
        f"{state_url(state if state in STATE_TEXTS else 'found')}&avis={notice}", status_code=303
    )
