"""The public pages, in both languages, over archives of every size."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from app.models import Interview
from tests.builders import InventedArchive, Said

ASKED = Said("interviewer", "Et les données ouvertes, vous en pensez quoi ?", [("open-data", 0.9, False)])
SAID = Said("leader", "Toutes les données seront ouvertes par défaut.", [("open-data", 0.8, False)])
BESIDE = Said("leader", "Nous branchons chaque village.", [("broadband", 0.7, False)], exchange=2)

PAGES = [
    "/", "/chefs", "/themes", "/themes/open-data", "/comparer", "/recherche", "/recherche?q=données",
    "/methode", "/donnees", "/en", "/en/leaders", "/en/themes", "/en/themes/open-data", "/en/compare",
    "/en/search", "/en/search?q=données", "/en/method", "/en/open-data", "/sitemap.xml", "/sante",
    "/api/v1/docs",
]  # fmt: skip
WITH_INTERVIEW = [
    "/entrevues/entrevue-savard", "/en/interviews/entrevue-savard", "/chefs/savard", "/en/leaders/savard",
    "/campagnes/littoral-2026", "/en/campaigns/littoral-2026", "/comparer?theme=open-data&chef=savard",
    "/en/compare?theme=open-data&leader=savard", "/recherche?theme=open-data&tri=date",
]  # fmt: skip


def a_campaign(invented: InventedArchive) -> Interview:
    campaign = invented.campaign()
    savard = invented.leader("savard", "Hélène Savard")
    invented.invitation(campaign, savard, "accepted", answered_on=date(2026, 8, 2))
    invented.invitation(campaign, invented.leader("morin"), "declined", answered_on=date(2026, 8, 3))
    invented.invitation(campaign, invented.leader("roy"), "unanswered", sent_on=date(2026, 8, 1))
    invented.fact(campaign, "Un fait inventé", savard[0])
    return invented.interview(savard, campaign, [ASKED, SAID, BESIDE], has_video=True)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: list[str] = []
        self.has_inline = False

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for name in ("href", "src", "action"):
            if values.get(name, "").startswith("/"):
                self.found.add(values[name].split("#")[0])
        if "id" in values:
            self.ids.append(values["id"])
        if "style" in values or any(name.startswith("on") for name in values):
            self.has_inline = True


def read(text: str) -> Links:
    links = Links()
    links.feed(text)
    return links


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_an_empty_archive_answers(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.text[:500]


@pytest.mark.parametrize("path", [*PAGES, *WITH_INTERVIEW])
def test_every_page_of_a_small_campaign_answers_without_anything_inline(client, inventing, path):
    with inventing() as invented:
        a_campaign(invented)
    response = client.get(path)
    assert response.status_code == 200, response.text[:500]
    if response.headers["content-type"].startswith("text/html"):
        links = read(response.text)
        assert not links.has_inline
        assert len(links.ids) == len(set(links.ids))


def test_every_link_of_every_page_leads_somewhere(client, inventing):
    with inventing() as invented:
        a_campaign(invented)
    todo, seen = ["/", "/en"], set()
    while todo:
        path = todo.pop()
        # The invented sound is no sound that could be cut; test_blind_listening cuts a real one.
        if path in seen or path.startswith("/media/ecoute/"):
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, f"{path} answered {response.status_code}"
        # A page with a choice in its address links to every other choice: these are not gone through.
        if response.headers["content-type"].startswith("text/html") and "?" not in path:
            todo += read(response.text).found - seen
        assert len(seen) < 400
    assert {"/chefs/savard", "/en/leaders/savard", "/en/open-data"} <= seen


def test_a_page_names_its_twin_in_the_other_language(client, inventing):
    with inventing() as invented:
        a_campaign(invented)
    french = client.get("/comparer?theme=open-data&chef=savard").text
    assert 'lang="fr"' in french
    assert "/en/compare?theme=open-data&amp;leader=savard" in french
    english = client.get("/en/compare?theme=open-data&leader=savard").text
    assert 'lang="en"' in english
    assert "/comparer?theme=open-data&amp;chef=savard" in english


def test_public_pages_set_no_cookie_and_do_not_follow_the_browsers_language(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert 'lang="fr"' in response.text


def test_an_unknown_theme_is_named_and_the_known_ones_are_listed(client):
    response = client.get("/comparer?theme=licornes")
    assert response.status_code == 404
    assert "licornes" in response.text
    assert "/themes/open-data" in response.text
    english = client.get("/en/themes/unicorns")
    assert english.status_code == 404
    assert "unicorns" in english.text
    assert "/en/themes/open-data" in english.text


def test_an_unknown_leader_is_named_and_the_known_ones_are_listed(client, inventing):
    with inventing() as invented:
        a_campaign(invented)
    response = client.get("/comparer?chef=personne")
    assert response.status_code == 404
    assert "personne" in response.text
    assert "/chefs/savard" in response.text


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_not_published_does_not_exist_for_the_public(client, inventing, state):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, [SAID], state=state)
        sha256 = interview.recording.sha256 if "recording" in interview.__dict__ else ""
    assert client.get("/entrevues/entrevue-savard").status_code == 404
    assert client.get("/api/v1/interviews/entrevue-savard").status_code == 404
    assert client.get("/api/v1/interviews/entrevue-savard/transcript.vtt").status_code == 404
    assert client.get("/api/v1/search?q=ouvertes").json()["total"] == 0
    assert sha256 == ""


def test_a_withdrawn_interview_answers_with_a_dated_tombstone(client, inventing):
    with inventing() as invented:
        invented.interview(
            invented.leader("savard"), invented.campaign(), [SAID], state="withdrawn", reason="À sa demande."
        )
    page = client.get("/entrevues/entrevue-savard")
    assert page.status_code == 410
    assert "À sa demande." in page.text
    assert "1er septembre 2026" in page.text
    problem = client.get("/api/v1/interviews/entrevue-savard")
    assert problem.status_code == 410
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["reason"] == "À sa demande."


def test_an_interview_without_a_recording_says_so_and_cites_nobody(client, inventing):
    with inventing() as invented:
        campaign = invented.campaign()
        invented.interview(
            invented.leader("savard"), campaign, has_recording=False, recorded_on=None, interviewer="A. B."
        )
    page = client.get("/entrevues/entrevue-savard")
    assert page.status_code == 200
    assert "fin août 2026" in page.text
    assert "<audio" not in page.text
    assert "fin août 2026" in client.get("/comparer").text


def test_a_page_that_did_not_change_is_not_sent_again(client):
    first = client.get("/methode")
    again = client.get("/methode", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_head_answers_as_get_without_a_body(client):
    response = client.request("HEAD", "/chefs")
    assert response.status_code == 200
    assert response.content == b""


def test_every_answer_carries_the_policies(client):
    for path in ("/", "/nulle-part", "/api/v1/leaders", "/static/css/tokens.css"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_an_address_of_nothing_gets_a_page_in_its_language(client):
    french, english = client.get("/nulle-part"), client.get("/en/nowhere")
    assert (french.status_code, english.status_code) == (404, 404)
    assert "Page introuvable" in french.text
    assert 'lang="en"' in english.text
    assert "Page introuvable" not in english.text


def test_a_fault_of_ours_gets_a_calm_page_and_tells_nothing_of_it(client, site, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("app.web.public_overview_pages.view_leaders", broken)
    response = client.get("/chefs")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "Une panne de notre côté" in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
