"""A blog on another server and under another name than the archive: what stands around our frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class OtherSite:
    """Serves the posts it is given. To a browser `localhost` is another site than the archive's 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self._posts: dict[str, tuple[bytes, dict[str, str]]] = {}

    def post(self, html: str, headers: Mapping[str, str] | None = None) -> str:
        """Publish a post; gives its address."""
        path = f"/billet-{len(self._posts) + 1}"
        head = '<meta charset="utf-8"><title>Un billet</title><link rel="icon" href="data:,">'
        page = f'<!doctype html><html lang="fr">{head}{html}'
        self._posts[path] = page.encode(), dict(headers or {})
        return self.address + path

    def read(self, path: str) -> tuple[bytes, dict[str, str]] | None:
        """Return a post and its headers."""
        return self._posts.get(path)


@contextmanager
def other_site() -> Iterator[OtherSite]:
    """Open a blog on a free port."""

    class Reading(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            post = blog.read(self.path)
            self.send_response(200 if post else 404)
            body, headers = post or (b"", {})
            for name, value in {
                "content-type": "text/html",
                "content-length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Reading)
    blog = OtherSite(server.server_address[1])
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield blog
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
