"""What a reader typed, made plain: one paragraph, no sign that hides or turns other signs round."""

from __future__ import annotations

import re
import unicodedata

from app.domain.transcript_edit import spoken_tokens

MOST_CHARACTERS = 2000
_ADDRESS = re.compile(
    r"https?:|www\.|\[/?url|<\s*/?\s*a\b|\b[\w-]+\.(?:com|net|org|info|ru|cn|xyz|top)\b", re.I
)


def plain_text(typed: str) -> str:
    """Return the text as transcripts keep it: one line in NFC, plain spaces and apostrophes, no hidden sign.

    Typography is the pages' work: a space before « ? » makes no other text. Done twice, nothing more changes.
    """
    kept = "".join(
        " " if one.isspace() else one
        for one in unicodedata.normalize("NFC", typed)
        # Formatting characters (Cf) can hide words or turn them round; the others say nothing.
        if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(spoken_tokens(unicodedata.normalize("NFC", kept).replace("’", "'")))


def most_characters(passage_text: str) -> int:
    """Return how long a correction of that passage may be."""
    return max(MOST_CHARACTERS, 2 * len(passage_text))


def brings_address(typed: str, passage_text: str) -> bool:
    """Tell whether a text holds a Web address that the passage does not hold: nobody speaks in links."""
    known = set(_ADDRESS.findall(passage_text.casefold()))
    return any(found not in known for found in _ADDRESS.findall(typed.casefold()))
