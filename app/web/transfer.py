"""How answers travel: open to other sites where meant, compressed when text, without body for HEAD."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Media answer byte ranges and are compressed already; they also know HEAD themselves.
_LEFT_ALONE = ("/media/",)
_OPEN = ("/api/", "/media/", "/oembed")


def _is_left_alone(scope: Scope) -> bool:
    return scope["type"] != "http" or str(scope["path"]).startswith(_LEFT_ALONE)


class CompressedText:
    """Compresses everything but media."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = GZipMiddleware(app, minimum_size=1024, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        chosen = self._app if _is_left_alone(scope) else self._compressing
        await chosen(scope, receive, send)


class HeadRequests:
    """Answers HEAD as GET without its body, on every page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if _is_left_alone(scope) or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)


class OpenToOtherSites:
    """Lets scripts of any site read the API and the media; nothing there depends on who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._opening = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD"],
            allow_headers=["If-None-Match", "If-Range", "Range"],
            expose_headers=["ETag", "Content-Range", "Accept-Ranges", "Content-Length"],
            max_age=86_400,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        is_open = scope["type"] == "http" and str(scope["path"]).startswith(_OPEN)
        await (self._opening if is_open else self._app)(scope, receive, send)
