"""Proof that a form was sent from our own pages: the browser's word for it, and a token of the session."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import Request

from app.errors import Refused
from app.errors import translatable as _
from app.settings import Settings


def form_token(session_key: str) -> str:
    """Return what goes with each form of a session: it follows from the key, and tells nothing of it."""
    return hmac.new(session_key.encode("utf-8", "surrogateescape"), b"form token", "sha256").hexdigest()


def require_same_origin(settings: Settings, request: Request) -> None:
    """Refuse a form sent from another site, as told by the browser."""
    origin = request.headers.get("origin")
    if origin is None:
        is_ours = request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    else:
        host = urlsplit(origin).netloc
        is_ours = bool(host) and host in (request.headers.get("host"), urlsplit(settings.public_url).netloc)
    if not is_ours:
        raise Refused(_("Ce formulaire ne vient pas de nos pages. Rouvrez l'atelier, puis recommencez."))


def require_token(expected: str, given: str) -> None:
    """Refuse a form without the token of the session."""
    is_right = hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape"))
    if not is_right:
        raise Refused(_("Ce formulaire est trop vieux. Rouvrez l'atelier, puis recommencez."))
