"""Atom feeds: what is new, for readers who come back by a program."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.domain.page_addresses import CLIP_FEEDS
from app.services.clips.clip_feed import view_clip_feed
from app.services.reading.latest_act import latest_act
from app.services.showing.reader import Reader
from app.web.answer_shelf import CACHE, AnswerShelf
from app.web.html_responses import with_etag
from app.web.site_state import SessionParameter, Site, SiteParameter

router = APIRouter(include_in_schema=False)


@router.get(CLIP_FEEDS["fr"])
def clips(request: Request, site: SiteParameter, session: SessionParameter) -> Response:
    """Give the latest clips, in French."""
    return _clips(request, site, session, "fr")


@router.get(CLIP_FEEDS["en"])
def clips_in_english(request: Request, site: SiteParameter, session: SessionParameter) -> Response:
    """Give the latest clips, in English."""
    return _clips(request, site, session, "en")


def _clips(request: Request, site: Site, session: SessionParameter, language: str) -> Response:
    path, act = CLIP_FEEDS[language], latest_act(session)
    shelf: AnswerShelf = request.app.state.answer_shelf
    body = shelf.find(path, act)
    if body is None:
        view = view_clip_feed(Reader(session, site.words(language), site.shelf), path)
        body = site.templates.render(language, "feeds/clips.atom", {"view": view})
        shelf.keep(path, act, body)
    response = Response(
        body.encode(),
        media_type="application/atom+xml; charset=utf-8",
        headers={"cache-control": CACHE},
    )
    return with_etag(request, response)
