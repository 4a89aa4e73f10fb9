"""Curators' sessions, kept by the server: opened, found by their key, ended one by one or all at once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.session_lifetime import SEEN_EVERY, is_worth_noting, session_end
from app.models import Curator, CuratorSession

KEY_BYTES = 32
MOST_BROWSER_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody signs in: network address, and what the browser says of itself."""

    address: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class KnownSession:
    """An open session and its curator, as each request needs them."""

    session_id: int
    curator_id: int
    name: str
    role: str
    language: str
    must_choose_password: bool
    is_worth_noting: bool


def open_curator_session(session: Session, curator: Curator, visitor: Visitor, at: datetime) -> str:
    """Open a session and return its key, which is kept nowhere; sessions that ran out are forgotten."""
    session.execute(delete(CuratorSession).where(CuratorSession.expires_at <= at))
    key = secrets.token_urlsafe(KEY_BYTES)
    session.add(
        CuratorSession(
            key_hash=_hash(key),
            curator_id=curator.id,
            opened_at=at,
            last_seen_at=at,
            expires_at=session_end(at, at),
            address=visitor.address,
            browser=visitor.browser[:MOST_BROWSER_CHARACTERS],
        )
    )
    session.flush()
    return key


def find_curator_session(session: Session, key: str, at: datetime) -> KnownSession | None:
    """Return the session of a key; None when it ended, ran out, or never was."""
    found = session.execute(
        select(CuratorSession, Curator)
        .join(Curator, Curator.id == CuratorSession.curator_id)
        .where(
            CuratorSession.key_hash == _hash(key),
            CuratorSession.expires_at > at,
            Curator.disabled_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    opened, curator = found
    return KnownSession(
        session_id=opened.id,
        curator_id=curator.id,
        name=curator.name,
        role=curator.role,
        language=curator.language,
        must_choose_password=curator.password_expires_at is not None,
        is_worth_noting=is_worth_noting(opened.last_seen_at, at),
    )


def note_use(session: Session, session_id: int, at: datetime) -> None:
    """Write that a session is in use, unless another request just did; it lasts longer by that."""
    opened = session.scalar(
        select(CuratorSession).where(
            CuratorSession.id == session_id, CuratorSession.last_seen_at <= at - SEEN_EVERY
        )
    )
    if opened is not None:
        # An UPDATE that names the row only: a session that ended meanwhile stays ended.
        session.execute(
            update(CuratorSession)
            .where(CuratorSession.id == session_id)
            .values(last_seen_at=at, expires_at=session_end(opened.opened_at, at))
        )


def end_session(session: Session, key: str) -> int | None:
    """End the session of a key; returns whose it was, or None when there is none."""
    opened = session.scalar(select(CuratorSession).where(CuratorSession.key_hash == _hash(key)))
    if opened is None:
        return None
    session.delete(opened)
    session.flush()
    return opened.curator_id


def end_sessions_of(
    session: Session, curator_id: int, *, only: int | None = None, besides: int | None = None
) -> int:
    """End the sessions of a curator (one, or all but one), and return how many."""
    ending = delete(CuratorSession).where(CuratorSession.curator_id == curator_id)
    if only is not None:
        ending = ending.where(CuratorSession.id == only)
    if besides is not None:
        ending = ending.where(CuratorSession.id != besides)
    return len(session.scalars(ending.returning(CuratorSession.id)).all())


def open_sessions(session: Session, at: datetime) -> list[CuratorSession]:
    """Return all open sessions, the last used first."""
    statement = (
        select(CuratorSession)
        .where(CuratorSession.expires_at > at)
        .order_by(CuratorSession.last_seen_at.desc(), CuratorSession.id.desc())
    )
    return list(session.scalars(statement))


def _hash(key: str) -> str:
    # The key is 256 bits of chance: nothing slower is needed to keep it unguessable.
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
