"""Visits a page elsewhere as a careful guest: public addresses, two redirects, ten seconds, one megabyte."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from httpcore2 import (
    ConnectionPool,
    NetworkError,
    ProtocolError,
    Response,
    TimeoutException,
    default_ssl_context,
)

from app.domain.mention_source import MentionSource, UnfitSource, parse_source
from app.domain.public_address import Address, is_public_address
from app.services.mentions.mention_network import (
    AddressRefused,
    CheckedNetwork,
    Deadline,
    Resolve,
    TooMuchReceived,
    resolve_name,
)

MOST_REDIRECTS = 2
MOST_SECONDS = 10.0
MOST_PAGE_BYTES = 1_000_000
READABLE = ("text/html", "text/plain")
_REDIRECTS = (301, 302, 303, 307, 308)
_ABSENT = (404, 410)


class VisitFailed(Exception):
    """The page can't be read. `code` says why; `is_passing` where it may be otherwise later."""

    def __init__(self, code: str, *, is_passing: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_passing = is_passing


@dataclass(frozen=True, slots=True)
class VisitedPage:
    """A page as it came. `url` is where the redirects led; `is_cut`: there was more than we read."""

    url: str
    media_type: str
    charset: str
    body: bytes
    is_cut: bool


class PageVisitor:
    """Reads pages elsewhere, without cookies, credentials, or a proxy from the environment.

    Parameters
    ----------
    user_agent : str
        Says who we are.
    is_own_host
        Hosts that are ours: we don't visit ourselves.
    is_allowed, resolve
        Which addresses may be connected to, and how names become addresses; tests, whose servers are on this
        machine, give others.
    """

    def __init__(
        self,
        user_agent: str,
        is_own_host: Callable[[str], bool],
        *,
        is_allowed: Callable[[Address], bool] = is_public_address,
        resolve: Resolve = resolve_name,
        seconds: float = MOST_SECONDS,
    ) -> None:
        self._headers = [
            ("user-agent", user_agent),
            ("accept", "text/html, text/plain;q=0.5"),
            ("accept-encoding", "gzip"),
            ("connection", "close"),
        ]
        self._is_own_host = is_own_host
        self._is_allowed = is_allowed
        self._resolve = resolve
        self._seconds = seconds
        self._trust = default_ssl_context()

    def visit(self, url: str) -> VisitedPage:
        """Return the page.

        Raises
        ------
        VisitFailed
            It can't be reached, may not be visited, or is no page.
        """
        deadline = Deadline(self._seconds)
        network = CheckedNetwork(deadline, self._resolve, self._is_allowed)
        base = ""
        with ConnectionPool(ssl_context=self._trust, network_backend=network) as pool:
            for _hop in range(MOST_REDIRECTS + 1):
                source = self._fit(url, base)
                answer = self._ask(pool, source, deadline)
                if isinstance(answer, VisitedPage):
                    return answer
                url, base = answer, source.url
        raise VisitFailed("redirects")

    def _fit(self, url: str, base: str) -> MentionSource:
        try:
            source = parse_source(url, base)
        except UnfitSource as unfit:
            raise VisitFailed("address") from unfit
        if self._is_own_host(source.host):
            raise VisitFailed("own_site")
        return source

    def _ask(self, pool: ConnectionPool, source: MentionSource, deadline: Deadline) -> VisitedPage | str:
        """Return the page, or where it says it is."""
        try:
            with pool.stream("GET", source.url, headers=self._headers) as response:
                return _read(response, source.url, deadline)
        except AddressRefused as refused:
            raise VisitFailed("private_address") from refused
        except TooMuchReceived as much:
            raise VisitFailed("too_large") from much
        except TimeoutException as late:
            raise VisitFailed("slow", is_passing=True) from late
        except (NetworkError, ProtocolError) as broken:
            raise VisitFailed("unreachable", is_passing=True) from broken


def _read(response: Response, url: str, deadline: Deadline) -> VisitedPage | str:
    headers = {name.lower(): _header_text(value) for name, value in response.headers}
    if response.status in _REDIRECTS and b"location" in headers:
        return headers[b"location"].strip()
    if response.status in _ABSENT:
        raise VisitFailed("not_found")
    if not 200 <= response.status < 300:
        raise VisitFailed("status", is_passing=True)
    media_type, _semicolon, parameters = headers.get(b"content-type", "").partition(";")
    if media_type.strip().lower() not in READABLE:
        raise VisitFailed("kind")
    body, is_cut = _read_body(response, headers.get(b"content-encoding", ""), deadline)
    return VisitedPage(url, media_type.strip().lower(), _charset(parameters), body, is_cut)


def _header_text(value: bytes) -> str:
    """Return a header's text: old blogs lead on to accented addresses in bytes of UTF-8."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _read_body(response: Response, encoding: str, deadline: Deadline) -> tuple[bytes, bool]:
    """Return the first bytes of the page, and whether there were more; a bomb is never unpacked further."""
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise VisitFailed("kind")
    unpacker = zlib.decompressobj(wbits=31) if "gzip" in packed else None
    body = bytearray()
    for part in response.iter_stream():
        if deadline.seconds_left <= 0:
            raise VisitFailed("slow", is_passing=True)
        try:
            # One byte more than is kept tells whether there is more.
            room = MOST_PAGE_BYTES + 1 - len(body)
            body += unpacker.decompress(part, room) if unpacker else part[:room]
        except zlib.error as error:
            raise VisitFailed("unreadable") from error
        if len(body) > MOST_PAGE_BYTES:
            return bytes(body[:MOST_PAGE_BYTES]), True
    return bytes(body), False


def _charset(parameters: str) -> str:
    for one in parameters.split(";"):
        name, _equals, value = one.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t\"'")
    return ""
