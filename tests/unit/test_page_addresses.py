"""The table of pages and addresses."""

from __future__ import annotations

import pytest

from app.domain.page_addresses import LANGUAGES, PAGES, address, language_of_path, path_template


@pytest.mark.parametrize("page", PAGES)
def test_the_language_can_be_read_from_every_address(page):
    for language in LANGUAGES:
        assert language_of_path(path_template(page, language)) == language


def test_no_two_pages_share_an_address():
    templates = [path_template(page, language) for page in PAGES for language in LANGUAGES]
    assert len(templates) == len(set(templates))


def test_parameters_go_by_the_words_of_the_language():
    assert address("compare", "fr", theme=["a", "b"], leader="c") == "/comparer?theme=a&theme=b&chef=c"
    assert address("compare", "en", theme=["a"], leader="c") == "/en/compare?theme=a&leader=c"


def test_what_is_empty_is_left_out_and_what_is_odd_is_quoted():
    assert address("search", "fr", q="", theme=None) == "/recherche"
    assert address("leader", "fr", slug="a/../b?c") == "/chefs/a%2F..%2Fb%3Fc"


def test_a_path_that_begins_like_english_is_still_french():
    assert language_of_path("/entrevues/x") == "fr"
