"""Run as a program of its own: reads a page from standard input, prints its title and the links asked for.

Older versions of `html.parser` take minutes over 80 kB made to slow them down; here only this process is held
up, and the limits end it. It stands alone: nothing but the standard library is at hand.
"""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser

MOST_CPU_SECONDS = 2
MOST_MEMORY_BYTES = 512 * 1024 * 1024
MOST_TITLE_CHARACTERS = 4000
MOST_LINKS = 1000
# What leads a reader to another page, or shows it in this one.
LINKS = {
    "a": "href",
    "area": "href",
    "audio": "src",
    "blockquote": "cite",
    "del": "cite",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "ins": "cite",
    "object": "data",
    "q": "cite",
    "source": "src",
    "video": "src",
}


class PageReader(HTMLParser):
    """Keeps the first title, the base of relative links, and the links that contain `needle`."""

    def __init__(self, needle: str) -> None:
        super().__init__()
        self._needle = needle
        self._title: list[str] = []
        self._is_title = False
        self._has_title = False
        self._pictures = 0
        self.base = ""
        self.links: list[str] = []

    @property
    def title(self) -> str:
        """Return the text of the title."""
        return "".join(self._title)[:MOST_TITLE_CHARACTERS]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, the base, or that the title begins."""
        given = dict(reversed(attrs))
        if tag == "svg":
            # Drawings have titles of their own.
            self._pictures += 1
        elif tag == "title" and not self._has_title and not self._pictures:
            self._is_title = self._has_title = True
        elif tag == "base" and not self.base:
            self.base = given.get("href") or ""
        link = given.get(LINKS.get(tag, "")) or ""
        if self._needle in link and len(self.links) < MOST_LINKS:
            self.links.append(link)

    def handle_endtag(self, tag: str) -> None:
        """Note that the title ends."""
        if tag == "svg":
            self._pictures = max(0, self._pictures - 1)
        elif tag in ("title", "head"):
            self._is_title = False

    def handle_data(self, data: str) -> None:
        """Keep the title."""
        if self._is_title:
            self._title.append(data)


def limit_self() -> None:
    """Let the system end this process where it works too long or takes too much memory."""
    try:
        import resource
    except ImportError:
        # Not on Windows; who started us ends us there.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read, and print what was found."""
    limit_self()
    reader = PageReader(sys.argv[1])
    reader.feed(sys.stdin.buffer.read().decode("utf-8"))
    reader.close()
    found = {"title": reader.title, "base": reader.base, "links": reader.links}
    # ASCII: half a character of the page is printed as an escape.
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
