"""Home, campaigns, leaders, method, open data."""

from __future__ import annotations

from fastapi import Request, Response

from app.services.exporting.open_data import view_open_data
from app.services.reading.leader_reading import view_leader
from app.services.reading.method_reading import view_method
from app.services.reading.site_overview import view_campaign, view_home, view_leaders
from app.web.html_responses import public_page
from app.web.site_state import ReaderParameter, SiteParameter, asked_once


def home(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show the first page."""
    campaign = asked_once(request, "campaign", reader.words.language)
    view = view_home(reader, campaign)
    return public_page(request, site, reader.words, "home", "home/page.html", view, campaign=campaign)


def campaign(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a campaign."""
    view = view_campaign(reader, slug)
    return public_page(request, site, reader.words, "campaign", "campaign/page.html", view, slug=slug)


def leaders(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show every leader."""
    return public_page(request, site, reader.words, "leaders", "leaders/page.html", view_leaders(reader))


def leader(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a leader."""
    view = view_leader(reader, slug)
    return public_page(request, site, reader.words, "leader", "leader/page.html", view, slug=slug)


def method(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show how it is made."""
    campaign = asked_once(request, "campaign", reader.words.language)
    view = view_method(reader, campaign)
    return public_page(request, site, reader.words, "method", "method/page.html", view, campaign=campaign)


def open_data(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show what can be taken home."""
    view = view_open_data(reader)
    return public_page(request, site, reader.words, "open_data", "open_data/page.html", view)
