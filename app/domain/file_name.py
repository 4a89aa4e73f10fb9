"""Names of files as a sender's device gave them, made fit to store and to print."""

from __future__ import annotations

import unicodedata

MOST_CHARACTERS = 200
NAMELESS = "enregistrement"


def clean_file_name(given: str) -> str:
    """Return the last part of a path as one line of visible text, at most 200 characters, never empty.

    Devices send `C:\\fakepath\\a.mov`, hidden direction marks and lone surrogates; the ending, which tells
    a person the kind of file, survives the cut.
    """
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    name = " ".join(visible.split()).strip(" .") or NAMELESS
    if len(name) <= MOST_CHARACTERS:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = f".{ending}" if dot and len(ending) <= 10 else ""
    return (stem if kept else name)[: MOST_CHARACTERS - len(kept)] + kept
