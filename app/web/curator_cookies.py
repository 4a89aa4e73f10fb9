"""Two cookies of curators: the key of their session, and the mark of a device they came in from before.

Readers get neither.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.domain.session_lifetime import LONGEST_LIFE
from app.settings import Settings

SESSION_PATH = "/"
DEVICE_PATH = "/atelier/connexion"
DEVICE_LASTS_SECONDS = 180 * 24 * 3600


def session_cookie(settings: Settings) -> str:
    """Return the name of the session's cookie.

    Over TLS it begins with `__Host-`: browsers then take it from this very host only, never from a
    neighbouring name that would slip in a session of its own (RFC 6265bis, section 4.1.3).
    """
    return "__Host-franquette-curator" if _is_secure(settings) else "franquette_curator"


def read_session_key(settings: Settings, request: Request) -> str:
    """Return the key that the browser holds; empty when there is none."""
    return request.cookies.get(session_cookie(settings), "")


def give_session_key(settings: Settings, response: Response, key: str) -> None:
    """Let the browser hold the key; the server decides how long it opens anything."""
    lasts = int(LONGEST_LIFE.total_seconds())
    _set(settings, response, session_cookie(settings), key, SESSION_PATH, lasts)


def take_session_key(settings: Settings, response: Response) -> None:
    """Let the browser forget the key."""
    _set(settings, response, session_cookie(settings), "", SESSION_PATH, 0)


def known_device(settings: Settings, request: Request, name: str) -> str | None:
    """Return the device's mark if somebody came in from it under that name; None for a stranger's."""
    try:
        loaded = _signer(settings).loads(
            request.cookies.get(_device_cookie(settings), ""), max_age=DEVICE_LASTS_SECONDS
        )
    except BadSignature:
        return None
    match loaded:
        case [str(whose), str(mark)] if hmac.compare_digest(whose, _name_mark(settings, name)):
            return mark
    return None


def mark_device(settings: Settings, response: Response, name: str) -> None:
    """Let this device be known the next time, for this account only."""
    value = str(_signer(settings).dumps([_name_mark(settings, name), secrets.token_urlsafe(12)]))
    _set(settings, response, _device_cookie(settings), value, DEVICE_PATH, DEVICE_LASTS_SECONDS)


def _set(settings: Settings, response: Response, name: str, value: str, path: str, lasts: int) -> None:
    response.set_cookie(
        name, value, max_age=lasts, path=path, secure=_is_secure(settings), httponly=True, samesite="lax"
    )


def _is_secure(settings: Settings) -> bool:
    return settings.public_url.startswith("https://")


def _device_cookie(settings: Settings) -> str:
    return "__Secure-franquette-device" if _is_secure(settings) else "franquette_device"


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.signing_key, salt="known device")


def _name_mark(settings: Settings, name: str) -> str:
    # The cookie need not say whose it is.
    folded = " ".join(name.split()).casefold().encode("utf-8", "surrogateescape")
    return hmac.new(settings.signing_key.encode(), b"device of " + folded, hashlib.sha256).hexdigest()[:24]
