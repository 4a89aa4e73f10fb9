"""The studio's page of accounts, for those who manage them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse

from app.domain.access import Permission
from app.errors import Refused
from app.errors import translatable as _
from app.models import Curator
from app.models.base import now
from app.services.accounts.account_views import GivenPassword, view_accounts
from app.services.accounts.curator_accounts import (
    add_curator,
    change_role,
    curator_of,
    disable_curator,
    enable_curator,
    end_all_sessions,
    reset_password,
)
from app.services.accounts.curator_passwords import one_time_password
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, acts, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

ACCOUNTS_PATH = "/atelier/comptes"
Reading = Annotated[SignedIn, Depends(reads(Permission.MANAGE_ACCOUNTS))]
Managing = Annotated[SignedIn, Depends(acts(Permission.MANAGE_ACCOUNTS))]
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
NOTICES = {
    "ferme": _("Le compte est fermé, ses sessions sont terminées."),
    "ouvert": _("Le compte est de nouveau ouvert."),
    "role": _("Le rôle est changé."),
    "sessions": _("Les sessions de ce compte sont terminées."),
}
Act = Callable[[Session, Curator], None]


@router.get(ACCOUNTS_PATH)
def accounts(site: SiteParameter, session: SessionParameter, signed_in: Reading, avis: str = "") -> Response:
    """List all accounts."""
    words = studio_words(site, signed_in)
    notice = words.gettext(NOTICES[avis]) if avis in NOTICES else ""
    view = view_accounts(session, words, signed_in.curator_id, now(), notice=notice)
    return studio_page(site, signed_in, "accounts", "studio/accounts.html", view)


@router.post(ACCOUNTS_PATH)
def add_account(
    site: SiteParameter,
    signed_in: Managing,
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[str, Form(max_length=20)] = "curator",
) -> Response:
    """Make an account, and show its one-time password once."""
    password = one_time_password()
    try:
        with site.archive.database.write() as session:
            curator = add_curator(session, name, password, role, signed_in.actor, is_one_time=True)
    except Refused as error:
        return _refused(site, signed_in, error, new_name=name)
    return _shown_once(site, signed_in, GivenPassword(curator.name, password))


@router.post(f"{ACCOUNTS_PATH}/{{curator_id}}/mot-de-passe")
def give_password(curator_id: RowId, site: SiteParameter, signed_in: Managing) -> Response:
    """Give an account a one-time password, shown once; its sessions end."""
    password = one_time_password()
    with site.archive.database.write() as session:
        curator = curator_of(session, curator_id)
        reset_password(session, curator, password, signed_in.actor, is_one_time=True)
    return _shown_once(site, signed_in, GivenPassword(curator.name, password))


@router.post(f"{ACCOUNTS_PATH}/{{curator_id}}/fermer")
def close_account(curator_id: RowId, site: SiteParameter, signed_in: Managing) -> Response:
    """Disable an account."""
    return _act(site, signed_in, curator_id, "ferme", lambda session, curator: disable_curator(
        session, curator, signed_in.actor))  # fmt: skip


@router.post(f"{ACCOUNTS_PATH}/{{curator_id}}/ouvrir")
def open_account(curator_id: RowId, site: SiteParameter, signed_in: Managing) -> Response:
    """Enable an account again."""
    return _act(site, signed_in, curator_id, "ouvert", lambda session, curator: enable_curator(
        session, curator, signed_in.actor))  # fmt: skip


@router.post(f"{ACCOUNTS_PATH}/{{curator_id}}/role")
def give_role(
    curator_id: RowId,
    site: SiteParameter,
    signed_in: Managing,
    role: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Give an account another role."""
    return _act(site, signed_in, curator_id, "role", lambda session, curator: change_role(
        session, curator, role, signed_in.actor))  # fmt: skip


@router.post(f"{ACCOUNTS_PATH}/{{curator_id}}/sessions/fermer")
def end_sessions(curator_id: RowId, site: SiteParameter, signed_in: Managing) -> Response:
    """End all sessions of an account."""
    return _act(site, signed_in, curator_id, "sessions", lambda session, curator: end_all_sessions(
        session, curator, signed_in.actor))  # fmt: skip


def _act(site: Site, signed_in: SignedIn, curator_id: int, notice: str, act: Act) -> Response:
    try:
        with site.archive.database.write() as session:
            act(session, curator_of(session, curator_id))
    except Refused as error:
        return _refused(site, signed_in, error)
    return RedirectResponse(f"{ACCOUNTS_PATH}?avis={notice}", status_code=303)


def _refused(site: Site, signed_in: SignedIn, error: Refused, new_name: str = "") -> Response:
    words = studio_words(site, signed_in)
    with site.archive.database.read() as session:
        view = view_accounts(
            session, words, signed_in.curator_id, now(), refusal=words.error(error), new_name=new_name
        )
    return studio_page(site, signed_in, "accounts", "studio/accounts.html", view, 400)


def _shown_once(site: Site, signed_in: SignedIn, given: GivenPassword) -> Response:
    words = studio_words(site, signed_in)
    with site.archive.database.read() as session:
        view = view_accounts(session, words, signed_in.curator_id, now(), given=given)
    return studio_page(site, signed_in, "accounts", "studio/accounts.html", view)
