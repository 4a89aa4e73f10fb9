"""Which page of ours an address names."""

from __future__ import annotations

import pytest

from app.domain.mention_target import MentionTarget, is_own_host, parse_target

OURS = "https://franquette.example"
CLIP = MentionTarget("clip", "abcdefghij")


@pytest.mark.parametrize(
    "path",
    [
        "/extraits/abcdefghij",
        "/en/clips/abcdefghij",
        "/embed/extraits/abcdefghij",
        "/en/embed/clips/abcdefghij",
        "/extraits/abcdefghij#t=1,2",
        "/extraits/abcdefghij?utm_source=blogue&x#t=1",
        "/extraits/abcdefghij?",
    ],
)
def test_all_addresses_of_a_clip_name_it(path: str) -> None:
    assert parse_target(OURS + path, OURS) == CLIP


def test_interviews_and_passages_are_named_in_both_languages() -> None:
    interview, passage = MentionTarget("interview", "savard-2026"), MentionTarget("passage", "0123456789")
    for language in ("fr", "en"):
        assert parse_target(OURS + interview.path_in(language) + "#t=12.5,20", OURS) == interview
        assert parse_target(OURS + passage.path_in(language), OURS) == passage
    assert interview.path == "/entrevues/savard-2026"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/extraits/abcdefghij",
        f"{OURS}/",
        f"{OURS}/chefs/savard",
        f"{OURS}/extraits/",
        f"{OURS}/extraits/abcdefghij/",
        f"{OURS}/extraits/abcdefghij/autre",
        f"{OURS}/passages/0123456789/corriger",
        f"{OURS}/atelier",
        f"{OURS}//extraits/abcdefghij",
        "https://ailleurs.example/extraits/abcdefghij",
        "https://franquette.example.ailleurs.example/extraits/abcdefghij",
        "https://franquette.example:8443/extraits/abcdefghij",
        "https://a@franquette.example/extraits/abcdefghij",
        "https://ailleurs.example#https://franquette.example/extraits/abcdefghij",
        "ftp://franquette.example/extraits/abcdefghij",
        "https://[::1/extraits/abcdefghij",
        f"{OURS}/extraits/" + "a" * 3000,
    ],
)
def test_other_pages_and_other_sites_are_no_targets(url: str) -> None:
    assert parse_target(url, OURS) is None


def test_host_and_scheme_may_be_written_in_other_ways() -> None:
    for url in (
        "http://franquette.example",
        "https://FRANQUETTE.example:443",
        "http://franquette.example:80",
    ):
        assert parse_target(f"{url}/extraits/abcdefghij", OURS) == CLIP
    assert parse_target("http://127.0.0.1:8000/extraits/abcdefghij", "http://127.0.0.1:8000") == CLIP
    assert parse_target("http://127.0.0.1/extraits/abcdefghij", "http://127.0.0.1:8000") is None


def test_a_site_in_a_folder_is_known_by_it() -> None:
    ours = "https://journal.example/entrevues-orales"
    assert parse_target(f"{ours}/extraits/abcdefghij", ours) == CLIP
    assert parse_target("https://journal.example/extraits/abcdefghij", ours) is None


def test_our_own_host_is_known() -> None:
    assert is_own_host("FRANQUETTE.example", OURS)
    assert is_own_host("franquette.example.", OURS)
    assert not is_own_host("blogue.franquette.example", OURS)
