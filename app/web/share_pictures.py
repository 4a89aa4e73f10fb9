"""Serves the pictures of a clip that people share; their text is that of the moment they are asked for."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Path, Request, Response

from app.domain.media_addresses import SHARE_PICTURE_NAMES
from app.services.clips.share_picture_links import THUMBNAIL_WIDTHS
from app.services.clips.share_picture_reading import read_share_picture
from app.services.clips.share_picture_shelf import SharePictureShelf
from app.services.showing.reader import Reader
from app.web.html_responses import matches_etag
from app.web.media_routes import CLIP_CACHE
from app.web.security_headers import MEDIA_POLICY
from app.web.site_state import SessionParameter, SiteParameter

router = APIRouter(include_in_schema=False)

_WIDTHS = {str(one): one for one in THUMBNAIL_WIDTHS[1:]}

ClipId = Annotated[str, Path(pattern=r"^[0-9a-z]{1,20}$")]


def _serve(request: Request, site: SiteParameter, session: SessionParameter, id: ClipId) -> Response:
    name = request.url.path.rsplit("/", 1)[-1].removesuffix(".png")
    shape, language = next(key for key, value in SHARE_PICTURE_NAMES.items() if value == name)
    picture = read_share_picture(Reader(session, site.words(language), site.shelf), id, shape)
    shelf = cast(SharePictureShelf, request.app.state.share_pictures)
    width = _WIDTHS.get(request.query_params.get("w", "")) if shape == "wide" else None
    etag = f'"{shelf.name_of(picture, width)}"'
    headers = {
        "etag": etag,
        "cache-control": CLIP_CACHE,
        "content-security-policy": MEDIA_POLICY,
        "cross-origin-resource-policy": "cross-origin",
    }
    if matches_etag(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return Response(shelf.png(picture, width), media_type="image/png", headers=headers)


for _name in SHARE_PICTURE_NAMES.values():
    router.add_api_route(f"/media/extraits/{{id}}/{_name}.png", _serve, methods=["GET", "HEAD"])
