"""Serves the files of clips, and takes the wish for one."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response
from starlette.responses import RedirectResponse

from app.domain.media_addresses import CLIP_FILE_NAMES
from app.services.clips.clip_file_asking import ask_clip_file
from app.services.clips.clip_file_finding import find_clip_file
from app.services.clips.clip_file_plan import VIDEO_KINDS
from app.services.showing.reader import Reader
from app.web.error_pages import error_page
from app.web.media_routes import CLIP_CACHE, serve_file
from app.web.public_forms import TooManyAtOnce, require_own_form, require_room
from app.web.site_state import ReaderParameter, SiteParameter

router = APIRouter(include_in_schema=False)

ClipId = Annotated[str, Path(pattern=r"^[0-9a-z]{1,20}$")]
# Where the files stand on the page of a clip.
SECTION = "emporter"


def _serve(kind: str, request: Request, id: ClipId, site: SiteParameter, reader: ReaderParameter) -> Response:
    file = find_clip_file(reader, id, kind, site.archive.settings.languages)
    return serve_file(request, site, file, {"cache-control": CLIP_CACHE})


def ask(
    request: Request,
    id: str,
    site: SiteParameter,
    reader: ReaderParameter,
    kind: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Put a file of a clip in line, and lead back to its page."""
    require_own_form(site, request)
    words = reader.words
    try:
        require_room(request, "clip_video" if kind in VIDEO_KINDS else "clip_file")
    except TooManyAtOnce as error:
        return error_page(request, 429, words.error(error))
    with site.archive.database.write() as session:
        ask_clip_file(Reader(session, words, site.shelf), id, kind, site.archive.settings.languages)
    return RedirectResponse(f"{words.url('clip', id=id)}#{SECTION}", status_code=303)


for _kind, _name in CLIP_FILE_NAMES.items():
    router.add_api_route(
        f"/media/extraits/{{id}}/{_name}",
        partial(_serve, _kind),
        methods=["GET", "HEAD"],
        name=f"clip:{_kind}",
    )
