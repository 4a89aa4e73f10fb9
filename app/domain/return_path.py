"""Where the sign-in page may lead afterwards: pages of the studio, and nothing else."""

from __future__ import annotations

STUDIO = "/atelier"
_LONGEST = 500
# Doors: leading to them after signing in would lead out again.
_DOORS = ("/atelier/connexion", "/atelier/sortie")


def safe_return_path(wished: str) -> str:
    """Return the page that one wished for if it is one of the studio's, else the studio itself.

    An address that a browser could take for another site's is none: no scheme, host or backslash (browsers
    read it as a slash), no dots that climb out, no control characters (browsers drop them).
    """
    path = wished.partition("?")[0]
    is_plain = len(wished) <= _LONGEST and wished.isascii() and wished.isprintable() and "\\" not in wished
    is_studio = path == STUDIO or path.startswith(f"{STUDIO}/")
    has_oddities = "//" in path or "/." in path or "%" in path or path.startswith(_DOORS)
    return wished if is_plain and is_studio and not has_oddities else STUDIO
