"""Makes a page out of a view: the frame that all pages share, the template, and the caching headers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from app.domain.page_addresses import PAGES, ParameterValue, address
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.web.mention_receivers import MentionReceivers, advertise, mention_receivers
from app.web.oembed_discovery import OembedDiscovery, advertise_oembed, oembed_discovery
from app.web.site_state import Site

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    language: str
    name: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What every page needs around its view.

    `canonical_url` is absolute; `alternates` holds every language, this one too; `receivers` take in who
    cites the page, None where it can't be cited; `oembed` tells what others may show of it, likewise.
    """

    name: str
    language: str
    canonical_url: str
    alternates: tuple[Alternate, ...]
    other_languages: tuple[Alternate, ...]
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    home_url: str
    search_url: str
    search_text: str
    receivers: MentionReceivers | None
    oembed: OembedDiscovery | None


def public_page(
    request: Request,
    site: Site,
    words: Wording,
    name: str,
    template: str,
    view: object,
    /,
    **values: ParameterValue,
) -> Response:
    """Return a public page; `values` are what its address carries, by the names that code uses."""
    frame = page_frame(site, words, name, values, request.query_params.get("t", ""))
    body = render(site, words, template, view, frame)
    response = with_etag(request, HTMLResponse(body, headers={"cache-control": "no-cache"}))
    advertise(response, frame.receivers)
    advertise_oembed(response, frame.oembed)
    return response


def render(site: Site, words: Wording, template: str, view: object, frame: PageFrame, **more: object) -> str:
    """Return a page as text; the names beside `view`, `page` and `more` are those that base.html reads."""
    other = next(iter(frame.other_languages), None)
    values = {
        "view": view,
        "page": frame,
        "alternate_url": other.path if other else "",
        "nav_current": _SECTIONS.get(frame.name, frame.name),
        "front": False,
        "synthetic_note": getattr(view, "synthetic_notice", ""),
        **more,
    }
    return site.templates.render(words.language, template, values)


def with_etag(request: Request, response: Response) -> Response:
    """Return the response with a weak ETag of its body, or 304 when the reader has it already."""
    etag = f'W/"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    if matches_etag(request.headers.get("if-none-match", ""), etag):
        kept = {name: value for name, value in response.headers.items() if name == "cache-control"}
        return Response(status_code=304, headers={**kept, "etag": etag})
    response.headers["etag"] = etag
    return response


def matches_etag(if_none_match: str, etag: str) -> bool:
    """Compare as RFC 9110 asks for If-None-Match: weakly, against a list or `*`."""
    if if_none_match.strip() == "*":
        return True
    wanted = etag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") == wanted for one in if_none_match[:4096].split(","))


def page_frame(
    site: Site,
    words: Wording,
    name: str,
    values: Mapping[str, ParameterValue] | None = None,
    moment: str = "",
) -> PageFrame:
    """Return the frame of a page; the alternates of a page without address of its own are the homes.

    `moment` is what its address says after `t=`.
    """
    known = name if name in PAGES else "home"
    carried: dict[str, Any] = dict(values or {}) if known == name else {}
    alternates = tuple(
        Alternate(language, LANGUAGE_NAMES[language], path, words.absolute(path))
        for language in site.templates.languages
        for path in (address(known, language, **carried),)
    )
    canonical_url = words.absolute(words.url(known, **carried))
    return PageFrame(
        name=name,
        language=words.language,
        canonical_url=canonical_url,
        alternates=alternates,
        other_languages=tuple(one for one in alternates if one.language != words.language),
        navigation=_links(words, name, _NAVIGATION),
        footer=_links(words, name, _FOOTER),
        home_url=words.url("home"),
        search_url=words.url("search"),
        search_text=str(carried.get("q") or ""),
        receivers=mention_receivers(site, name),
        oembed=oembed_discovery(words, name, canonical_url, moment),
    )


_NAVIGATION = ("compare", "leaders", "themes", "search")
_FOOTER = ("method", "open_data")
# A page inside another shows the other as current.
_SECTIONS = {"leader": "leaders", "theme": "themes"}


def _links(words: Wording, name: str, pages: tuple[str, ...]) -> tuple[Link, ...]:
    texts = {
        "compare": words.gettext("Comparer"),
        "leaders": words.gettext("Chefs"),
        "themes": words.gettext("Thèmes"),
        "search": words.gettext("Recherche"),
        "method": words.gettext("Méthode"),
        "open_data": words.gettext("Données ouvertes"),
    }
    section = _SECTIONS.get(name, name)
    return tuple(Link(texts[one], words.url(one), one == section) for one in pages)
