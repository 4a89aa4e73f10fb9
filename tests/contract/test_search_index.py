"""What every search index does, whichever engine is behind it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.search_query import QueryRefused, SearchQuery
from app.search.meilisearch_index import MeilisearchIndex
from app.search.misheard_words import MisheardWord, MisheardWords
from app.search.passage_documents import PassageDocument
from app.search.search_index import FACETS, SearchIndex, SearchPage, open_index

SERVER = os.environ.get("FRANQUETTE_TEST_MEILISEARCH_URL", "")
ADAPTERS = [
    "tantivy",
    pytest.param(
        "meilisearch",
        marks=pytest.mark.skipif(
            not SERVER, reason="no Meilisearch server: set FRANQUETTE_TEST_MEILISEARCH_URL (and _KEY)"
        ),
    ),
]


def passage(number: int, text: str, **values: object) -> PassageDocument:
    document = PassageDocument(
        passage_id=f"passage{number:03d}",
        interview_slug="savard-2026",
        leader_slug="helene-savard",
        leader_name="Hélène Savard",
        party_slug="littoral",
        campaign_slug="automne-2026",
        theme_slugs=("open-data",),
        speaker_role="leader",
        status="machine",
        language="fr",
        text=text,
        start_seconds=10.0 * number,
        end_seconds=10.0 * number + 8.0,
        recorded_on=date(2026, 8, 14),
    )
    return replace(document, **values)  # type: ignore[arg-type]


TESSIER = {"leader_slug": "marc-andre-tessier", "party_slug": "alliance", "interview_slug": "tessier-2026"}
ARCHIVE = (
    passage(1, "Toutes les données seront ouvertes par défaut, sous une licence libre."),
    passage(2, "Nous allons brancher chaque maison à la fibre optique, y compris sur la Côte-Nord.",
            theme_slugs=("broadband",), status="checked"),
    passage(3, "Le gouvernement va investir six cents millions de dollars.", theme_slugs=("broadband",)),
    passage(4, "L’école enseigne la programmation ; les programmes des cégeps sont vides.",
            theme_slugs=("education",), recorded_on=date(2012, 8, 20), **TESSIER),
    passage(5, "Ma dame au quafor la voix, vous est au téléphone.", speaker_role="interviewer",
            theme_slugs=(), **TESSIER),
    passage(6, "J'aime bien l'idée de donner des ouverts, mais il faut protéger la vie privée.",
            theme_slugs=("open-data", "privacy"), recorded_on=date(2026, 8, 29), **TESSIER),
    passage(7, "The contracts will be public, and taxpayers can read the policies.", language="en",
            theme_slugs=("open-data",), campaign_slug=None, recorded_on=date(2026, 9, 5), **TESSIER),
)  # fmt: skip


@pytest.fixture(scope="module", params=ADAPTERS)
def make_index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], SearchIndex]:
    def make() -> SearchIndex:
        if request.param == "tantivy":
            return open_index("", "", tmp_path_factory.mktemp("index"))
        key = os.environ.get("FRANQUETTE_TEST_MEILISEARCH_KEY", "")
        return MeilisearchIndex(SERVER, key, name=f"test-{uuid.uuid4().hex[:8]}")

    return make


@pytest.fixture(scope="module")
def archive(make_index: Callable[[], SearchIndex]) -> Iterator[SearchIndex]:
    index = make_index()
    assert index.replace_all(ARCHIVE) == len(ARCHIVE)
    yield index
    index.close()


@pytest.fixture
def empty(make_index: Callable[[], SearchIndex]) -> Iterator[SearchIndex]:
    index = make_index()
    yield index
    index.close()


def found(page: SearchPage) -> list[int]:
    return [int(hit.passage_id[-3:]) for hit in page.hits]


def first(index: SearchIndex, text: str) -> tuple[int, str, list[str]]:
    hit = index.search(SearchQuery(text=text)).hits[0]
    return int(hit.passage_id[-3:]), hit.match, [hit.text[start:end] for start, end in hit.highlights]


@pytest.mark.parametrize(
    ("typed", "number", "match", "shown"),
    [
        ("donnees ouvertes", 1, "exact", ["données", "ouvertes"]),
        ("DONNÉE OUVERTE", 1, "exact", ["données", "ouvertes"]),
        ("fibre obtique", 2, "close", ["fibre", "optique"]),
        ("cote nord", 2, "exact", ["Côte", "Nord"]),
        ("Côte-Nord", 2, "exact", ["Côte", "Nord"]),
        ("600 millions", 3, "exact", ["six cents millions"]),
        ("600 000 000", 3, "exact", ["six cents millions"]),
        ("six cents millions", 3, "exact", ["six cents millions"]),
        ("l'ecole", 4, "exact", ["école"]),
        ("Okafor-Lavoie", 5, "sound", ["au quafor", "la voix"]),
        ("policy", 7, "exact", ["policies"]),
    ],
)
def test_words_are_found_as_written_as_slipped_and_as_heard(
    archive: SearchIndex, typed: str, number: int, match: str, shown: list[str]
) -> None:
    assert first(archive, typed) == (number, match, shown)


def test_exact_passages_come_before_those_that_only_sound_alike(archive: SearchIndex) -> None:
    page = archive.search(SearchQuery(text="données ouvertes"))
    assert found(page)[:2] == [1, 6]
    assert [hit.match for hit in page.hits[:2]] == ["exact", "sound"]


def test_words_in_quotes_must_follow_each_other(archive: SearchIndex) -> None:
    assert found(archive.search(SearchQuery(text='"par defaut"'))) == [1]
    assert found(archive.search(SearchQuery(text="« défaut par »"))) == []
    assert found(archive.search(SearchQuery(text='"licence"'))) == [1]
    assert found(archive.search(SearchQuery(text='"600 millions"'))) == [3]


def test_an_excluded_word_takes_passages_out(archive: SearchIndex) -> None:
    assert 6 in found(archive.search(SearchQuery(text="données")))
    assert 6 not in found(archive.search(SearchQuery(text="données -privée")))


def test_without_a_text_everything_comes_the_latest_day_first_in_spoken_order(archive: SearchIndex) -> None:
    page = archive.search(SearchQuery())
    assert page.total == len(ARCHIVE)
    assert found(page)[:2] == [7, 6]
    assert found(page)[-1] == 4
    assert [number for number in found(page) if number <= 3] == [1, 2, 3]
    assert all(hit.highlights == () for hit in page.hits)


def test_filters_narrow_and_values_of_one_filter_widen(archive: SearchIndex) -> None:
    def numbers(**values: object) -> set[int]:
        return set(found(archive.search(SearchQuery(**values))))  # type: ignore[arg-type]

    assert numbers(leader=("helene-savard",)) == {1, 2, 3}
    assert numbers(leader=("helene-savard", "marc-andre-tessier")) == {1, 2, 3, 4, 5, 6, 7}
    assert numbers(party=("alliance",), theme=("open-data",)) == {6, 7}
    assert numbers(speaker=("interviewer",)) == {5}
    assert numbers(status=("checked",)) == {2}
    assert numbers(year=(2012,)) == {4}
    assert numbers(from_on=date(2026, 8, 15), to_on=date(2026, 8, 29)) == {6}
    assert numbers(to_on=date(2012, 8, 20)) == {4}
    assert numbers(language="en") == {7}
    assert numbers(campaign="automne-2026") == {1, 2, 3, 4, 5, 6}
    assert numbers(leader=('x" OR leader = "helene-savard',)) == set()


def test_a_facet_is_counted_with_the_other_filters_but_not_its_own(archive: SearchIndex) -> None:
    page = archive.search(SearchQuery(leader=("helene-savard",), year=(2026,)))
    assert page.total == 3
    assert set(page.facets) == set(FACETS)
    assert dict(page.facets["leader"]) == {"helene-savard": 3, "marc-andre-tessier": 3}
    assert dict(page.facets["theme"]) == {"open-data": 1, "broadband": 2}
    assert dict(page.facets["year"]) == {"2026": 3}
    assert dict(page.facets["status"]) == {"machine": 2, "checked": 1}
    assert dict(page.facets["party"]) == {"littoral": 3}


def test_pages_follow_each_other_without_gap_or_repetition(archive: SearchIndex) -> None:
    pages = [archive.search(SearchQuery(limit=2, offset=offset)) for offset in (0, 2, 4, 6, 8)]
    assert [number for page in pages for number in found(page)] == found(archive.search(SearchQuery()))
    assert {page.total for page in pages} == {7}
    assert archive.search(SearchQuery(offset=10_000)).hits == ()


def test_sorted_by_date_the_latest_recording_comes_first(archive: SearchIndex) -> None:
    page = archive.search(SearchQuery(text="ouvertes", sort="date"))
    days = [hit.recorded_on for hit in page.hits]
    assert days == sorted(days, reverse=True)
    assert set(found(page)) == {1, 6}


def test_a_slip_is_put_right_with_the_archives_own_spelling(archive: SearchIndex) -> None:
    assert archive.search(SearchQuery(text="cégebs vides")).suggestion == "cégeps vides"
    assert archive.search(SearchQuery(text="cégeps vides")).suggestion is None


def test_a_passage_is_replaced_added_and_taken_out(empty: SearchIndex) -> None:
    assert empty.count() == 0
    assert empty.search(SearchQuery(text="vote")).total == 0
    empty.upsert(ARCHIVE[:2])
    empty.upsert([replace(ARCHIVE[0], text="Le vote en ligne.", status="corrected")])
    assert empty.count() == 2
    assert found(empty.search(SearchQuery(text="vote"))) == [1]
    assert found(empty.search(SearchQuery(text="licence"))) == []
    empty.remove([ARCHIVE[0].passage_id, "unknown"])
    assert empty.count() == 1
    assert found(empty.search(SearchQuery(text="vote"))) == []


def test_replacing_all_leaves_nothing_of_before(empty: SearchIndex) -> None:
    empty.upsert(ARCHIVE)
    assert empty.replace_all(ARCHIVE[2:3]) == 1
    assert empty.count() == 1
    assert found(empty.search(SearchQuery())) == [3]
    assert empty.replace_all(()) == 0
    assert empty.search(SearchQuery()).hits == ()


# Invented, alike neither in spelling nor in sound: only the glossary tells that one stands for the other.
GLOSSARY = MisheardWords(
    [
        MisheardWord("Zébulon-Québitec", ("ces bulles en vitesse", "de la", "piquets")),
        MisheardWord("Wapikoni", ("va pique au nid",), campaign="automne-2026"),
    ]
)
MISHEARD = (
    passage(1, "Avec ces bulles en vitesse, tout ira mieux."),
    passage(2, "Avec ces bulles en vitesse, tout ira mieux.", status="checked"),
    passage(3, "Avec ces bulles, en vitesse, de la bière."),
    passage(4, "Le va pique au nid roule à la fibre."),
    passage(5, "Le va pique au nid roule à la fibre.", campaign_slug="printemps-2030"),
    passage(6, "Les studios Wapikoni, voilà.", status="corrected"),
)


@pytest.fixture(scope="module")
def misheard(make_index: Callable[[], SearchIndex]) -> Iterator[SearchIndex]:
    index = make_index()
    index.replace_all(MISHEARD)
    yield index
    index.close()


def test_a_word_known_to_be_misheard_is_found_by_what_was_written_in_its_place(misheard: SearchIndex) -> None:
    assert found(misheard.search(SearchQuery(text="zebulon"))) == []
    for typed in ("zebulon", "Québitec", "zébulon-québitec"):
        page = misheard.search(SearchQuery(text=typed), GLOSSARY)
        assert sorted(found(page)) == [1, 3]
        assert {hit.match for hit in page.hits} == {"sound"}
        shown = {hit.text[start:end] for hit in page.hits for start, end in hit.highlights}
        assert shown == {"ces bulles en vitesse", "ces bulles, en vitesse"}
        assert page.total == 2
        assert dict(page.facets["status"]) == {"machine": 2}


def test_what_is_misheard_in_one_campaign_is_found_in_that_campaign_alone(misheard: SearchIndex) -> None:
    page = misheard.search(SearchQuery(text="wapikoni"), GLOSSARY)
    assert found(page) == [6, 4]
    assert [hit.match for hit in page.hits] == ["exact", "sound"]


def test_the_other_words_of_a_query_are_wanted_beside_a_misheard_one(misheard: SearchIndex) -> None:
    page = misheard.search(SearchQuery(text="fibre wapikoni"), GLOSSARY)
    assert found(page)[0] == 4
    hit = page.hits[0]
    assert [hit.text[start:end] for start, end in hit.highlights] == ["va pique au nid", "fibre"]


def test_an_exact_phrase_stays_literal_whatever_the_glossary_says(misheard: SearchIndex) -> None:
    assert found(misheard.search(SearchQuery(text='"wapikoni"'), GLOSSARY)) == [6]


SIGNS = ["(" * 200, '"' * 200, "a:b^2~", "* OR *", "[a TO z]", "\\", "'\"'", "-" * 199 + "a"]
SCRIPTS = ["٣ ملايين", "数据 開放", "🇶🇨", "İstanbul", "Ⅻ ²"]


@pytest.mark.parametrize("text", SIGNS + SCRIPTS)
def test_hostile_signs_do_no_harm(archive: SearchIndex, text: str) -> None:
    try:
        archive.search(SearchQuery(text=text))
    except QueryRefused as refused:
        assert refused.code == "empty"


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=120), st.lists(st.text(max_size=20), max_size=3), st.sampled_from(["relevance", "date"])
)
def test_any_text_and_filter_is_answered_with_sound_offsets(
    archive: SearchIndex, text: str, slugs: list[str], sort: str
) -> None:
    try:
        query = SearchQuery(text=text, theme=tuple(slugs), sort=sort)  # type: ignore[arg-type]
    except QueryRefused:
        return
    assert_sound(archive.search(query))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "données",
                "ouverte",
                "fibre",
                "obtique",
                '"par',
                "six",
                "cents",
                "-vide",
                "600",
                "l'école",
                "voix",
                "policy",
            ]
        )
    )
)
def test_any_mixture_of_real_words_is_answered_with_sound_offsets(
    archive: SearchIndex, words: list[str]
) -> None:
    try:
        query = SearchQuery(text=" ".join(words))
    except QueryRefused:
        return
    assert_sound(archive.search(query))


def assert_sound(page: SearchPage) -> None:
    assert page.total >= len(page.hits)
    for hit in page.hits:
        ends = [place for span in hit.highlights for place in span]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.highlights)


def test_documents_of_any_text_can_be_indexed(make_index: Callable[[], SearchIndex], tmp_path: Path) -> None:
    index = make_index()
    texts = [
        "",
        " ",
        "…",
        "é" * 100_000,
        "a\x00b",
        "👩‍👩‍👧 ok",
        "نص",
        "x " * 20_000,
        "1" * 500,
        "İstanbul ﬁn ǅ",
    ]
    assert index.replace_all(passage(number, text) for number, text in enumerate(texts)) == len(texts)
    assert found(index.search(SearchQuery(text="ok"))) == [5]
    assert index.search(SearchQuery(text="istanbul fin")).hits[0].highlights == ((0, 8), (9, 11))
    index.close()
