"""What a reader typed, made plain: one paragraph, no sign that hides or turns other signs round."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 2000
_ADDRESS = re.compile(
    r"https?:|www\.|\[/?url|<\s*/?\s*a\b|\b[\w-]+\.(?:com|net|org|info|ru|cn|xyz|top)\b", re.I
)


def plain_text(typed: str) -> str:
    """Return the text as one line in NFC, without control and formatting characters; stable when repeated."""
    kept = "".join(
        " " if one.isspace() else one
        for one in unicodedata.normalize("NFC", typed)
        # Formatting characters (Cf) can hide words or turn them round; surrogates and private ones say nothing.
        if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def most_characters(passage_text: str) -> int:
    """Return how long a correction of that passage may be."""
    return max(MOST_CHARACTERS, 2 * len(passage_text))


def brings_address(typed: str, passage_text: str) -> bool:
    """Tell whether a text holds a Web address that the passage does not hold: nobody speaks in links."""
    known = set(_ADDRESS.findall(passage_text.casefold()))
    return any(found not in known for found in _ADDRESS.findall(typed.casefold()))
