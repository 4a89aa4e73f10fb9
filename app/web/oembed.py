"""What other sites ask to show an address of ours that somebody pasted there (oEmbed 1.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from app.domain.oembed_target import parse_oembed_target
from app.domain.xml_text import without_control_characters
from app.errors import NotFound, Refused, Unsupported
from app.errors import translatable as _
from app.services.clips.oembed_answer import OembedLimits, answer_oembed
from app.services.showing.reader import Reader
from app.web.html_responses import with_etag
from app.web.oembed_discovery import OEMBED_PATH
from app.web.site_state import SessionParameter, SiteParameter

router = APIRouter(include_in_schema=False)

# As the media: what is withdrawn is soon gone elsewhere.
_CACHE = "public, max-age=60"
# More pixels than any screen has.
_MOST_DIGITS = 5


@router.get(OEMBED_PATH)
def oembed(request: Request, site: SiteParameter, session: SessionParameter) -> Response:
    """Answer with the quotation that an address names, as JSON or XML."""
    asked = request.query_params
    # Asked first: a program learns which forms we speak from any address.
    form = asked.get("format") or "json"
    if form not in _WRITERS:
        raise Unsupported(_("Ce format n'existe pas ici : demandez json ou xml."))
    url = asked.get("url", "")
    if not url:
        raise Refused(_("Dites quelle adresse montrer : « ?url=… »."))
    target = parse_oembed_target(url, site.archive.settings.public_url)
    if target is None or target.language not in site.templates.languages:
        raise NotFound(_("Cette adresse n'est pas celle d'un extrait, d'un passage ou d'une entrevue d'ici."))
    limits = OembedLimits(_pixels(asked.get("maxwidth", "")), _pixels(asked.get("maxheight", "")))
    reader = Reader(session, site.words(target.language), site.shelf)
    body, media_type = _WRITERS[form](answer_oembed(reader, target, limits))
    return with_etag(request, Response(body, media_type=media_type, headers={"cache-control": _CACHE}))


def _pixels(text: str) -> int | None:
    """Return a limit; an empty one is none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:_MOST_DIGITS])):
        raise Refused(_("« maxwidth » et « maxheight » sont des nombres de pixels, à partir de 1."))
    return int(text) if len(text) <= _MOST_DIGITS else None


def _as_json(answer: Mapping[str, str | int]) -> tuple[str, str]:
    return json.dumps(answer, ensure_ascii=False), "application/json"


def _as_xml(answer: Mapping[str, str | int]) -> tuple[str, str]:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = without_control_characters(str(value))
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n{written}', "text/xml"


_WRITERS = {"json": _as_json, "xml": _as_xml}
