"""An interview, and one of its passages."""

from __future__ import annotations

from fastapi import Request, Response

from app.services.reading.interview_reading import view_interview
from app.services.reading.passage_reading import view_passage
from app.web.html_responses import public_page
from app.web.site_state import ReaderParameter, SiteParameter


def interview(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show an interview."""
    view = view_interview(reader, slug)
    return public_page(request, site, reader.words, "interview", "interview/page.html", view, slug=slug)


def passage(request: Request, id: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a passage."""
    view = view_passage(reader, id)
    return public_page(request, site, reader.words, "passage", "passage/page.html", view, id=id)
