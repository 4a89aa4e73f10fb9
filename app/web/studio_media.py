"""Gives curators the sound and the picture of what is not public yet, or no more."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from app.domain.access import Permission
from app.services.reading.media_finding import find_studio_rendition
from app.web.media_routes import Kind, Sha256, Suffix, serve_file
from app.web.site_state import SessionParameter, SiteParameter
from app.web.studio_access import reads

router = APIRouter(include_in_schema=False)

# What only curators may hear stays out of shared caches and of other sites' pages.
PRIVATE = {"cache-control": "private, max-age=300", "cross-origin-resource-policy": "same-origin"}


@router.api_route(
    "/atelier/media/{sha256}/{kind}.{suffix}",
    methods=["GET", "HEAD"],
    dependencies=[Depends(reads(Permission.READ_STUDIO))],
)
def studio_rendition(
    request: Request,
    sha256: Sha256,
    kind: Kind,
    suffix: Suffix,
    site: SiteParameter,
    session: SessionParameter,
) -> Response:
    """Give something derived from a recording, whatever the state of its interview."""
    return serve_file(request, site, find_studio_rendition(session, sha256, kind, f".{suffix}"), PRIVATE)
