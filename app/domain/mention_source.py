"""The address of a page elsewhere: which ones we are ready to visit, each written in one way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

LONGEST_ADDRESS = 2000
_PORTS = {"http": 80, "https": 443}
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"(?!-)[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\]")
# What may stand in a path or a query as it is; the rest is written as %XX.
_KEPT = "%/:?#[]@!$&'()*+,;=-._~|"


class UnfitSource(ValueError):
    """An address that we don't visit; `code` says why: `address`, `scheme`, `secret`, `port`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class MentionSource:
    """A page elsewhere. `url` has no fragment; `host` is in lower case, without a dot at its end, an accented
    one in its ASCII form.
    """

    url: str
    scheme: str
    host: str
    port: int


def parse_source(url: str, base: str = "") -> MentionSource:
    """Return the page that an address names; `base` is where a relative one was read.

    Raises
    ------
    UnfitSource
        It is no web address, holds a password, or asks for another port than its scheme's own.
    """
    if len(url) > LONGEST_ADDRESS or _UNPRINTABLE.search(url):
        raise UnfitSource("address")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        raise UnfitSource("address") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise UnfitSource("scheme")
    if "@" in parts.netloc:
        raise UnfitSource("secret")
    if port not in (None, _PORTS[scheme]):
        raise UnfitSource("port")
    if not _HOST.fullmatch(host):
        raise UnfitSource("address")
    path = quote(parts.path or "/", safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    written = f"{scheme}://{host}{path}{query}"
    if len(written) > LONGEST_ADDRESS:
        raise UnfitSource("address")
    return MentionSource(written, scheme, host, _PORTS[scheme])


def host_and_parents(host: str) -> tuple[str, ...]:
    """Return a host and all that it is a sub-domain of, the host itself first."""
    labels = host.split(".")
    return tuple(".".join(labels[place:]) for place in range(len(labels)))


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    written = host if host.isascii() else host.encode("idna").decode("ascii")
    # With a dot at its end it is the same host, said to be written in full.
    return written.lower().rstrip(".")
