"""The words that turn a sentence into its opposite, in French and English: losing one changes a position."""

from __future__ import annotations

import re

_NEGATIONS = {
    "fr": frozenset(
        {"ne", "n", "pas", "plus", "jamais", "rien", "aucun", "aucune", "personne", "nul", "nulle", "ni"}
        | {"sans", "non", "sauf", "contre", "moins"}
    ),
    "en": frozenset(
        {"no", "not", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot"}
        | {"against", "except", "less"}
    ),
}
_PART = re.compile(r"[^\W\d_]+")
_ENGLISH_ENDING = re.compile(r"n['’]t\b", re.IGNORECASE)


def is_negation(text: str, language: str) -> bool:
    """Tell whether a written word negates, or turns a quantity or a side round ("less", « contre »)."""
    if language == "en" and _ENGLISH_ENDING.search(text):
        return True
    known = _NEGATIONS["en" if language == "en" else "fr"]
    return any(part in known for part in _PART.findall(text.lower()))
