"""Makes a page of the studio: its frame, the curator's language, and nothing kept by caches."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response

from app.domain.access import Permission
from app.errors import translatable as _
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.web.html_responses import page_frame, render
from app.web.site_state import Site
from app.web.studio_access import STUDIO_PATH, SignedIn


@dataclass(frozen=True, slots=True)
class StudioFrame:
    """What every page of the studio needs around its view; `token` goes with each form."""

    curator_name: str
    token: str
    navigation: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the studio, shown to those who may use it."""

    name: str
    path: str
    text: str
    permission: Permission


SECTIONS = (
    Section("interviews", STUDIO_PATH, _("Entrevues"), Permission.READ_STUDIO),
    Section("intake", f"{STUDIO_PATH}/recevoir", _("Recevoir"), Permission.RECEIVE_RECORDINGS),
    Section("corrections", f"{STUDIO_PATH}/corrections", _("Corrections"), Permission.REVIEW_CORRECTIONS),
    Section("mentions", f"{STUDIO_PATH}/mentions", _("Mentions"), Permission.REVIEW_MENTIONS),
    Section("glossary", f"{STUDIO_PATH}/glossaire", _("Glossaire"), Permission.KEEP_GLOSSARY),
    Section("clips", f"{STUDIO_PATH}/extraits", _("Extraits"), Permission.PUBLISH),
    Section("publishing", f"{STUDIO_PATH}/publication", _("Publication"), Permission.PUBLISH),
    Section("audit", f"{STUDIO_PATH}/journal", _("Journal"), Permission.READ_AUDIT),
    Section("accounts", f"{STUDIO_PATH}/comptes", _("Comptes"), Permission.MANAGE_ACCOUNTS),
)


def studio_words(site: Site, signed_in: SignedIn) -> Wording:
    """Return the wording of the curator's language."""
    return site.words(signed_in.language)


def studio_page(
    site: Site, signed_in: SignedIn, section: str, template: str, view: object, status: int = 200
) -> Response:
    """Return a page of the studio; `section` is the part that the navigation shows as current."""
    words = studio_words(site, signed_in)
    frame = StudioFrame(
        curator_name=signed_in.name,
        token=signed_in.token,
        navigation=tuple(
            Link(words.gettext(one.text), one.path, one.name == section)
            for one in SECTIONS
            if signed_in.may(one.permission)
        ),
    )
    body = render(site, words, template, view, page_frame(site, words, "studio"), studio=frame)
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})
