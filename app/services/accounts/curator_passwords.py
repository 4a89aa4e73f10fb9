"""Curators' passwords: which ones are accepted, how they are hashed, and one-time ones."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from app.errors import Refused
from app.errors import translatable as _

LEAST_CHARACTERS = 12
# Argon2 works through all of it: a longer one only burns time.
MOST_CHARACTERS = 1000
LEAST_DIFFERENT_CHARACTERS = 5
ONE_TIME_LASTS = timedelta(days=3)
# Read aloud or copied by hand: nothing that looks like something else. Four times four: 78 bits.
_ONE_TIME_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """Whether a password is right; `new_hash` replaces the hash when that was made with older parameters."""

    is_right: bool
    new_hash: str | None = None


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def hash_of_nobody() -> str:
    """Return a hash to check against when nobody has the name, so that the answer takes as long."""
    return hash_password(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """Return the argon2 hash of a password."""
    return _hasher().hash(password)


def check_password(password: str, known_hash: str) -> PasswordCheck:
    """Compare a password with a hash; takes some tenths of a second and 64 MB."""
    if len(password) > MOST_CHARACTERS:
        return PasswordCheck(False)
    try:
        return PasswordCheck(*_hasher().verify_and_update(password, known_hash))
    except UnknownHashError:
        # An account that no password opens.
        return PasswordCheck(False)


def require_good_password(name: str, password: str) -> None:
    """Raise Refused for a password that is too short, too long, or easy to guess."""
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise Refused(_("Choisissez un mot de passe d'au moins douze caractères, une phrase par exemple."))
    rest = password.casefold().replace(name.casefold(), "")
    if len(set(rest)) < LEAST_DIFFERENT_CHARACTERS:
        raise Refused(_("Ce mot de passe se devine : prenez une phrase, sans compter sur votre nom."))


def one_time_password() -> str:
    """Return a password drawn at random, for a person to choose their own with."""
    groups = ("".join(secrets.choice(_ONE_TIME_CHARACTERS) for _letter in range(4)) for _group in range(4))
    return "-".join(groups)
