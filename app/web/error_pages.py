"""The only place where an error becomes a status: a page for people, problem+json for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.domain.page_addresses import language_of_path
from app.errors import (
    ApplicationError,
    Busy,
    Conflict,
    Forbidden,
    NotFound,
    Refused,
    Unavailable,
    Unsupported,
    Withdrawn,
)
from app.services.clips.clip_finding import ClipWithdrawn
from app.services.intake.known_things import UnknownThing
from app.services.reading.public_interviews import InterviewWithdrawn, PassageMoved
from app.services.showing.reference_views import ErrorView
from app.services.showing.tombstones import tombstone_view
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.web.html_responses import page_frame, render
from app.web.site_state import Site

STATUSES: tuple[tuple[type[ApplicationError], int], ...] = (
    (NotFound, 404),
    (Withdrawn, 410),
    (Unavailable, 503),
    (Unsupported, 501),
    (Forbidden, 403),
    (Conflict, 409),
    (Refused, 400),
)
_PROBLEM = "application/problem+json"
_PROGRAMS = ("/api/", "/sante", "/oembed")


def install_error_pages(app: FastAPI) -> None:
    """Answer every error of the application."""
    app.add_exception_handler(ApplicationError, _application_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected_error)


def status_of(error: ApplicationError) -> int:
    """Return the HTTP status of an error of the family."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def _application_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApplicationError)  # noqa: S101
    if isinstance(error, PassageMoved):
        return _moved(request, error)
    response = _told(request, error)
    if isinstance(error, Busy):
        response.headers["retry-after"] = str(error.retry_after_seconds)
    return response


def _told(request: Request, error: ApplicationError) -> Response:
    words = _words(request)
    status = status_of(error)
    message = words.error(error)
    if status >= 500:
        structlog.get_logger().error("request.failed", path=request.url.path, reason=str(error))
    if _is_for_program(request):
        return _problem(status, message, _details(error))
    if isinstance(error, InterviewWithdrawn | ClipWithdrawn):
        return _page(request, words, 410, "tombstone/page.html", tombstone_view(words, error))
    known = _known(words, error) if isinstance(error, UnknownThing) else ()
    return error_page(request, status, message, known)


def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    words = _words(request)
    message = words.gettext("L'adresse ou le formulaire contient une valeur qui ne convient pas.")
    if _is_for_program(request):
        faults = [
            {"parameter": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]}
            for one in error.errors()
        ]
        return _problem(422, message, {"errors": faults})
    return error_page(request, 422, message)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    words = _words(request)
    if error.status_code == 404:
        message = words.gettext("Il n'y a rien à cette adresse.")
    else:
        message = words.gettext("Cette demande ne peut être servie ainsi.")
    is_program = _is_for_program(request)
    response: Response = (
        _problem(error.status_code, message)
        if is_program
        else error_page(request, error.status_code, message)
    )
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _unexpected_error(request: Request, error: Exception) -> Response:
    structlog.get_logger().error("request.crashed", path=request.url.path, exc_info=error)
    words = _words(request)
    message = words.gettext(
        "Quelque chose s'est brisé de notre côté. Rien n'est perdu ; réessayez dans un moment."
    )
    response = _problem(500, message) if _is_for_program(request) else error_page(request, 500, message)
    # This answer leaves from outside our own layers, which add these to every other one.
    for name, value in _site(request).security_headers:
        response.headers[name] = value
    return response


def error_page(request: Request, status: int, message: str, known: tuple[Link, ...] = ()) -> Response:
    """Return the page of an error, in the language of the address."""
    words = _words(request)
    view = ErrorView(status, _title(words, status), message, known)
    return _page(request, words, status, "error/page.html", view)


def _moved(request: Request, error: PassageMoved) -> Response:
    """Lead to the same page of the passage that holds the words now; an edit may bring the old one back."""
    segments = [
        error.into_passage_id if one == error.passage_id else one for one in request.url.path.split("/")
    ]
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(
        "/".join(segments) + query, status_code=302, headers={"cache-control": "no-cache"}
    )


def _page(request: Request, words: Wording, status: int, template: str, view: object) -> Response:
    site = _site(request)
    body = render(site, words, template, view, page_frame(site, words, "error"))
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})


def _problem(status: int, message: str, details: dict[str, Any] | None = None) -> JSONResponse:
    """Return problem details (RFC 9457)."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": message,
        **(details or {}),
    }
    headers = {"cache-control": "no-store"}
    return JSONResponse(content, status_code=status, media_type=_PROBLEM, headers=headers)


def _details(error: ApplicationError) -> dict[str, Any]:
    if isinstance(error, InterviewWithdrawn):
        day = error.withdrawn_at.isoformat() if error.withdrawn_at else None
        return {"interview": error.interview_slug, "withdrawn_at": day, "reason": error.reason}
    if isinstance(error, ClipWithdrawn):
        day = error.withdrawn_at.isoformat() if error.withdrawn_at else None
        return {
            "clip": error.clip_id,
            "interview": error.interview_slug,
            "withdrawn_at": day,
            "reason": error.reason,
        }
    if isinstance(error, UnknownThing):
        return {"unknown": error.slug, "known": [one.slug for one in error.known]}
    return {}


def _known(words: Wording, error: UnknownThing) -> tuple[Link, ...]:
    return tuple(
        Link(words.pick(one.name_fr, one.name_en), words.url(one.page, slug=one.slug)) for one in error.known
    )


def _title(words: Wording, status: int) -> str:
    titles = {
        404: words.gettext("Page introuvable"),
        503: words.gettext("Momentanément indisponible"),
        500: words.gettext("Une panne de notre côté"),
    }
    return titles.get(status) or words.gettext("Demande refusée")


def _is_for_program(request: Request) -> bool:
    return request.url.path.startswith(_PROGRAMS) or request.headers.get("accept", "").startswith(
        "application/json"
    )


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)  # noqa: S101
    return site


def _words(request: Request) -> Wording:
    """Return the language of the curator or of the address; programs have none: English."""
    settled: str | None = getattr(request.state, "language", None)
    in_address = "en" if request.url.path.startswith(_PROGRAMS) else language_of_path(request.url.path)
    language = settled or in_address
    return _site(request).words(language)
