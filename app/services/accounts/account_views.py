"""What the pages of accounts show: everybody's for who manages them, one's own for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.browser_name import browser_name
from app.errors import translatable as _
from app.models import Curator, CuratorSession
from app.models.curator import CURATOR_ROLES
from app.services.accounts.curator_sessions import open_sessions
from app.services.showing.wording import Wording

ROLES = {"curator": _("Corrige et publie"), "admin": _("Administre l'archive")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list to choose from."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list. `is_own`: that of who looks."""

    id: int
    name: str
    role_text: str
    roles: tuple[Choice, ...]
    state_text: str
    sessions_text: str
    is_enabled: bool
    is_own: bool
    has_sessions: bool


@dataclass(frozen=True, slots=True)
class GivenPassword:
    """A one-time password, shown this once."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class AccountsView:
    """All accounts; `given` right after a password was drawn; `refusal` says why nothing was done."""

    rows: tuple[AccountRow, ...]
    roles: tuple[Choice, ...]
    notice: str
    refusal: str
    given: GivenPassword | None
    new_name: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which one is signed in."""

    id: int
    browser_text: str
    address: str
    opened_text: str
    seen_text: str
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class OwnAccountView:
    """One's own account. `must_choose`: a one-time password was used, nothing else can be done yet."""

    name: str
    role_text: str
    languages: tuple[Choice, ...]
    sessions: tuple[SessionRow, ...]
    must_choose: bool
    notice: str
    refusal: str


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as the command line lists it."""

    name: str
    role: str
    is_enabled: bool
    created_at: datetime
    session_count: int

    def to_json(self) -> dict[str, str | bool | int]:
        """Return what `--json` prints."""
        return {
            "name": self.name,
            "role": self.role,
            "enabled": self.is_enabled,
            "created_at": self.created_at.isoformat(),
            "open_sessions": self.session_count,
        }


def list_accounts(session: Session, at: datetime) -> tuple[ListedAccount, ...]:
    """Return all accounts by name."""
    opened = [one.curator_id for one in open_sessions(session, at)]
    return tuple(
        ListedAccount(one.name, one.role, one.disabled_at is None, one.created_at, opened.count(one.id))
        for one in session.scalars(select(Curator).order_by(Curator.name))
    )


def view_accounts(
    session: Session,
    words: Wording,
    own_id: int,
    at: datetime,
    *,
    notice: str = "",
    refusal: str = "",
    given: GivenPassword | None = None,
    new_name: str = "",
) -> AccountsView:
    """Return the list of all accounts: open ones first, then by name."""
    curators = session.scalars(select(Curator)).all()
    opened = open_sessions(session, at)
    rows = [_row(words, one, [two for two in opened if two.curator_id == one.id], own_id) for one in curators]
    rows.sort(key=lambda row: (not row.is_enabled, row.name.casefold()))
    return AccountsView(tuple(rows), _roles(words, "curator"), notice, refusal, given, new_name)


def view_own_account(
    session: Session,
    words: Wording,
    curator: Curator,
    session_id: int,
    at: datetime,
    *,
    notice: str = "",
    refusal: str = "",
) -> OwnAccountView:
    """Return what somebody sees of their own account; `session_id` is the session they look from."""
    own = [one for one in open_sessions(session, at) if one.curator_id == curator.id]
    own.sort(key=lambda one: one.id != session_id)
    return OwnAccountView(
        name=curator.name,
        role_text=words.gettext(ROLES[curator.role]),
        languages=(
            Choice("fr", "Français", curator.language == "fr"),
            Choice("en", "English", curator.language == "en"),
        ),
        sessions=tuple(_session_row(words, one, session_id) for one in own),
        must_choose=curator.password_expires_at is not None,
        notice=notice,
        refusal=refusal,
    )


def _row(words: Wording, curator: Curator, opened: list[CuratorSession], own_id: int) -> AccountRow:
    return AccountRow(
        id=curator.id,
        name=curator.name,
        role_text=words.gettext(ROLES[curator.role]),
        roles=_roles(words, curator.role),
        state_text=_state(words, curator),
        sessions_text=_sessions(words, opened),
        is_enabled=curator.disabled_at is None,
        is_own=curator.id == own_id,
        has_sessions=bool(opened),
    )


def _roles(words: Wording, chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(role, words.gettext(ROLES[role]), role == chosen) for role in CURATOR_ROLES)


def _state(words: Wording, curator: Curator) -> str:
    if curator.disabled_at is not None:
        return words.gettext(_("Fermé le %(day)s"), day=words.day_of(curator.disabled_at))
    if curator.password_expires_at is not None:
        return words.gettext(
            _("Mot de passe à usage unique, bon jusqu'au %(when)s"),
            when=words.short_instant(curator.password_expires_at),
        )
    return words.gettext(_("Ouvert le %(day)s"), day=words.day_of(curator.created_at))


def _sessions(words: Wording, opened: list[CuratorSession]) -> str:
    if not opened:
        return words.gettext(_("Aucune session ouverte"))
    count = words.ngettext("%(num)s session ouverte", "%(num)s sessions ouvertes", len(opened))
    return words.gettext(
        _("%(sessions)s, la dernière active %(when)s"),
        sessions=count,
        when=words.short_instant(opened[0].last_seen_at),
    )


def _session_row(words: Wording, opened: CuratorSession, session_id: int) -> SessionRow:
    return SessionRow(
        id=opened.id,
        browser_text=browser_name(opened.browser) or words.gettext(_("Navigateur inconnu")),
        address=opened.address,
        opened_text=words.short_instant(opened.opened_at),
        seen_text=words.short_instant(opened.last_seen_at),
        is_this_one=opened.id == session_id,
    )
