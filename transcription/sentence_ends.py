"""Tells where sentences end in transcribed French and English speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Written with a full stop that ends no sentence (without the stop, in small letters).
_ABBREVIATIONS = frozenset(
    [
        *[
            "m",
            "mm",
            "mme",
            "mmes",
            "mlle",
            "mlles",
            "me",
            "mgr",
            "dr",
            "dre",
            "pr",
            "prof",
            "st",
            "ste",
            "sts",
        ],
        *[
            "stes",
            "mr",
            "mrs",
            "ms",
            "jr",
            "sr",
            "hon",
            "gov",
            "sen",
            "rep",
            "av",
            "boul",
            "bld",
            "art",
            "no",
        ],
        *[
            "nos",
            "p",
            "pp",
            "vol",
            "ch",
            "cf",
            "c.-à-d",
            "p. ex",
            "ex",
            "vs",
            "env",
            "tél",
            "ext",
            "inc",
            "ltée",
        ],
        *["u.s", "u.k", "e.g", "i.e", "approx", "dept", "gén", "min", "max"],
    ]
)
_CLOSING_MARKS = "»”\"'’)]"
_ONLY_MARKS = re.compile(r"[?!.…»”\")\]]+")
_INITIALS = re.compile(r"(?:[a-zà-ÿ]\.?-?)+", re.IGNORECASE)
# A capital letter after a pause this long begins a sentence even where the engine wrote no full stop.
SENTENCE_PAUSE_SECONDS = 1.0


def ends_sentence(text: str, next_text: str | None) -> bool:
    """Tell whether a sentence ends with this word.

    Parameters
    ----------
    text : str
        The word with its punctuation.
    next_text : str or None
        The word after it by the same speaker; None at the end.
    """
    if next_text is not None and _ONLY_MARKS.fullmatch(next_text.strip()):
        # "Vraiment ?": the mark that stands alone closes the sentence, not the word before it.
        return False
    bare = text.strip().rstrip(_CLOSING_MARKS).rstrip()
    if bare.endswith(("?", "!")):
        return True
    if bare.endswith(("…", "...")):
        return next_text is None or not _begins_small(next_text)
    return bare.endswith(".") and not _is_dotted_inside(bare, next_text)


def _is_dotted_inside(bare: str, next_text: str | None) -> bool:
    """Tell whether a full stop belongs to an abbreviation, initials or a number that goes on."""
    if next_text is None:
        return False
    # "l'art." is a word like another; only what stands before the hyphen or alone is looked up: "St-Jean".
    stem = bare[:-1].lower().lstrip("«“\"'(")
    if stem in _ABBREVIATIONS or stem.endswith(("-st", "-ste")):
        return True
    if len(stem) == 1 and stem.isalpha() and next_text[:1].isupper():
        return True
    if "." in stem and _INITIALS.fullmatch(stem):
        return _begins_small(next_text)
    if stem[-1:].isdigit() and next_text[:1].isdigit():
        return True
    return _begins_small(next_text)


def _begins_small(text: str) -> bool:
    letters = text.lstrip("«“\"'’(- ")
    return letters[:1].islower()


def sentence_ranges(texts: Sequence[str], pauses_seconds: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """Split one speaker's words into sentences.

    Parameters
    ----------
    texts : sequence of str
        Words with punctuation.
    pauses_seconds : sequence of float
        Silence after each word; the last one does not matter.

    Returns
    -------
    tuple of (first, end)
        Half-open ranges that follow each other and cover all words.
    """
    ranges: list[tuple[int, int]] = []
    first = 0
    for index, text in enumerate(texts):
        following = texts[index + 1] if index + 1 < len(texts) else None
        if _ONLY_MARKS.fullmatch(text.strip()) and index > first:
            # A mark that stands alone ends what the word before it would have ended.
            text = texts[index - 1].strip() + text.strip()
        if (
            following is None
            or ends_sentence(text, following)
            or _ends_by_pause(following, pauses_seconds[index])
        ):
            ranges.append((first, index + 1))
            first = index + 1
    return tuple(ranges)


def _ends_by_pause(next_text: str | None, pause_seconds: float) -> bool:
    return next_text is not None and pause_seconds >= SENTENCE_PAUSE_SECONDS and next_text[:1].isupper()
