"""Which page of ours an address names: an interview, a passage or a clip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from app.domain.page_addresses import LANGUAGES, address, path_template

LONGEST_ADDRESS = 2000
# An embedded clip is its clip.
_MENTIONED: Mapping[str, str] = {
    "interview": "interview",
    "passage": "passage",
    "clip": "clip",
    "embed_clip": "clip",
}
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class MentionTarget:
    """A page of ours that others may cite: `page` is interview, passage or clip, `value` its name.

    The French and the English address of a page are one target.
    """

    page: str
    value: str

    @property
    def path(self) -> str:
        """Return the French path, by which the page is known."""
        return self.path_in("fr")

    def path_in(self, language: str) -> str:
        """Return the path in a language."""
        place = "slug" if self.page == "interview" else "id"
        return address(self.page, language, **{place: self.value})


def parse_target(url: str, public_url: str) -> MentionTarget | None:
    """Return the page that an address of ours names, else None; what follows `?` or `#` is kept off.

    http and https are one site where each uses its own port: old links outlive the change.
    """
    if len(url) > LONGEST_ADDRESS:
        return None
    try:
        theirs, ours = urlsplit(url.strip()), urlsplit(public_url)
        is_ours = _place(theirs.scheme, theirs.hostname, theirs.port) == _place(
            ours.scheme, ours.hostname, ours.port
        )
    except ValueError:
        return None
    if not is_ours or theirs.scheme not in _PORTS or "@" in theirs.netloc:
        return None
    if not theirs.path.startswith(ours.path):
        return None
    return parse_target_path(theirs.path.removeprefix(ours.path))


def parse_target_path(path: str) -> MentionTarget | None:
    """Return the page at a path of ours, else None."""
    for pattern, page in _patterns():
        found = pattern.fullmatch(path)
        if found:
            return MentionTarget(page, unquote(found.group(1)))
    return None


def is_own_host(host: str, public_url: str) -> bool:
    """Tell whether a host is the one under which readers see this site."""
    own = urlsplit(public_url).hostname or ""
    return host.lower().rstrip(".") == own.lower().rstrip(".")


def _place(scheme: str, host: str | None, port: int | None) -> tuple[str, int | None]:
    named = None if port in (None, _PORTS.get(scheme)) else port
    return (host or "").lower(), named


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.sub(r"\\{\w+\\}", r"([^/]+)", re.escape(path_template(name, language)))), page)
        for name, page in _MENTIONED.items()
        for language in LANGUAGES
    )
