"""Themes, and the comparison of leaders on them."""

from __future__ import annotations

from fastapi import Request, Response

from app.services.comparing.comparison_view import view_comparison
from app.services.theming.theme_reading import view_theme, view_themes
from app.web.html_responses import public_page
from app.web.site_state import ReaderParameter, SiteParameter, asked, asked_once


def themes(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show every theme."""
    campaign = asked_once(request, "campaign", reader.words.language)
    view = view_themes(reader, campaign)
    return public_page(request, site, reader.words, "themes", "themes/page.html", view, campaign=campaign)


def theme(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a theme."""
    campaign = asked_once(request, "campaign", reader.words.language)
    view = view_theme(reader, slug, campaign)
    return public_page(
        request, site, reader.words, "theme", "theme/page.html", view, slug=slug, campaign=campaign
    )


def compare(request: Request, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show leaders side by side."""
    language = reader.words.language
    themes = asked(request, "theme", language)
    leaders = asked(request, "leader", language)
    campaign = asked_once(request, "campaign", language)
    view = view_comparison(reader, themes, leaders, campaign)
    return public_page(
        request,
        site,
        reader.words,
        "compare",
        "comparison/page.html",
        view,
        campaign=campaign,
        theme=themes,
        leader=leaders,
    )
