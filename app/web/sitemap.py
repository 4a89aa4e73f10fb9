"""The map of the site for search engines."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from app.domain.page_addresses import PAGES, address
from app.services.reading.public_addresses import list_public_pages
from app.web.html_responses import with_etag
from app.web.site_state import SessionParameter, Site, SiteParameter

router = APIRouter(include_in_schema=False)
# A map may name no more (sitemaps.org).
MAX_ADDRESSES = 50_000


@router.get("/sitemap.xml")
def sitemap(request: Request, site: SiteParameter, session: SessionParameter) -> Response:
    """List every public page with its other languages."""
    room = MAX_ADDRESSES // len(site.templates.languages)
    entries = [
        _entry(site, language, name, values)
        for name, values in list_public_pages(session, room)
        for language in site.templates.languages
    ]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "".join(entries) + "</urlset>\n"
    )
    return with_etag(request, Response(body, media_type="application/xml"))


@router.get("/robots.txt")
def robots(site: SiteParameter) -> Response:
    """Welcome programs everywhere but in the studio and in endless searches."""
    searches = "".join(f"Disallow: {path}?\n" for path in PAGES["search"])
    base = site.archive.settings.public_url
    text = f"User-agent: *\nDisallow: /atelier\n{searches}\nSitemap: {base}/sitemap.xml\n"
    return PlainTextResponse(text)


def _entry(site: Site, language: str, name: str, values: dict[str, str]) -> str:
    base = site.archive.settings.public_url
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{one}" '
        f"href={quoteattr(base + address(name, one, **values))}/>"
        for one in site.templates.languages
    )
    return f"<url><loc>{escape(base + address(name, language, **values))}</loc>{others}</url>\n"
