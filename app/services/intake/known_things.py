"""The error of a name that the archive does not know, with the names that it does know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import NotFound


@dataclass(frozen=True, slots=True)
class KnownThing:
    """Something that has a page of its own."""

    page: str
    slug: str
    name_fr: str
    name_en: str


class UnknownThing(NotFound):
    """Nothing has that slug; `known` holds what exists. The sentence has a place for %(slug)s."""

    def __init__(self, message: str, slug: str, known: Iterable[KnownThing]) -> None:
        super().__init__(message, slug=slug)
        self.slug = slug
        self.known = tuple(known)
