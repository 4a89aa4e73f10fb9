"""Guards every route of the studio: who is signed in, what they may do, and that they meant it.

A route that shows something takes `Depends(reads(permission))`; one that changes something takes
`Depends(acts(permission))`, which also wants the form to come from our own pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from app.domain.access import Permission, may
from app.errors import Forbidden
from app.errors import translatable as _
from app.services.curator_accounts import find_curator
from app.web.form_tokens import read_session, require_same_origin, require_token
from app.web.site_state import SessionParameter, SiteParameter

LOGIN_PATH = "/atelier/connexion"
STUDIO_PATH = "/atelier"
TOKEN_HEADER = "x-franquette-token"  # noqa: S105 (a header's name)


class SignInNeeded(Exception):
    """The page is for curators: the answer leads to the form."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The curator who asks. `token` goes with each form; `language` is that of their studio."""

    curator_id: int
    name: str
    role: str
    language: str
    token: str

    @property
    def actor(self) -> str:
        """Return who acts, as the audit writes it."""
        return f"curator:{self.name}"

    def may(self, permission: Permission) -> bool:
        """Tell whether the curator has a permission."""
        return may(self.role, permission)


def get_signed_in(request: Request, site: SiteParameter, session: SessionParameter) -> SignedIn:
    """Return who is signed in; raises SignInNeeded."""
    known = read_session(site.archive.settings, request)
    curator = find_curator(session, known.curator_id, known.fingerprint) if known else None
    if known is None or curator is None:
        raise SignInNeeded
    request.state.language = "fr"
    return SignedIn(curator.id, curator.name, curator.role, "fr", known.token)


SignedInParameter = Annotated[SignedIn, Depends(get_signed_in)]


@dataclass(frozen=True, slots=True)
class Guard:
    """What a route asks of who calls it. `is_act`: the route changes something."""

    permission: Permission
    is_act: bool

    async def __call__(self, request: Request, site: SiteParameter, signed_in: SignedInParameter) -> SignedIn:
        """Return who is signed in, once they may do this.

        Raises
        ------
        SignInNeeded
            Nobody is signed in.
        Forbidden
            The role lacks the permission.
        Refused
            The form does not come from our own pages, or is of another session.
        """
        if not signed_in.may(self.permission):
            raise Forbidden(
                _("Votre compte ne permet pas cela. Demandez à une personne qui administre l'archive.")
            )
        if self.is_act:
            require_same_origin(site.archive.settings, request)
            require_token(signed_in.token, await _token(request))
        return signed_in


def reads(permission: Permission) -> Callable[..., Awaitable[SignedIn]]:
    """Return the guard of a route that shows something."""
    return Guard(permission, is_act=False)


def acts(permission: Permission) -> Callable[..., Awaitable[SignedIn]]:
    """Return the guard of a route that changes something."""
    return Guard(permission, is_act=True)


def lead_to_form(request: Request, _error: Exception) -> Response:
    """Answer a page for curators asked for by somebody else; a script gets a status it understands."""
    if wants_json(request):
        return Response(status_code=401, headers={"cache-control": "no-store"})
    return RedirectResponse(LOGIN_PATH, status_code=303)


def wants_json(request: Request) -> bool:
    """Tell whether a script of ours asks, and not a page."""
    return request.headers.get("accept", "").startswith("application/json")


async def _token(request: Request) -> str:
    in_header = request.headers.get(TOKEN_HEADER)
    if in_header is not None:
        return in_header
    given = (await request.form()).get("token", "")
    return "" if isinstance(given, UploadFile) else given
