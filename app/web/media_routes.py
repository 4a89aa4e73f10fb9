"""Serves originals and renditions of what is public, with byte ranges and strong ETags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import FileResponse, RedirectResponse

from app.errors import Unavailable
from app.errors import translatable as _
from app.services.reading.media_finding import MediaFile, find_original, find_rendition
from app.storage.media_store import MediaMissing
from app.web.html_responses import matches_etag
from app.web.security_headers import MEDIA_POLICY
from app.web.site_state import SessionParameter, Site, SiteParameter

router = APIRouter(include_in_schema=False)

# The type is told by our own suffix, never by the upload: nothing here can be taken for a page.
CONTENT_TYPES: Mapping[str, str] = {
    ".3gp": "video/3gpp", ".3g2": "video/3gpp2", ".aac": "audio/aac", ".aif": "audio/aiff",
    ".aiff": "audio/aiff", ".amr": "audio/amr", ".avi": "video/x-msvideo", ".flac": "audio/flac",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".json": "application/json", ".m4a": "audio/mp4",
    ".m4v": "video/mp4", ".mkv": "video/x-matroska", ".mov": "video/quicktime", ".mp3": "audio/mpeg",
    ".mp4": "video/mp4", ".oga": "audio/ogg", ".ogg": "audio/ogg", ".opus": "audio/ogg",
    ".png": "image/png", ".wav": "audio/wav", ".webm": "video/webm", ".webp": "image/webp",
}  # fmt: skip
_PLAIN_RANGE = re.compile(r"bytes=(?:\d{0,18}-\d{0,18})(?:,\s?\d{0,18}-\d{0,18}){0,3}")
# An interview may be withdrawn: what was served may be kept only for a while.
CACHE = "public, max-age=300"
# What is made of a clip travels alone, with a name on it: a withdrawal or a correction is to reach it sooner.
CLIP_CACHE = "public, max-age=60"

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Suffix = Annotated[str, Path(pattern=r"^[a-z0-9]{1,8}$")]
Kind = Annotated[str, Path(pattern=r"^[a-z_]{1,20}$")]


@router.api_route("/media/originals/{sha256}.{suffix}", methods=["GET", "HEAD"])
def original(
    request: Request, sha256: Sha256, suffix: Suffix, site: SiteParameter, session: SessionParameter
) -> Response:
    """Give the file as received, byte for byte."""
    return serve_file(request, site, find_original(session, sha256, f".{suffix}"))


@router.api_route("/media/{sha256}/{kind}.{suffix}", methods=["GET", "HEAD"])
def rendition(
    request: Request,
    sha256: Sha256,
    kind: Kind,
    suffix: Suffix,
    site: SiteParameter,
    session: SessionParameter,
) -> Response:
    """Give something derived from a recording."""
    return serve_file(request, site, find_rendition(session, sha256, kind, f".{suffix}"))


def serve_file(
    request: Request, site: Site, file: MediaFile, own_headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a stored file, or with the part of it that was asked for."""
    store = site.archive.store
    headers = {**_headers(file), **(own_headers or {})}
    try:
        elsewhere = store.url(file.media_key)
        if elsewhere is not None:
            return RedirectResponse(elsewhere, status_code=307, headers={"cache-control": "no-store"})
        with store.local_copy(file.media_key) as path:
            _drop_hostile_range(request)
            if matches_etag(request.headers.get("if-none-match", ""), f'"{file.sha256}"'):
                return Response(status_code=304, headers=headers)
            return FileResponse(path, headers=headers, media_type=_content_type(file))
    except MediaMissing as missing:
        raise Unavailable(
            _("Ce fichier manque dans l'archive. Le reste du site fonctionne ; la panne est notée.")
        ) from missing


def _headers(file: MediaFile) -> dict[str, str]:
    headers = {
        "etag": f'"{file.sha256}"',
        "cache-control": CACHE,
        "content-security-policy": MEDIA_POLICY,
        "cross-origin-resource-policy": "cross-origin",
    }
    if file.download_name is not None:
        plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in file.download_name)
        headers["content-disposition"] = (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.download_name, safe='')}"
        )
    return headers


def _content_type(file: MediaFile) -> str:
    return CONTENT_TYPES.get(PurePosixPath(file.media_key).suffix, "application/octet-stream")


def _drop_hostile_range(request: Request) -> None:
    """Ignore a Range that is malformed, or of many pieces: a line of header must not cost gigabytes."""
    if not _PLAIN_RANGE.fullmatch(request.headers.get("range", "")):
        request.scope["headers"] = [pair for pair in request.scope["headers"] if pair[0] != b"range"]
