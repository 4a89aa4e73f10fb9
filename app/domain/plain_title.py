"""A title found on a page elsewhere, as plain text that can't harm the page that shows it."""

from __future__ import annotations

import unicodedata

LONGEST_TITLE = 200
# Unassigned and private characters show as boxes; surrogates can't be stored; control and format characters
# turn the direction of what follows, or hide.
_UNWANTED = {"Cc", "Cf", "Cn", "Co", "Cs"}
# Joins letters in some scripts, and emoji.
_JOINERS = "\u200c\u200d"
_MOST_MARKS_IN_ROW = 3


def plain_title(text: str) -> str:
    """Return the title on one line, at most 200 characters, without control or direction characters."""
    spaced = "".join(" " if one.isspace() or unicodedata.category(one) == "Cc" else one for one in text)
    kept: list[str] = []
    marks = 0
    for one in unicodedata.normalize("NFC", spaced[: 20 * LONGEST_TITLE]):
        category = unicodedata.category(one)
        if category in _UNWANTED and one not in _JOINERS:
            continue
        # Piles of accents reach into the lines above and below.
        marks = marks + 1 if category.startswith("M") else 0
        if marks <= _MOST_MARKS_IN_ROW:
            kept.append(one)
    line = " ".join("".join(kept).split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"
