"""Curators come in and go out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from app.domain.access import Permission
from app.errors import translatable as _
from app.services.curator_accounts import verify_curator
from app.services.studio_reading import LoginView
from app.web.form_tokens import close_session, open_session, require_same_origin
from app.web.html_responses import page_frame, render
from app.web.login_throttle import LoginThrottle
from app.web.site_state import Site, SiteParameter
from app.web.studio_access import LOGIN_PATH, STUDIO_PATH, SignedIn, acts

router = APIRouter(include_in_schema=False)


@router.get(LOGIN_PATH)
def login_form(site: SiteParameter) -> Response:
    """Show the form."""
    return _form(site, LoginView("", ""), 200)


@router.post(LOGIN_PATH)
def login(
    request: Request,
    site: SiteParameter,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Check the password and open a session."""
    settings = site.archive.settings
    require_same_origin(settings, request)
    throttle: LoginThrottle = request.app.state.login_throttle
    address = request.client.host if request.client else ""
    # By name and address together: nobody can shut a curator out from elsewhere by guessing.
    keys = (f"name:{name.strip().casefold()} from:{address}", f"from:{address}")
    with throttle.a_try(*keys) as is_admitted:
        if not is_admitted:
            refusal = _("Trop d'essais manqués. Attendez un quart d'heure, puis recommencez.")
            return _form(site, LoginView(name, site.words("fr").gettext(refusal)), 429)
        curator = verify_curator(site.archive.database, name, password)
    if curator is None:
        refusal = _("Ce nom et ce mot de passe ne vont pas ensemble.")
        return _form(site, LoginView(name, site.words("fr").gettext(refusal)), 403)
    throttle.forgive(*keys)
    response = RedirectResponse(STUDIO_PATH, status_code=303)
    open_session(settings, response, curator)
    return response


@router.post("/atelier/sortie")
def logout(_signed_in: Annotated[SignedIn, Depends(acts(Permission.READ_STUDIO))]) -> Response:
    """Close the session."""
    response = RedirectResponse(LOGIN_PATH, status_code=303)
    close_session(response)
    return response


def _form(site: Site, view: LoginView, status: int) -> Response:
    words = site.words("fr")
    body = render(site, words, "studio/login.html", view, page_frame(site, words, "studio"))
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})
