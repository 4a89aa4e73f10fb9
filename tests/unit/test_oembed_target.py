"""Which of our pages a pasted address asks to show, and at which moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.oembed_target import OembedTarget, parse_oembed_target

SITE = "https://franquette.example"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/extraits/bcdfgh2345", OembedTarget("clip", "bcdfgh2345", "fr")),
        ("/en/clips/bcdfgh2345", OembedTarget("clip", "bcdfgh2345", "en")),
        ("/embed/extraits/bcdfgh2345", OembedTarget("clip", "bcdfgh2345", "fr")),
        ("/en/embed/clips/bcdfgh2345?x=1", OembedTarget("clip", "bcdfgh2345", "en")),
        ("/passages/abc", OembedTarget("passage", "abc", "fr")),
        ("/entrevues/savard", OembedTarget("interview", "savard", "fr")),
        ("/entrevues/savard#t=12.5,20", OembedTarget("interview", "savard", "fr", 12.5, 20.0)),
        ("/en/interviews/savard?t=12.5,20", OembedTarget("interview", "savard", "en", 12.5, 20.0)),
        ("/entrevues/savard?t=1%2C2#t=3,4", OembedTarget("interview", "savard", "fr", 3.0, 4.0)),
        ("/entrevues/savard#t=90", OembedTarget("interview", "savard", "fr", 90.0, None)),
        ("/entrevues/savard#t=20,12", OembedTarget("interview", "savard", "fr")),
        ("/entrevues/savard#texte", OembedTarget("interview", "savard", "fr")),
    ],
)
def test_an_address_of_ours_names_a_page_its_language_and_its_moment(path: str, target) -> None:
    assert parse_oembed_target(SITE + path, SITE) == target


def test_a_site_below_a_path_is_known_by_it() -> None:
    found = parse_oembed_target(
        "https://example.org/archive/en/clips/bcdfgh2345", "https://example.org/archive"
    )
    assert found == OembedTarget("clip", "bcdfgh2345", "en")


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/extraits/bcdfgh2345",
        "https://franquette.example@elsewhere.example/extraits/bcdfgh2345",
        "https://user:pass@franquette.example/extraits/bcdfgh2345",
        "https://franquette.example.elsewhere.example/extraits/bcdfgh2345",
        "https://franquette.example:8443/extraits/bcdfgh2345",
        "javascript:alert(document.domain)//franquette.example/extraits/bcdfgh2345",
        "file:///extraits/bcdfgh2345",
        "//franquette.example/extraits/bcdfgh2345",
        "https://[::1/extraits/bcdfgh2345",
        "https://franquette.example:port/extraits/bcdfgh2345",
        "https://franquette.example/atelier",
        "https://franquette.example/extraits/" + "b" * 5000,
        "",
    ],
)
def test_an_address_of_others_names_nothing(url: str) -> None:
    assert parse_oembed_target(url, SITE) is None


@given(st.text(max_size=200))
def test_any_end_of_an_address_is_read_without_fault(end: str) -> None:
    found = parse_oembed_target(f"{SITE}/entrevues/savard{end}", SITE)
    if found is not None and found.end_seconds is not None:
        assert found.start_seconds is not None and found.start_seconds < found.end_seconds
