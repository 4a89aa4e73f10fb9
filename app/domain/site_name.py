"""The name of a site, read from the address that a browser gives."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# RFC 1035, 2.3.4.
MOST_CHARACTERS = 253
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{2,59}})")
# Names that mean another machine, or none, depending on who says them (RFC 6761, RFC 6762, RFC 8375).
_NOT_PUBLIC = re.compile(r"(?:.*\.)?(?:localhost|local|internal|intranet|lan|home\.arpa|invalid|test)")


def site_name(address: str) -> str | None:
    """Return the name of the public site that an address is of, or None when it is of none.

    One site has one name: `www.`, the port and capitals make no other. Machines without a name of their own
    (numbers, names of a home or an office network) are no public site.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    name = host.rstrip(".").removeprefix("www.")
    if parts.scheme not in ("http", "https") or len(name) > MOST_CHARACTERS:
        return None
    if not _NAME.fullmatch(name) or _NOT_PUBLIC.fullmatch(name):
        return None
    return name
