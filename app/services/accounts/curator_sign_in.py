"""Coming in and going out: the password is checked, a session opened or ended, and the audit told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from app.models import Curator
from app.models.base import now
from app.services.accounts.curator_passwords import check_password, hash_of_nobody
from app.services.accounts.curator_sessions import Visitor, end_session, open_curator_session
from app.services.audit.audit_writing import write_audit


@dataclass(frozen=True, slots=True)
class VerifiedCurator:
    """An account whose password was just given; `known_hash` is the one it was compared with."""

    curator_id: int
    known_hash: str
    new_hash: str | None


def verify_curator(database: Database, name: str, password: str) -> VerifiedCurator | None:
    """Return the account if the password is right; as much work is done when nobody has that name.

    No connection is held while hashing: it takes a while, and readers need them.
    """
    with database.read() as session:
        curator = session.scalar(
            select(Curator).where(Curator.name == name.strip(), Curator.disabled_at.is_(None))
        )
    check = check_password(password, curator.password_hash if curator else hash_of_nobody())
    if curator is None or not check.is_right or _is_over(curator):
        return None
    return VerifiedCurator(curator.id, curator.password_hash, check.new_hash)


def enter(session: Session, verified: VerifiedCurator, visitor: Visitor, old_key: str) -> str | None:
    """Open a session under a new key, and end the one that the browser had.

    Returns
    -------
    str or None
        The key; None when the account was disabled or given another password since it was verified.
    """
    curator = session.scalar(select(Curator).where(Curator.id == verified.curator_id).with_for_update())
    is_changed = curator is None or curator.password_hash != verified.known_hash
    if curator is None or is_changed or curator.disabled_at is not None:
        return None
    if verified.new_hash is not None:
        curator.password_hash = verified.new_hash
    end_session(session, old_key)
    key = open_curator_session(session, curator, visitor, now())
    write_audit(
        session, f"curator:{curator.name}", "session.opened", f"curator:{curator.name}",
        {"address": visitor.address},
    )  # fmt: skip
    return key


def leave(session: Session, key: str, actor: str) -> None:
    """End a session, and tell the audit when it was open."""
    if end_session(session, key) is not None:
        write_audit(session, actor, "session.closed", actor)


def _is_over(curator: Curator) -> bool:
    return curator.password_expires_at is not None and curator.password_expires_at <= now()
