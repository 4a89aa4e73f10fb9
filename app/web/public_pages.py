"""Puts the public pages at their addresses, in every language of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Response
from starlette.responses import HTMLResponse

from app.domain.page_addresses import path_template
from app.web import (
    clip_file_routes,
    embeds,
    public_blind_listening,
    public_clip_making,
    public_clip_pages,
    public_corrections,
    public_interview_pages,
    public_overview_pages,
    public_search_page,
    public_theme_pages,
)

ENDPOINTS: Mapping[str, Callable[..., Response]] = {
    "home": public_overview_pages.home,
    "campaign": public_overview_pages.campaign,
    "leaders": public_overview_pages.leaders,
    "leader": public_overview_pages.leader,
    "themes": public_theme_pages.themes,
    "theme": public_theme_pages.theme,
    "compare": public_theme_pages.compare,
    "interview": public_interview_pages.interview,
    "passage": public_interview_pages.passage,
    "make_clip": public_clip_making.form,
    "clip": public_clip_pages.clip,
    "embed_clip": embeds.embed_clip,
    "embed_passage": embeds.embed_passage,
    "embed_moment": embeds.embed_moment,
    "correct": public_corrections.form,
    "corrections": public_corrections.log,
    "listen": public_blind_listening.listen,
    "search": public_search_page.search,
    "method": public_overview_pages.method,
    "open_data": public_overview_pages.open_data,
}
FORMS: Mapping[str, Callable[..., Response]] = {
    "clip": clip_file_routes.ask,
    "correct": public_corrections.propose,
    "listen": public_blind_listening.answer,
    "make_clip": public_clip_making.keep,
}


def public_router(languages: tuple[str, ...]) -> APIRouter:
    """Return the routes of the public pages."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    for method, endpoints in (("GET", ENDPOINTS), ("POST", FORMS)):
        for language in languages:
            for name, endpoint in endpoints.items():
                path = path_template(name, language)
                router.add_api_route(path, endpoint, methods=[method], name=f"{name}:{language}:{method}")
    return router
