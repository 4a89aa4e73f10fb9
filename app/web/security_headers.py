"""Headers that keep a page from running, loading or being framed by anything that is not ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.storage.media_store import MediaMissing, MediaStore

# Nothing of a media file may act as a page, whatever its bytes claim.
MEDIA_POLICY = "default-src 'none'; sandbox"
# What the pages made for other sites say, and no other page.
FRAMED_ANYWHERE = "frame-ancestors *"
_NEVER_FRAMED = "x-frame-options"
# A link out of a frame in a sandbox opens no page that cuts itself off from its opener, and readers have
# nothing to hide from one: only where curators work does a page do so.
_CUT_OFF = "cross-origin-opener-policy"
_CURATORS = "/atelier"


def security_headers(media_origin: str = "") -> tuple[tuple[str, str], ...]:
    """Return the headers of every response; `media_origin` serves media when we do not."""
    media = f"'self' {media_origin}".strip()
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {media}; media-src {media}; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return (
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=(), payment=()"),
        (_CUT_OFF, "same-origin"),
        (_NEVER_FRAMED, "DENY"),
    )


def embed_headers(public_url: str, media_origin: str = "") -> tuple[tuple[str, str], ...]:
    """Return the headers of a page that any site may frame, even one that isolates itself.

    In a sandbox the page has no origin of its own, and what `'self'` means there is left to each browser:
    the site is named as well.
    """
    site = urlsplit(public_url)
    own = f"'self' {site.scheme}://{site.netloc}"
    media = f"{own} {media_origin}".strip()
    policy = (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src {media}; media-src {media}; "
        f"base-uri 'none'; form-action 'none'; {FRAMED_ANYWHERE}"
    )
    return (
        ("content-security-policy", policy),
        ("cross-origin-resource-policy", "cross-origin"),
        # A store elsewhere does not say that its files may be shown here; asked anonymously it need not.
        ("cross-origin-embedder-policy", "credentialless" if media_origin else "require-corp"),
    )


def media_origin(store: MediaStore) -> str:
    """Return the origin from which the store serves media itself; empty when the site does."""
    try:
        address = store.url("originals/00/none.bin")
    except MediaMissing:
        return ""
    parts = urlsplit(address or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


class SecurityHeaders:
    """Adds the headers to every response that does not set its own."""

    def __init__(self, app: ASGIApp, headers: tuple[tuple[str, str], ...]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                left_out = set()
                if FRAMED_ANYWHERE in headers.get("content-security-policy", ""):
                    left_out.add(_NEVER_FRAMED)
                if not str(scope["path"]).startswith(_CURATORS):
                    left_out.add(_CUT_OFF)
                for name, value in self._headers:
                    if name not in left_out:
                        headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
