"""Curators' sessions in a signed cookie, and proof that a form was sent from our own pages."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.errors import Refused
from app.errors import translatable as _
from app.models import Curator
from app.services.curator_accounts import password_fingerprint
from app.settings import Settings

COOKIE = "franquette_curator"
COOKIE_PATH = "/atelier"
LASTS_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class CuratorSession:
    """What the cookie says, once its signature was found right."""

    curator_id: int
    fingerprint: str
    token: str


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.signing_key, salt="curator session")


def open_session(settings: Settings, response: Response, curator: Curator) -> None:
    """Give the curator a session."""
    value = _signer(settings).dumps([curator.id, password_fingerprint(curator), secrets.token_urlsafe(24)])
    response.set_cookie(
        COOKIE,
        value,
        max_age=LASTS_SECONDS,
        path=COOKIE_PATH,
        secure=settings.public_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )


def close_session(response: Response) -> None:
    """Take the session back."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH)


def read_session(settings: Settings, request: Request) -> CuratorSession | None:
    """Return the session of the request; None when there is none, or it is forged or too old."""
    try:
        loaded = _signer(settings).loads(request.cookies.get(COOKIE, ""), max_age=LASTS_SECONDS)
    except BadSignature:
        return None
    match loaded:
        case [int(curator_id), str(fingerprint), str(token)]:
            return CuratorSession(curator_id, fingerprint, token)
    return None


def require_same_origin(settings: Settings, request: Request) -> None:
    """Refuse a form sent from another site, as told by the browser."""
    origin = request.headers.get("origin")
    if origin is None:
        is_ours = request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    else:
        hosts = {request.headers.get("host", ""), urlsplit(settings.public_url).netloc}
        is_ours = urlsplit(origin).netloc in hosts
    if not is_ours:
        raise Refused(_("Ce formulaire ne vient pas de nos pages. Rouvrez l'atelier, puis recommencez."))


def require_token(expected: str, given: str) -> None:
    """Refuse a form without the token of the session."""
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise Refused(_("Ce formulaire est trop vieux. Rouvrez l'atelier, puis recommencez."))
