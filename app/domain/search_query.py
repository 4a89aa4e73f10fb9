"""What a reader asks of the search: the typed text, taken apart and capped, and the filters beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Literal

MAX_TEXT_CHARACTERS = 200
MAX_TERMS = 16
MAX_LIMIT = 100
MAX_OFFSET = 10_000
MAX_FILTER_VALUES = 50
# Normalising may shrink a text (combining accents), so the raw one may be longer; beyond this the work of
# normalising is not spent at all.
_MAX_RAW_CHARACTERS = 10 * MAX_TEXT_CHARACTERS

_QUOTED = re.compile(r'(-?)["«“„”»]([^"«“„”»]*)["«“„”»]')
_TERM = re.compile(r"[^\W_]+")
_EXCLUDED = re.compile(r"-(?=\w)")


class QueryRefused(ValueError):
    """A query that is not searched.

    `code` says why: too_long, too_many_terms, empty (signs without any letter or digit, or only exclusions),
    limit_out_of_range, offset_out_of_range, too_many_filters, unknown_sort.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A typed text taken apart. All three empty: nothing was typed, everything is wanted.

    Attributes
    ----------
    words : tuple of str
        Words in the order typed, without surrounding punctuation; « Okafor-Lavoie », « l'école » stay whole.
    phrases : tuple of str
        What stood in quotes: words that must follow each other.
    excluded : tuple of str
        Words or phrases typed with a hyphen before them: passages with them are left out.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.words or self.phrases or self.excluded)


@dataclass(frozen=True)
class SearchQuery:
    """A text and filters; values of one filter widen it, different filters narrow each other.

    Attributes
    ----------
    text : str
        As typed; see `parse_query`. Blank: every passage that passes the filters.
    leader, party, theme, speaker, status : tuple of str
        Slugs, roles and statuses; empty: any.
    year : tuple of int
        Years of recording; empty: any.
    from_on, to_on : date or None
        First and last day of recording, both included.
    sort : str
        'relevance', or 'date' for the latest recording first and the order of speech within it.
    limit, offset : int
        1..100 hits from 0..10,000 on.

    Raises
    ------
    QueryRefused
        At construction, so that no adapter ever meets a query beyond the caps.
    """

    text: str = ""
    leader: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    language: str | None = None
    campaign: str | None = None
    sort: Literal["relevance", "date"] = "relevance"
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise QueryRefused("limit_out_of_range")
        if not 0 <= self.offset <= MAX_OFFSET:
            raise QueryRefused("offset_out_of_range")
        if self.sort not in ("relevance", "date"):
            raise QueryRefused("unknown_sort")
        values = (getattr(self, field.name) for field in fields(self))
        if any(isinstance(value, tuple) and len(value) > MAX_FILTER_VALUES for value in values):
            raise QueryRefused("too_many_filters")
        _ = self.parsed

    @cached_property
    def parsed(self) -> ParsedText:
        """The text taken apart."""
        return parse_query(self.text)


def parse_query(text: str) -> ParsedText:
    """Take a typed text apart into words, quoted phrases and exclusions.

    There is no other syntax and no nesting: parentheses, operators and colons are punctuation. The caps are
    checked before anything else looks at the text.

    Parameters
    ----------
    text : str
        Anything a person or a machine may send.

    Raises
    ------
    QueryRefused
        too_long: over 200 characters once normalised (NFKC, control characters dropped, runs of blanks made
        one); too_many_terms: over 16 runs of letters and digits; empty: signs but no word to search for.
    """
    normal = _normalised(text)
    if len(normal) > MAX_TEXT_CHARACTERS:
        raise QueryRefused("too_long")
    if len(_TERM.findall(normal)) > MAX_TERMS:
        raise QueryRefused("too_many_terms")
    phrases: list[str] = []
    excluded: list[str] = []
    for hyphen, inside in _QUOTED.findall(normal):
        if _TERM.search(inside):
            (excluded if hyphen else phrases).append(inside.strip())
    words: list[str] = []
    for chunk in _QUOTED.sub(" ", normal).split():
        if _TERM.search(chunk):
            (excluded if _EXCLUDED.match(chunk) else words).append(_without_edges(chunk))
    if normal and not words and not phrases:
        raise QueryRefused("empty")
    return ParsedText(tuple(words), tuple(phrases), tuple(excluded))


def _normalised(text: str) -> str:
    if len(text) > _MAX_RAW_CHARACTERS:
        raise QueryRefused("too_long")
    spaced = (" " if character.isspace() else character for character in unicodedata.normalize("NFKC", text))
    # Category C: control, format, surrogate, private, unassigned. None of them can be said aloud.
    kept = (character for character in spaced if not unicodedata.category(character).startswith("C"))
    return " ".join("".join(kept).split())


def _without_edges(chunk: str) -> str:
    terms = list(_TERM.finditer(chunk))
    return chunk[terms[0].start() : terms[-1].end()]
