"""A real web server on this machine, whose pages are given by tests, and names that lead to it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from app.domain.public_address import Address
from app.services.mentions.mention_visit import PageVisitor

LOOPBACK = "127.0.0.1"
Answer = Callable[[BaseHTTPRequestHandler], None]


class PageServer:
    """Answers each path as told in `pages`; `asked` keeps what came, with its headers."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.asked.append((self.path, headers))
                answer = server.pages.get(self.path)
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)
                self.close_connection = True

            def handle(self) -> None:
                try:
                    super().handle()
                except (ConnectionError, TimeoutError):
                    # Who asked hung up: that is often what is tested.
                    self.close_connection = True

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self._server.handle_error = lambda *_unused: None  # type: ignore[method-assign]
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]

    @contextmanager
    def serving(self) -> Iterator[PageServer]:
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def resolve(self, *addresses: str) -> Callable[[str, int, float], tuple[tuple[Address, int], ...]]:
        """Return a resolver by which every name leads to these addresses, at our port."""
        return lambda _host, _port, _seconds: tuple((ip_address(one), self.port) for one in addresses)

    def visitor(self, *, seconds: float = 10.0) -> PageVisitor:
        """Return a visitor who may come to this machine, under any name but ours."""
        return PageVisitor(
            "Franquette/test",
            lambda host: host == "franquette.invalid",
            is_allowed=lambda address: str(address) == LOOPBACK,
            resolve=self.resolve(LOOPBACK),
            seconds=seconds,
        )


def html(body: str | bytes, status: int = 200, **headers: str) -> Answer:
    """Return an answer with a page; `_` in the names of headers stand for `-`."""
    return sent(
        body if isinstance(body, bytes) else body.encode(), status, "text/html; charset=utf-8", **headers
    )


def sent(body: bytes, status: int = 200, content_type: str = "text/html", **headers: str) -> Answer:
    """Return an answer with a body of any type; an empty type is not sent."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if content_type:
            handler.send_header("content-type", content_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    """Return an answer that leads elsewhere."""
    return sent(b"", status, "", location=location)
