"""A clip for the pages of others: the one page of the site that may stand in their frames."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request, Response
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse

from app.domain.site_name import site_name
from app.domain.timecode import parse_media_fragment
from app.errors import NotFound
from app.errors import translatable as _
from app.services.clips.clip_finding import ClipWithdrawn
from app.services.clips.clip_view import read_clip
from app.services.clips.clip_views import ClipView
from app.services.clips.embed_noting import EmbedNoting
from app.services.clips.oembed_answer import read_moment_quotation, read_passage_quotation
from app.services.reading.latest_act import latest_act
from app.services.reading.public_interviews import InterviewWithdrawn
from app.services.showing.reader import Reader
from app.services.showing.reference_views import ErrorView
from app.services.showing.tombstones import tombstone_view
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.web.answer_shelf import CACHE, AnswerShelf
from app.web.html_responses import PageFrame, page_frame, render, with_etag
from app.web.site_state import ReaderParameter, Site, SiteParameter, asked_once


def embed_clip(request: Request, id: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a clip, small enough for a frame and complete without anybody else's help."""
    frame = page_frame(site, reader.words, "embed_clip", {"id": id})
    response = _show(request, site, frame, reader, lambda: read_clip(reader, id))
    host = embedding_host(request, site) if response.status_code < 400 else None
    if host is not None:
        noting = request.app.state.embed_noting
        assert isinstance(noting, EmbedNoting)  # noqa: S101
        response.background = BackgroundTask(noting.note, id, host)
    return response


def embed_passage(request: Request, id: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a passage as a clip is shown, without keeping one of it."""
    frame = page_frame(site, reader.words, "embed_passage", {"id": id})
    return _show(request, site, frame, reader, lambda: read_passage_quotation(reader, id))


def embed_moment(request: Request, slug: str, site: SiteParameter, reader: ReaderParameter) -> Response:
    """Show a moment of an interview (`?t=12.5,20`) as a clip is shown, without keeping one of it."""
    moment = asked_once(request, "moment", reader.words.language) or ""
    start, end = parse_media_fragment(moment) or (0.0, None)
    frame = page_frame(site, reader.words, "embed_moment", {"slug": slug, "moment": moment})
    return _show(request, site, frame, reader, lambda: read_moment_quotation(reader, slug, start, end))


def _show(
    request: Request, site: Site, frame: PageFrame, reader: Reader, read: Callable[[], ClipView | None]
) -> Response:
    """Show what is read, or say why there is nothing; what is unchanged is neither made nor sent again."""
    shelf = request.app.state.answer_shelf
    assert isinstance(shelf, AnswerShelf)  # noqa: S101
    act = latest_act(reader.session)
    body = shelf.find(frame.canonical_url, act)
    if body is None:
        try:
            view = read()
            if view is None:
                raise NotFound(_("Rien n'est dit à ce moment de l'entrevue."))
        except (NotFound, ClipWithdrawn, InterviewWithdrawn) as error:
            return _notice(site, frame, reader.words, error)
        body = render(site, reader.words, "embed/clip.html", view, frame)
        shelf.keep(frame.canonical_url, act, body)
    return _framed(site, with_etag(request, HTMLResponse(body, headers={"cache-control": CACHE})))


def embedding_host(request: Request, site: Site) -> str | None:
    """Return the name of the other site whose page frames this one, if the browser says so.

    Nothing is read of the page's address but its host, and nothing at all of who reads it.
    """
    headers = request.headers
    if headers.get("sec-fetch-dest") != "iframe" or headers.get("sec-fetch-site") != "cross-site":
        return None
    name = site_name(headers.get("referer", ""))
    return name if name != site_name(site.archive.settings.public_url) else None


def _notice(
    site: Site, frame: PageFrame, words: Wording, error: NotFound | ClipWithdrawn | InterviewWithdrawn
) -> Response:
    """Say that there is no such clip, or not any more, as small as the clip was."""
    view: object
    if isinstance(error, NotFound):
        home = Link(words.absolute(words.url("home")).partition("://")[2], words.url("home"))
        view = ErrorView(404, words.gettext("Extrait introuvable"), words.error(error), (home,))
        template, status = "embed/missing.html", 404
    else:
        view, template, status = tombstone_view(words, error), "embed/withdrawn.html", 410
    body = render(site, words, template, view, frame)
    return _framed(site, HTMLResponse(body, status, headers={"cache-control": CACHE}))


def _framed(site: Site, response: Response) -> Response:
    """Return a response with the headers that let it be framed: a 304 stands for the page's headers too."""
    response.headers.update(dict(site.embed_headers))
    return response
