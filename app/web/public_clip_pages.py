"""A clip: the words quoted, their sound, where they come from, and how to take them along."""

from __future__ import annotations

from fastapi import Request, Response

from app.services.clips.clip_page import read_clip_page
from app.web.html_responses import public_page
from app.web.site_state import ReaderParameter, SiteParameter


def clip(request: Request, id: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a clip."""
    view = read_clip_page(reader, id, site.archive.settings.languages)
    return public_page(request, site, reader.words, "clip", "clip/page.html", view, id=id)
