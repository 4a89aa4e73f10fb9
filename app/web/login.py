"""Curators come in and go out."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from app.domain.access import Permission
from app.domain.return_path import safe_return_path
from app.errors import translatable as _
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, find_curator_session
from app.services.accounts.curator_sign_in import VerifiedCurator, enter, leave, verify_curator
from app.services.accounts.login_tries import Knock, forgive
from app.services.accounts.login_view import LoginView
from app.services.showing.wording import Wording
from app.web.curator_cookies import (
    give_session_key,
    known_device,
    mark_device,
    read_session_key,
    take_session_key,
)
from app.web.form_tokens import require_same_origin
from app.web.html_responses import page_frame, render
from app.web.login_throttle import LoginThrottle
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import LOGIN_PATH, STUDIO_PATH, SignedIn, acts

router = APIRouter(include_in_schema=False)

WRONG = _("Ce nom et ce mot de passe ne vont pas ensemble.")
SLOWED_DOWN = _("Trop d'essais manqués. Recommencez dans %(length)s.")


@router.get(LOGIN_PATH)
def login_form(
    request: Request,
    site: SiteParameter,
    session: SessionParameter,
    vers: str = STUDIO_PATH,
    langue: str = "fr",
) -> Response:
    """Show the form; who is in already goes on."""
    onward = safe_return_path(vers)
    key = read_session_key(site.archive.settings, request)
    if key and find_curator_session(session, key, now()) is not None:
        return RedirectResponse(onward, status_code=303)
    return _form(site, _words(site, langue), LoginView("", "", onward), 200)


@router.post(LOGIN_PATH)
def login(
    request: Request,
    site: SiteParameter,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=2000)] = "",
    vers: Annotated[str, Form(max_length=1000)] = STUDIO_PATH,
    langue: Annotated[str, Form(max_length=2)] = "fr",
) -> Response:
    """Check the password and open a session."""
    settings = site.archive.settings
    request.state.language = _words(site, langue).language
    require_same_origin(settings, request)
    throttle: LoginThrottle = request.app.state.login_throttle
    address = request.client.host if request.client else ""
    knock = Knock(name, address, known_device(settings, request, name))
    onward = safe_return_path(vers)
    with throttle.a_try(knock) as wait:
        if wait:
            return _slowed_down(site, _words(site, langue), LoginView(name, "", onward), wait)
        verified = verify_curator(site.archive.database, name, password)
    key = _enter(request, site, knock, verified) if verified else None
    if key is None:
        words = _words(site, langue)
        return _form(site, words, LoginView(name, words.gettext(WRONG), onward), 403)
    response = RedirectResponse(onward, status_code=303)
    give_session_key(settings, response, key)
    mark_device(settings, response, name)
    return response


@router.post("/atelier/sortie")
def logout(
    request: Request,
    site: SiteParameter,
    signed_in: Annotated[SignedIn, Depends(acts(Permission.READ_STUDIO, is_open_to_one_time=True))],
) -> Response:
    """End the session, here and on the server."""
    settings = site.archive.settings
    with site.archive.database.write() as session:
        leave(session, read_session_key(settings, request), signed_in.actor)
    language = "" if signed_in.language == "fr" else f"?langue={signed_in.language}"
    response = RedirectResponse(LOGIN_PATH + language, status_code=303)
    take_session_key(settings, response)
    return response


def visitor_of(request: Request) -> Visitor:
    """Return from where a request comes, as a session remembers it."""
    address = request.client.host if request.client else ""
    return Visitor(address, request.headers.get("user-agent", ""))


def _enter(request: Request, site: Site, knock: Knock, verified: VerifiedCurator) -> str | None:
    settings = site.archive.settings
    with site.archive.database.write() as session:
        key = enter(session, verified, visitor_of(request), read_session_key(settings, request))
        if key is not None:
            forgive(session, settings.signing_key, knock)
    return key


def _slowed_down(site: Site, words: Wording, view: LoginView, wait: timedelta) -> Response:
    seconds = max(1, round(wait.total_seconds()))
    refusal = words.gettext(SLOWED_DOWN, length=words.length(seconds))
    response = _form(site, words, LoginView(view.name, refusal, view.onward), 429)
    response.headers["retry-after"] = str(seconds)
    return response


def _words(site: Site, language: str) -> Wording:
    return site.words(language if language in ("fr", "en") else "fr")


def _form(site: Site, words: Wording, view: LoginView, status: int) -> Response:
    other = "en" if words.language == "fr" else "fr"
    body = render(
        site, words, "studio/login.html", view, page_frame(site, words, "studio"),
        alternate_url=view.address_in(LOGIN_PATH, other),
    )  # fmt: skip
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})
