"""Typography by code: sources keep plain spaces and straight apostrophes, readers get the right ones.

French: a narrow no-break space (U+202F) before ; ? ! and inside « », a no-break space (U+00A0) before
a colon and a percent sign, the typographic apostrophe. English: curly quotes and apostrophes.
Addresses, code between backticks, tags, character entities and times such as 12:05 stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

NARROW = "\u202f"
NO_BREAK = "\u00a0"

_PROTECTED = re.compile(
    r"((?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}|`[^`]*`|</?[A-Za-z][^<>]*>|&#?\w{1,12};)"
)
# Most words of a long transcript: looking once is ten times faster than eight substitutions.
_NOTHING_TO_DO = re.compile(r"[^'\"«»?!;:%]*\Z")
_SPACES = "[ \u00a0\u2009\u202f]*"
_HIGH_MARKS = re.compile(rf"([^\s«(\[{{?!;]){_SPACES}([?!;]+)(?=$|[\s)\]}}»”\"’'.,…])")
_COLON = re.compile(rf"([^\W_]|[)\]»”’%]){_SPACES}:(?=\s|$)")
_OPENING = re.compile(rf"«{_SPACES}(?=[^\s»])")
_CLOSING = re.compile(rf"([^\s«]){_SPACES}»")
_PERCENT = re.compile(r"(?<=\w) (?=%%?(?:[\s.,;:)!?]|$))")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w%«<{])")
_ENGLISH_APOSTROPHE = re.compile(r"(?<=\w)'")
_OPENING_QUOTE = re.compile(r'(^|[\s(\[{—–-])"(?=\S)')


@lru_cache(maxsize=16_384)
def typeset(text: str, language: str) -> str:
    """Return the text with the typography of its language; applying it twice changes nothing more."""
    if _NOTHING_TO_DO.match(text):
        return text
    if language == "fr":
        return _outside_protected(text, _typeset_french)
    if language == "en":
        return _outside_protected(text, _typeset_english)
    return text


# The few thousand words of a language are most of what anybody says.
@lru_cache(maxsize=16_384)
def typeset_word(word: str, language: str) -> str:
    """Return one spoken word; a mark that stands alone carries its own no-break space."""
    typed = typeset(word, language)
    if typed.endswith("'"):
        typed = typed[:-1] + "’"
    if language == "fr" and typed and all(mark in "?!;»" for mark in typed):
        return NARROW + typed
    return NO_BREAK + typed if language == "fr" and typed == ":" else typed


def typeset_spans(text: str, language: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Return the text with its typography, cut into (piece, is inside a span) pairs.

    Parameters
    ----------
    spans : sequence of (int, int)
        Half-open, in characters of `text`, in order and without overlap; what lies outside is left out.
    """
    typed = typeset(text, language)
    places = _new_places(text, typed)
    pieces: list[tuple[str, bool]] = []
    cursor = 0
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            continue
        first, last = places[start], places[end - 1] + 1
        if first < cursor:
            continue
        pieces += [(typed[cursor:first], False), (typed[first:last], True)]
        cursor = last
    pieces.append((typed[cursor:], False))
    return tuple(piece for piece in pieces if piece[0])


def _new_places(text: str, typed: str) -> list[int]:
    """Return where each character went: typography changes spaces, and other characters one for one."""
    places: list[int] = []
    new = 0
    for character in text:
        if not character.isspace():
            while new < len(typed) and typed[new].isspace():
                new += 1
        places.append(min(new, len(typed)))
        if not character.isspace() or (new < len(typed) and typed[new].isspace()):
            new += 1
    return [*places, len(typed)]


def _outside_protected(text: str, change: Callable[[str], str]) -> str:
    pieces = _PROTECTED.split(text)
    return "".join(piece if index % 2 else change(piece) for index, piece in enumerate(pieces))


def _typeset_french(text: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    text = _OPENING.sub("«" + NARROW, text)
    text = _CLOSING.sub(rf"\1{NARROW}»", text)
    text = _HIGH_MARKS.sub(rf"\1{NARROW}\2", text)
    text = _COLON.sub(rf"\1{NO_BREAK}:", text)
    return _PERCENT.sub(NO_BREAK, text)


def _typeset_english(text: str) -> str:
    text = _OPENING_QUOTE.sub(r"\1“", text)
    text = text.replace('"', "”")
    return _ENGLISH_APOSTROPHE.sub("’", text)
