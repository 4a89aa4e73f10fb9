"""The API, as the contract promises it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from tests.builders import InventedArchive, Said

QUESTION = Said("interviewer", "Et les données ouvertes ?", [("open-data", 0.9, False)], seconds=4)
ANSWER = Said("leader", "Toutes les données seront ouvertes.", [("open-data", 0.8, False)], seconds=6.5)
UNSURE = Said("unknown", "Peut-être bien.", exchange=2, seconds=2)


@pytest.fixture
def campaign(inventing):
    def several(invented: InventedArchive) -> None:
        campaign = invented.campaign()
        savard, morin = invented.leader("savard", "Hélène Savard"), invented.leader("morin")
        invented.invitation(campaign, savard, "accepted", answered_on=date(2026, 8, 2))
        invented.invitation(campaign, morin, "declined", answered_on=date(2026, 8, 3))
        invented.interview(savard, campaign, [QUESTION, ANSWER, UNSURE])

    with inventing() as invented:
        several(invented)


def test_the_transcript_has_the_promised_shape(client, campaign):
    transcript = client.get("/api/v1/interviews/entrevue-savard/transcript").json()
    assert transcript["interview"]["leader"] == "savard"
    assert transcript["interview"]["recorded_on"] == "2026-08-14"
    assert len(transcript["recording"]["sha256"]) == 64
    assert transcript["recording"]["duration_seconds"] == 12.5
    assert transcript["recording"]["original_filename"] == "Entrevue d'août (1).m4a"
    assert transcript["revision"]["made_by"] == "machine"
    assert transcript["revision"]["engine"] == "invented-engine"
    passage = transcript["passages"][1]
    assert passage["speaker"] == {"role": "leader", "name": "Hélène Savard", "confirmed": False}
    assert passage["themes"] == [{"slug": "open-data", "source": "machine", "score": 0.8, "inherited": False}]
    assert passage["status"] == "machine"
    assert [word["text"] for word in passage["words"]] == ["Toutes", "les", "données", "seront", "ouvertes."]
    assert passage["url"] == f"https://franquette.invalid/passages/{passage['id']}"
    assert transcript["passages"][2]["speaker"]["name"] is None
    single = client.get(f"/api/v1/passages/{passage['id']}").json()
    assert single == passage
    assert client.get("/api/v1/interviews/entrevue-savard/transcript.json").json() == transcript


def test_subtitles_and_text_are_served_as_such(client, campaign):
    answers = {
        suffix: client.get(f"/api/v1/interviews/entrevue-savard/transcript.{suffix}")
        for suffix in ("vtt", "srt", "txt")
    }
    assert answers["vtt"].text.startswith("WEBVTT")
    assert "<v Hélène Savard>" in answers["vtt"].text
    assert answers["vtt"].headers["content-type"] == "text/vtt; charset=utf-8"
    assert "00:00:04,000 --> " in answers["srt"].text
    assert "[0:04] Hélène Savard" in answers["txt"].text
    assert answers["txt"].headers["content-type"] == "text/plain; charset=utf-8"
    assert client.get("/api/v1/interviews/entrevue-savard/transcript.exe").status_code == 422


def test_the_comparison_has_a_dated_state_and_evidence_in_every_cell(client, campaign):
    answer = client.get("/api/v1/comparison?theme=open-data&theme=broadband").json()
    cells = {(one["leader"], one["theme"]): one for one in answer["cells"]}
    assert len(cells) == 4
    answered = cells["savard", "open-data"]
    assert (answered["state"], answered["seconds_spoken"], answered["as_of"]) == (
        "answered",
        6.5,
        "2026-08-14",
    )
    assert answered["passages"][0]["text"] == "Toutes les données seront ouvertes."
    assert cells["savard", "broadband"]["state"] == "not_asked"
    assert cells["morin", "open-data"]["state"] == "declined"
    assert cells["morin", "open-data"]["as_of"] == "2026-08-03"
    assert all(one["evidence_url"].startswith("https://franquette.invalid/") for one in answer["cells"])
    hashes = [one["draw_sha256"] for one in answer["leaders"]]
    assert hashes == sorted(hashes)
    assert answer["order_rule"]


def test_the_search_tells_what_matched(client, campaign):
    answer = client.get("/api/v1/search?q=donnees ouvertes&speaker=leader").json()
    hit = answer["hits"][0]
    assert (answer["query"], answer["total"]) == ("donnees ouvertes", 1)
    marked = [hit["text"][start:end] for start, end in hit["highlights"]]
    assert "données" in marked
    assert (hit["match"], hit["leader"], hit["themes"]) == ("exact", "savard", ["open-data"])
    assert answer["facets"]["leader"] == {"savard": 1}
    assert set(answer["facets"]) == {"leader", "party", "theme", "year", "status"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/search?q=" + "a" * 250, 400), ("/api/v1/search?q=" + "a" * 3000, 422),
        ("/api/v1/search?q=" + "(" * 190, 400), ("/api/v1/search?limit=1000", 422),
        ("/api/v1/search?from=hier", 422), ("/api/v1/search?offset=-1", 422),
        ("/api/v1/comparison?theme=licornes", 404), ("/api/v1/comparison?campaign=aucune", 404),
        ("/api/v1/interviews/aucune", 404), ("/api/v1/passages/aucun", 404), ("/api/v1/nothing", 404),
        ("/api/v1/comparison?" + "&".join(f"theme=t{n}" for n in range(60)), 422),
    ],
)  # fmt: skip
def test_errors_are_problem_details(client, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["detail"]


def test_any_site_may_read_and_what_did_not_change_is_not_sent_again(client, campaign):
    origin = {"origin": "https://ailleurs.invalid"}
    first = client.get("/api/v1/leaders", headers=origin)
    assert first.headers["access-control-allow-origin"] == "*"
    again = client.get("/api/v1/leaders", headers={**origin, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post("/api/v1/leaders").status_code == 405
    assert "access-control-allow-origin" not in client.get("/chefs", headers=origin).headers


def test_the_schema_describes_every_address_of_the_contract(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for name in ("leaders", "parties", "campaigns", "themes", "interviews", "search", "comparison"):
        assert f"/api/v1/{name}" in paths
    assert not [path for path in paths if not path.startswith("/api/v1/")]
    docs = client.get("/api/v1/docs").text
    assert "/api/v1/comparison" in docs
    assert "//cdn" not in docs


def test_a_missing_index_stops_the_search_and_nothing_else(client, campaign, archive, monkeypatch):
    from app.search.search_index import IndexDamaged

    def damaged(*_):
        raise IndexDamaged("L'index est abîmé.")

    monkeypatch.setattr(type(archive.index), "search", damaged)
    monkeypatch.setattr(type(archive.index), "count", damaged)
    assert client.get("/api/v1/search?q=données").status_code == 503
    page = client.get("/recherche?q=données")
    assert page.status_code == 200
    assert "La recherche n’est pas disponible" in page.text
    assert client.get("/comparer").status_code == 200
    assert client.get("/sante").json() == {"status": "ok", "database": "ok", "search": "unavailable"}


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 16), ("/comparer", 16), ("/chefs", 14), ("/themes/open-data", 14),
        ("/entrevues/entrevue-a0", 14), ("/api/v1/comparison", 14), ("/recherche?q=données", 14),
    ],
)  # fmt: skip
def test_a_page_costs_the_same_number_of_queries_however_many_leaders(client, inventing, archive, path, most):
    counts = []
    for batch in range(2):
        with inventing() as invented:
            if batch == 0:
                campaign = invented.campaign()
            for n in range(6):
                who = invented.leader(f"{'ab'[batch]}{n}", "Nom " + "très long " * 9)
                invented.invitation(campaign, who)
                invented.interview(who, campaign, [QUESTION, ANSWER] * 8)
        counts.append(_queries_of(client, archive, path))
    assert counts[0] == counts[1]
    assert counts[1] <= most


def _queries_of(client, archive, path) -> int:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    event.listen(archive.database.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(archive.database.engine, "before_cursor_execute", note)
    return len(statements)
