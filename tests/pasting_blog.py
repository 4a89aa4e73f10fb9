"""A blog as WordPress is: it finds where to ask, asks, and keeps little of what it is told."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

SITE = "https://franquette.invalid"
# What a blog reads of a page to find where to ask.
READ_BYTES = 150 * 1024


class Blog:
    """A blog that is pasted an address, as WordPress is: it finds where to ask, asks, and trusts nothing."""

    def __init__(self, client) -> None:
        self._client = client

    def find(self, address: str) -> dict[str, str]:
        """Return where the page says to ask, by form."""
        page = self._client.get(address.removeprefix(SITE))
        head = _Links()
        head.feed(page.content[:READ_BYTES].decode(errors="ignore"))
        return head.links

    def ask(self, address: str, **limits: str) -> httpx.Response:
        """Ask where the page says to, for the address that was pasted and the room there is."""
        found = urlsplit(self.find(address)["application/json+oembed"])
        asked = {**dict(parse_qsl(found.query)), **limits, "url": address}
        return self._client.get(f"{found.path}?{urlencode(asked)}")

    def paste(self, address: str, **limits: str) -> str | None:
        """Return what stands in the article."""
        answer = self.ask(address, **limits)
        told = json.loads(answer.text)
        if answer.status_code != 200 or told["type"] not in ("rich", "video"):
            return None
        return filtered(told["html"])


@dataclass
class _Links(HTMLParser):
    links: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "link" and "oembed" in (told.get("type") or "") and told.get("rel") == "alternate":
            self.links[told["type"] or ""] = told["href"] or ""


_ALLOWED: dict[str, set[str]] = {
    "a": {"href"},
    "blockquote": set(),
    "iframe": {"src", "width", "height", "frameborder", "title", "scrolling"},
}
_TWO_PARTS = re.compile(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", re.DOTALL)


class _Kept(HTMLParser):
    """Keeps the few tags and attributes that WordPress lets through from a site that it does not know."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ALLOWED:
            told = "".join(f' {name}="{value}"' for name, value in attrs if name in _ALLOWED[tag])
            self.kept.append(f"<{tag}{told}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALLOWED:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.kept.append(data)

    def handle_entityref(self, name: str) -> None:
        self.kept.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.kept.append(f"&#{name};")


def filtered(html: str) -> str | None:
    """Return what WordPress keeps: one blockquote, then one empty frame in a sandbox with a secret."""
    kept = _Kept()
    kept.feed(html.replace("\n", ""))
    parts = _TWO_PARTS.search("".join(kept.kept))
    if parts is None:
        return None
    frame = parts[2].replace("<iframe", '<iframe sandbox="allow-scripts" security="restricted"')
    frame = re.sub(r' src="([^"]*)"', r' src="\1#?secret=a1B2c3D4e5" data-secret="a1B2c3D4e5"', frame)
    return (parts[1] or "") + frame
