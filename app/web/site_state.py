"""What the site holds while it runs, and what each request takes from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.archive import Archive
from app.domain.page_addresses import language_of_path, parameter_name
from app.services.showing.reader import Reader
from app.services.showing.ribbon_shelf import RibbonShelf
from app.services.showing.wording import Wording
from app.web.page_templates import PageTemplates

MAX_VALUES = 50
MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Site:
    """The archive being served, and what pages are made with."""

    archive: Archive
    templates: PageTemplates
    shelf: RibbonShelf
    security_headers: tuple[tuple[str, str], ...]
    embed_headers: tuple[tuple[str, str], ...]

    def words(self, language: str) -> Wording:
        """Return the wording of a language."""
        return self.templates.words(language)


def get_site(request: Request) -> Site:
    """Return the site that answers the request."""
    return cast(Site, request.app.state.site)


def get_session(site: Annotated[Site, Depends(get_site)]) -> Iterator[Session]:
    """Open a reading session for one request."""
    with site.archive.database.read() as session:
        yield session


SiteParameter = Annotated[Site, Depends(get_site)]
SessionParameter = Annotated[Session, Depends(get_session, scope="function")]


def get_reader(request: Request, site: SiteParameter, session: SessionParameter) -> Reader:
    """Return the reader of the page: its language is that of the address."""
    words = site.words(language_of_path(request.url.path))
    return Reader(session, words, site.shelf)


ReaderParameter = Annotated[Reader, Depends(get_reader)]


def asked(request: Request, parameter: str, language: str) -> tuple[str, ...]:
    """Return the values of a parameter under its name in that language, each once, capped."""
    values = request.query_params.getlist(parameter_name(parameter, language))
    kept = dict.fromkeys(value[:MAX_VALUE_CHARACTERS] for value in values if value)
    return tuple(kept)[:MAX_VALUES]


def asked_once(request: Request, parameter: str, language: str) -> str | None:
    """Return the first value of a parameter, or None."""
    return next(iter(asked(request, parameter, language)), None)
