"""Every sentence for people exists in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.services.showing.wording import CATALOGUE_FOLDER
from app.settings import PROJECT_ROOT

PLACES = re.compile(r"%\((\w+)\)s")
METHODS = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def sentences() -> Iterator[str]:
    found = extract_from_dir(PROJECT_ROOT, METHODS, {"templates/**.html": {"trimmed": "true"}}, KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        yield message[0] if isinstance(message, tuple) else message


@pytest.fixture(scope="module")
def english() -> dict[str, tuple[str, ...]]:
    with (CATALOGUE_FOLDER / "en.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    assert not list(catalogue.check())
    return {
        message.id[0] if isinstance(message.id, tuple | list) else message.id: tuple(message.string)
        if isinstance(message.string, tuple | list)
        else (message.string,)
        for message in catalogue
        if message.id
    }


def test_every_sentence_has_its_english(english):
    missing = sorted({one for one in sentences() if not all(english.get(one, ("",)))})
    assert not missing


def test_no_english_is_left_of_a_sentence_that_is_gone(english):
    assert not sorted(set(english) - set(sentences()))


def test_both_languages_fill_the_same_places(english):
    wrong = [
        french
        for french, translated in english.items()
        for one in translated
        if set(PLACES.findall(french)) != set(PLACES.findall(one))
    ]
    assert not wrong
