"""The one table of public pages and their addresses, French at the root and English under /en."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

LANGUAGES = ("fr", "en")

PAGES: Mapping[str, tuple[str, str]] = {
    "home": ("/", "/en"),
    "campaign": ("/campagnes/{slug}", "/en/campaigns/{slug}"),
    "leaders": ("/chefs", "/en/leaders"),
    "leader": ("/chefs/{slug}", "/en/leaders/{slug}"),
    "themes": ("/themes", "/en/themes"),
    "theme": ("/themes/{slug}", "/en/themes/{slug}"),
    "compare": ("/comparer", "/en/compare"),
    "interview": ("/entrevues/{slug}", "/en/interviews/{slug}"),
    "passage": ("/passages/{id}", "/en/passages/{id}"),
    "correct": ("/passages/{id}/corriger", "/en/passages/{id}/correct"),
    "make_clip": ("/entrevues/{slug}/extrait", "/en/interviews/{slug}/clip"),
    "clip": ("/extraits/{id}", "/en/clips/{id}"),
    "embed_clip": ("/embed/extraits/{id}", "/en/embed/clips/{id}"),
    "embed_passage": ("/embed/passages/{id}", "/en/embed/passages/{id}"),
    "embed_moment": ("/embed/entrevues/{slug}", "/en/embed/interviews/{slug}"),
    "listen": ("/ecouter", "/en/listen"),
    "corrections": ("/chefs/{slug}/corrections", "/en/leaders/{slug}/corrections"),
    "search": ("/recherche", "/en/search"),
    "method": ("/methode", "/en/method"),
    "open_data": ("/donnees", "/en/open-data"),
}

CLIP_FEEDS: Mapping[str, str] = {"fr": "/flux/extraits.atom", "en": "/en/feeds/clips.atom"}

# What a page's address may carry after its `?`, by the name that code uses.
PARAMETERS: Mapping[str, tuple[str, str]] = {
    "campaign": ("campagne", "campaign"),
    "leader": ("chef", "leader"),
    "party": ("parti", "party"),
    "theme": ("theme", "theme"),
    "speaker": ("voix", "speaker"),
    "year": ("annee", "year"),
    "status": ("statut", "status"),
    "sort": ("tri", "sort"),
    "page": ("page", "page"),
    "first": ("de", "from"),
    "last": ("a", "to"),
    "received": ("recue", "received"),
    "q": ("q", "q"),
    "moment": ("t", "t"),
}

ParameterValue = str | int | Iterable[str] | None
_PLACE = re.compile(r"\{(\w+)\}")


def _index(language: str) -> int:
    return LANGUAGES.index(language)


def path_template(page: str, language: str) -> str:
    """Return the path of a page with its places in braces."""
    return PAGES[page][_index(language)]


def parameter_name(parameter: str, language: str) -> str:
    """Return how the addresses of a language call a parameter."""
    return PARAMETERS[parameter][_index(language)]


def address(page: str, language: str, /, **values: ParameterValue) -> str:
    """Return the address of a page; what has no place in its path goes after the `?`."""
    template = path_template(page, language)
    places = _places(template)
    path = template.format(**{name: quote(str(values[name]), safe="") for name in places})
    pairs = [
        (parameter_name(name, language), single)
        for name, value in values.items()
        if name not in places
        for single in _singles(value)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


@lru_cache
def _places(template: str) -> tuple[str, ...]:
    return tuple(_PLACE.findall(template))


def language_of_path(path: str) -> str:
    """Return the language of a page's address."""
    return "en" if path == "/en" or path.startswith("/en/") else "fr"


def _singles(value: ParameterValue) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, str | int):
        return (str(value),)
    return tuple(value)
