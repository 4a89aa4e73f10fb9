"""Readers make clips: they choose words, hear them, and keep them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from starlette.responses import RedirectResponse

from app.errors import Refused
from app.services.clips.clip_choice import view_clip_choice
from app.services.clips.clip_file_asking import make_clip_with_sound
from app.services.clips.clip_making import find_kept_clip, parse_word_address
from app.services.showing.reader import Reader
from app.web.public_forms import TooManyAtOnce, form_page, require_own_form, require_room
from app.web.site_state import ReaderParameter, SiteParameter, asked_once

TEMPLATE = "clip_choice/page.html"
MOST_TYPED = 100
Edge = Annotated[str, Form(max_length=MOST_TYPED)]


def form(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show the lists of passages, or the words between those that were chosen."""
    words = reader.words
    first = asked_once(request, "first", words.language) or ""
    last = asked_once(request, "last", words.language) or ""
    view = view_clip_choice(reader, slug, first, last)
    return form_page(site, words, "make_clip", TEMPLATE, view, slug=slug, first=first, last=last)


def keep(
    request: Request,
    slug: str,
    site: SiteParameter,
    reader: ReaderParameter,
    first: Edge = "",
    last: Edge = "",
) -> Response:
    """Keep the words as a clip and lead to its page; what can't be kept comes back with what was chosen."""
    words = reader.words
    try:
        require_own_form(site, request)
        edges = parse_word_address(first), parse_word_address(last)
        kept = find_kept_clip(reader.session, slug, *edges)
        if kept is None:
            require_room(request, "clip")
            with site.archive.database.write() as session:
                writing = Reader(session, words, site.shelf)
                kept = make_clip_with_sound(writing, slug, *edges, site.archive.settings.languages)
    except Refused as error:
        view = view_clip_choice(reader, slug, first, last, words.error(error))
        status = 429 if isinstance(error, TooManyAtOnce) else 400
        return form_page(site, words, "make_clip", TEMPLATE, view, status, slug=slug, first=first, last=last)
    return RedirectResponse(words.url("clip", id=kept.id), status_code=303)
