"""Curators' accounts: making one, and telling whether a password is right."""

from __future__ import annotations

import hashlib
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from app.errors import Refused
from app.errors import translatable as _
from app.models import Curator
from app.services.audit_writing import write_audit

LEAST_PASSWORD_CHARACTERS = 12
# Argon2 works through all of it: a longer one only burns time.
MOST_PASSWORD_CHARACTERS = 1000
MOST_NAME_CHARACTERS = 100


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash("nobody has this password")


def add_curator(
    session: Session, name: str, password: str, role: str = "curator", actor: str = "command line"
) -> Curator:
    """Make an account.

    Raises
    ------
    Refused
        The name is empty, too long or taken, or the password too short or too long.
    """
    name = name.strip()
    if not name or len(name) > MOST_NAME_CHARACTERS:
        raise Refused(_("Donnez un nom de 1 à 100 caractères."))
    if not LEAST_PASSWORD_CHARACTERS <= len(password) <= MOST_PASSWORD_CHARACTERS:
        raise Refused(_("Choisissez un mot de passe d'au moins douze caractères, une phrase par exemple."))
    if session.scalar(select(Curator.id).where(Curator.name == name)) is not None:
        raise Refused(_("Il y a déjà un compte au nom de « %(name)s »."), name=name)
    curator = Curator(name=name, password_hash=_hasher().hash(password), role=role)
    session.add(curator)
    session.flush()
    write_audit(session, actor, "curator.added", f"curator:{name}", {"role": role})
    return curator


def verify_curator(database: Database, name: str, password: str) -> Curator | None:
    """Return the curator if the password is right; as much work is done when nobody has that name.

    No connection is held while hashing: it takes a while, and readers need them.
    """
    with database.read() as session:
        curator = session.scalar(
            select(Curator).where(Curator.name == name.strip(), Curator.disabled_at.is_(None))
        )
    known = curator.password_hash if curator else _hash_of_nobody()
    is_right = _hasher().verify(password[:MOST_PASSWORD_CHARACTERS], known)
    return curator if is_right and curator is not None else None


def find_curator(session: Session, curator_id: int, fingerprint: str) -> Curator | None:
    """Return the curator of a session; None once the account is disabled or its password changed."""
    curator = session.get(Curator, curator_id)
    if curator is None or curator.disabled_at is not None:
        return None
    return curator if password_fingerprint(curator) == fingerprint else None


def password_fingerprint(curator: Curator) -> str:
    """Return what ties a session to the present password, without telling anything of it."""
    return hashlib.sha256(curator.password_hash.encode("utf-8")).hexdigest()[:16]
