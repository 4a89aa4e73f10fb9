"""Curators' accounts: made, disabled, enabled, given a role or a new password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Curator
from app.models.base import now
from app.models.curator import CURATOR_ROLES, STUDIO_LANGUAGES
from app.services.accounts.curator_passwords import ONE_TIME_LASTS, hash_password, require_good_password
from app.services.accounts.curator_sessions import end_sessions_of
from app.services.audit.audit_writing import write_audit

MOST_NAME_CHARACTERS = 100


def add_curator(
    session: Session,
    name: str,
    password: str,
    role: str = "curator",
    actor: str = "command line",
    *,
    is_one_time: bool = False,
) -> Curator:
    """Make an account; a one-time password only serves to choose one's own.

    Raises
    ------
    Refused
        The name is empty, too long or taken, the role unknown, or the password weak.
    """
    name = " ".join(name.split())
    if not name or len(name) > MOST_NAME_CHARACTERS or not name.isprintable():
        raise Refused(_("Donnez un nom de 1 à 100 caractères."))
    _require_role(role)
    require_good_password(name, password)
    taken = next(
        (one for one in session.scalars(select(Curator.name)) if one.casefold() == name.casefold()), None
    )
    if taken is not None:
        raise Refused(_("Il y a déjà un compte au nom de « %(name)s »."), name=taken)
    curator = Curator(
        name=name,
        password_hash=hash_password(password),
        password_expires_at=_one_time_end() if is_one_time else None,
        role=role,
    )
    session.add(curator)
    session.flush()
    write_audit(session, actor, "curator.added", f"curator:{name}", {"role": role})
    return curator


def curator_named(session: Session, name: str) -> Curator:
    """Return the account of that name; raises NotFound."""
    curator = session.scalar(select(Curator).where(Curator.name == name.strip()))
    if curator is None:
        raise NotFound(_("Il n'y a pas de compte au nom de « %(name)s »."), name=name)
    return curator


def curator_of(session: Session, curator_id: int) -> Curator:
    """Return the account; raises NotFound."""
    curator = session.get(Curator, curator_id)
    if curator is None:
        raise NotFound(_("Ce compte n'existe pas."))
    return curator


def disable_curator(session: Session, curator: Curator, actor: str) -> None:
    """Close an account; its sessions end at once. Raises Refused for the last admin."""
    if curator.disabled_at is not None:
        return
    _require_another_admin(session, curator)
    curator.disabled_at = now()
    ended = end_sessions_of(session, curator.id)
    write_audit(session, actor, "curator.disabled", f"curator:{curator.name}", {"ended_sessions": ended})


def enable_curator(session: Session, curator: Curator, actor: str) -> None:
    """Open a disabled account again, with the password that it had."""
    if curator.disabled_at is None:
        return
    curator.disabled_at = None
    write_audit(session, actor, "curator.enabled", f"curator:{curator.name}")


def change_role(session: Session, curator: Curator, role: str, actor: str) -> None:
    """Give an account another role. Raises Refused for an unknown one, and for the last admin."""
    _require_role(role)
    if curator.role == role:
        return
    if role != "admin":
        _require_another_admin(session, curator)
    before, curator.role = curator.role, role
    details = {"before": before, "role": role}
    write_audit(session, actor, "curator.role_changed", f"curator:{curator.name}", details)


def reset_password(
    session: Session, curator: Curator, password: str, actor: str, *, is_one_time: bool
) -> None:
    """Give an account a password that somebody else chose or drew; all its sessions end at once."""
    require_good_password(curator.name, password)
    curator.password_hash = hash_password(password)
    curator.password_expires_at = _one_time_end() if is_one_time else None
    ended = end_sessions_of(session, curator.id)
    write_audit(session, actor, "curator.reset", f"curator:{curator.name}", {"ended_sessions": ended})


def choose_password(session: Session, curator: Curator, password: str, actor: str) -> None:
    """Give an account the password that its own person chose; all its sessions end at once."""
    require_good_password(curator.name, password)
    curator.password_hash = hash_password(password)
    curator.password_expires_at = None
    end_sessions_of(session, curator.id)
    write_audit(session, actor, "curator.password_changed", f"curator:{curator.name}")


def choose_language(session: Session, curator: Curator, language: str, actor: str) -> None:
    """Let the studio speak another language to a curator."""
    if language not in STUDIO_LANGUAGES:
        raise Refused(_("L'atelier parle français ou anglais."))
    if curator.language == language:
        return
    curator.language = language
    details = {"language": language}
    write_audit(session, actor, "curator.language_changed", f"curator:{curator.name}", details)


def end_one_session(session: Session, curator: Curator, session_id: int, actor: str) -> None:
    """End one session of an account; nothing happens when it is over already or somebody else's."""
    if end_sessions_of(session, curator.id, only=session_id):
        write_audit(session, actor, "session.ended", f"curator:{curator.name}", {"ended_sessions": 1})


def end_all_sessions(session: Session, curator: Curator, actor: str, *, besides: int | None = None) -> None:
    """End the sessions of an account, or all but one."""
    ended = end_sessions_of(session, curator.id, besides=besides)
    if ended:
        write_audit(session, actor, "session.ended", f"curator:{curator.name}", {"ended_sessions": ended})


def has_admin(session: Session) -> bool:
    """Tell whether anybody can manage accounts from the studio."""
    return session.scalar(select(Curator.id).where(_is_open_admin()).limit(1)) is not None


def _require_another_admin(session: Session, curator: Curator) -> None:
    """Refuse to leave the archive without an admin; held, so that two admins can't put each other out."""
    # In one order for all: two such acts at once wait for each other.
    admins = session.scalars(
        select(Curator.id).where(_is_open_admin()).order_by(Curator.id).with_for_update()
    ).all()
    if list(admins) == [curator.id]:
        raise Refused(
            _(
                "« %(name)s » est la dernière personne à administrer l'archive. "
                "Donnez d'abord ce rôle à une autre."
            ),
            name=curator.name,
        )


def _is_open_admin() -> ColumnElement[bool]:
    return and_(Curator.role == "admin", Curator.disabled_at.is_(None))


def _require_role(role: str) -> None:
    if role not in CURATOR_ROLES:
        raise Refused(_("Le rôle « %(role)s » n'existe pas : curator ou admin."), role=role)


def _one_time_end() -> datetime:
    return now() + ONE_TIME_LASTS
