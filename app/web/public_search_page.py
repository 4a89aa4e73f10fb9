"""The search page."""

from __future__ import annotations

from fastapi import Request, Response

from app.domain.search_query import MAX_OFFSET
from app.services.searching.search_view import FILTERS, HITS_PER_PAGE, SearchRequest, view_search
from app.web.html_responses import public_page
from app.web.site_state import ReaderParameter, SiteParameter, asked, asked_once

# What is longer is refused by the query itself, with a sentence; this only bounds what is carried around.
MAX_TEXT_CARRIED = 2000


def search(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show the passages found."""
    language = reader.words.language
    text = request.query_params.get("q", "")[:MAX_TEXT_CARRIED]
    filters = {name: asked(request, name, language) for name in FILTERS}
    asked_for = SearchRequest(
        text,
        filters,
        sort=asked_once(request, "sort", language) or "relevance",
        page=_page_number(asked_once(request, "page", language)),
    )
    view = view_search(reader, site.archive.index, asked_for)
    sort = asked_for.sort if asked_for.sort == "date" else None
    number = asked_for.page if asked_for.page > 1 else None
    return public_page(
        request,
        site,
        reader.words,
        "search",
        "search/page.html",
        view,
        q=text,
        sort=sort,
        page=number,
        **filters,
    )


def _page_number(text: str | None) -> int:
    number = int(text) if text and text.isdecimal() and len(text) < 6 else 1
    return max(1, min(number, MAX_OFFSET // HITS_PER_PAGE + 1))
