"""Slugs: the readable part of an address."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 80


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; empty when the text has no letter or digit.

    >>> slugify("Hélène Œuvrard-D'Amour")
    'helene-oeuvrard-d-amour'
    """
    spelled = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    folded = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:MAX_LENGTH].rstrip("-")
