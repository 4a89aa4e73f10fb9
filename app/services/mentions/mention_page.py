"""Reads what a visited page says: its title, and whether it links to a page of ours."""

from __future__ import annotations

import codecs
import json
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from app.domain.mention_outcome import Look
from app.domain.mention_target import MentionTarget, parse_target
from app.domain.plain_title import plain_title
from app.services.mentions.mention_visit import VisitedPage, VisitFailed

CHILD = Path(__file__).with_name("mention_page_child.py")
MOST_READING_SECONDS = 6.0
MOST_WRITTEN = 1000
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 2048
# Character sets of pages; Python has others, that pack, swap or are made to take long.
_TEXTUAL = re.compile(
    r"utf-(8|16|16-le|16-be)|iso8859-\d+|cp\d+|koi8-[rtu]|mac-\w+"
    r"|euc_\w+|shift_jis\w*|big5\w*|gb\w+|iso2022_\w+"
)
_WRITTEN_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]{1,2000}")
_AFTER_ADDRESS = ".,;:!?)]»”’…"


def look_for_link(page: VisitedPage, target: MentionTarget, public_url: str) -> Look:
    """Return whether the page links to the target, under any of its addresses, and the page's title.

    Raises
    ------
    VisitFailed
        The page can't be made out.
    """
    text = _decoded(page)
    if page.media_type == "text/plain":
        title, links = "", _written_addresses(text, target.value)
    else:
        title, links = _read_html(text, page.url, target.value)
    if any(parse_target(one, public_url) == target for one in links):
        return Look(title=plain_title(title))
    return Look("too_large" if page.is_cut else "no_link", plain_title(title))


def _read_html(text: str, url: str, needle: str) -> tuple[str, list[str]]:
    command = [sys.executable, "-I", "-S", str(CHILD), needle]
    try:
        ended = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=MOST_READING_SECONDS,
            check=True,
            env={},
        )
        found = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise VisitFailed("unreadable") from error
    base = _joined(url, found["base"])
    return found["title"], [_joined(base, one) for one in found["links"]]


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return base


def _written_addresses(text: str, needle: str) -> list[str]:
    """Return the first addresses that contain `needle`: to take a megabyte of others apart lasts seconds."""
    if needle not in text:
        return []
    found = (one.group() for one in _WRITTEN_ADDRESS.finditer(text))
    fit = list(islice((one for one in found if needle in one), MOST_WRITTEN))
    return [*fit, *(one.rstrip(_AFTER_ADDRESS) for one in fit)]


def _decoded(page: VisitedPage) -> str:
    charset = _known_charset(page.charset) or _declared_charset(page)
    if not charset:
        try:
            # The end may be cut in the middle of a character.
            return codecs.getincrementaldecoder("utf-8")().decode(page.body)
        except UnicodeDecodeError:
            charset = "cp1252"
    return page.body.decode(charset, "replace")


def _declared_charset(page: VisitedPage) -> str:
    declared = _DECLARED.search(page.body[:_DECLARED_WITHIN])
    return _known_charset(declared.group(1).decode("ascii", "replace")) if declared else ""


def _known_charset(name: str) -> str:
    try:
        known = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    # Browsers read these as Windows does.
    if known in ("ascii", "iso8859-1"):
        return "cp1252"
    return known if _TEXTUAL.fullmatch(known) else ""
