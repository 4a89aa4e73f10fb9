"""Guards every route of the studio: who is signed in, what they may do, and that they meant it.

A route that shows something takes `Depends(reads(permission))`; one that changes something takes
`Depends(acts(permission))`, which also wants the form to come from our own pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

import structlog
from fastapi import BackgroundTasks, Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from app.domain.access import Permission, may
from app.domain.return_path import safe_return_path
from app.errors import Forbidden
from app.errors import translatable as _
from app.models.base import now
from app.services.accounts.curator_sessions import KnownSession, find_curator_session, note_use
from app.web.curator_cookies import read_session_key
from app.web.form_tokens import form_token, require_same_origin, require_token
from app.web.site_state import SessionParameter, Site, SiteParameter

LOGIN_PATH = "/atelier/connexion"
STUDIO_PATH = "/atelier"
OWN_ACCOUNT_PATH = "/atelier/mon-compte"
TOKEN_HEADER = "x-franquette-token"  # noqa: S105 (a header's name)


class SignInNeeded(Exception):
    """The page is for curators: the answer leads to the form."""


class PasswordNeeded(SignInNeeded):
    """Who came in with a one-time password first chooses their own: the answer leads there."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The curator who asks. `token` goes with each form; `language` is that of their studio."""

    curator_id: int
    name: str
    role: str
    language: str
    token: str
    session_id: int
    must_choose_password: bool

    @property
    def actor(self) -> str:
        """Return who acts, as the audit writes it."""
        return f"curator:{self.name}"

    def may(self, permission: Permission) -> bool:
        """Tell whether the curator has a permission."""
        return may(self.role, permission)


def get_signed_in(
    request: Request, site: SiteParameter, session: SessionParameter, afterwards: BackgroundTasks
) -> SignedIn:
    """Return who is signed in; raises SignInNeeded."""
    key = read_session_key(site.archive.settings, request)
    known = find_curator_session(session, key, now()) if key else None
    if known is None:
        raise SignInNeeded
    request.state.language = known.language
    if known.is_worth_noting:
        # Nobody waits for it, nor for whoever holds the database.
        afterwards.add_task(_note_use, site, known)
    return SignedIn(
        curator_id=known.curator_id,
        name=known.name,
        role=known.role,
        language=known.language,
        token=form_token(key),
        session_id=known.session_id,
        must_choose_password=known.must_choose_password,
    )


SignedInParameter = Annotated[SignedIn, Depends(get_signed_in)]


@dataclass(frozen=True, slots=True)
class Guard:
    """What a route asks of who calls it.

    `is_act`: the route changes something. `is_open_to_one_time`: a one-time password is enough.
    """

    permission: Permission
    is_act: bool
    is_open_to_one_time: bool = False

    async def __call__(self, request: Request, site: SiteParameter, signed_in: SignedInParameter) -> SignedIn:
        """Return who is signed in, once they may do this.

        Raises
        ------
        SignInNeeded
            Nobody is signed in.
        PasswordNeeded
            Who is signed in has to choose a password first.
        Forbidden
            The role lacks the permission.
        Refused
            The form does not come from our own pages, or is of another session.
        """
        if signed_in.must_choose_password and not self.is_open_to_one_time:
            raise PasswordNeeded
        if not signed_in.may(self.permission):
            raise Forbidden(
                _("Votre compte ne permet pas cela. Demandez à une personne qui administre l'archive.")
            )
        if self.is_act:
            require_same_origin(site.archive.settings, request)
            require_token(signed_in.token, await _token(request))
        return signed_in


def reads(permission: Permission, *, is_open_to_one_time: bool = False) -> Callable[..., Awaitable[SignedIn]]:
    """Return the guard of a route that shows something."""
    return Guard(permission, is_act=False, is_open_to_one_time=is_open_to_one_time)


def acts(permission: Permission, *, is_open_to_one_time: bool = False) -> Callable[..., Awaitable[SignedIn]]:
    """Return the guard of a route that changes something."""
    return Guard(permission, is_act=True, is_open_to_one_time=is_open_to_one_time)


def lead_to_form(request: Request, error: Exception) -> Response:
    """Answer a page for curators asked for by somebody else; a script gets a status it understands.

    The form will lead on to the page that was asked for.
    """
    if wants_json(request):
        return Response(status_code=401, headers={"cache-control": "no-store"})
    if isinstance(error, PasswordNeeded):
        return RedirectResponse(OWN_ACCOUNT_PATH, status_code=303)
    wished = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    page = safe_return_path(wished) if request.method in ("GET", "HEAD") else STUDIO_PATH
    onward = "" if page == STUDIO_PATH else f"?vers={quote(page)}"
    return RedirectResponse(LOGIN_PATH + onward, status_code=303)


def wants_json(request: Request) -> bool:
    """Tell whether a script of ours asks, and not a page."""
    return request.headers.get("accept", "").startswith("application/json")


def _note_use(site: Site, known: KnownSession) -> None:
    try:
        with site.archive.database.write() as session:
            note_use(session, known.session_id, now())
    except SQLAlchemyError as error:
        # The answer is on its way already; the next request will try again.
        structlog.get_logger().warning("session.use_not_noted", reason=str(error))


async def _token(request: Request) -> str:
    in_header = request.headers.get(TOKEN_HEADER)
    if in_header is not None:
        return in_header
    given = (await request.form()).get("token", "")
    return "" if isinstance(given, UploadFile) else given
