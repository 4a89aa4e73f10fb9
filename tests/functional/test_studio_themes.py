"""A curator sees why the machine gave a theme, and settles it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select, update

from app.models import Passage, Tag
from tests.builders import Said

SAID = [Said("leader", "La fibre viendra au village.", themes=[("broadband", 0.93, False)])]


@pytest.fixture
def page(inventing) -> str:
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID)
        invented.session.execute(
            update(Tag).values(evidence=["fibre", "village"], nearest_example="On attend la fibre.")
        )
    return f"/atelier/entrevues/{interview.id}/themes"


def settle(client, page: str, theme: str, decision: str, token: str | None = None):
    text = client.get(page).text
    path = re.search(r'action="(/atelier/passages/[^"]+)"', text)[1]
    form = {"theme": theme, "decision": decision, **({"token": token} if token else {})}
    return client.act(path, form)


def test_a_tag_is_shown_with_its_reason_and_its_score(signed_in, page):
    text = signed_in.get(page).text
    assert "fibre, village" in text
    assert "On attend la fibre." in text
    assert "93" in text
    assert page in signed_in.get("/atelier").text


def test_a_theme_is_confirmed_added_and_refused(signed_in, page):
    for theme, decision in (("broadband", "oui"), ("privacy", "oui"), ("broadband", "non")):
        response = settle(signed_in, page, theme, decision)
        assert response.status_code == 303
        assert response.headers["location"].startswith(f"{page}?avis=note#")
    tags = signed_in.get("/api/v1/interviews/entrevue-savard/transcript.json").json()["passages"][0]["themes"]
    assert [(tag["slug"], tag["source"]) for tag in tags] == [("privacy", "curator")]
    assert "Confirmé par Camille le" in unescape(signed_in.get(page).text)


def test_a_form_from_elsewhere_settles_nothing(signed_in, page):
    assert settle(signed_in, page, "privacy", "oui", token="made up").status_code == 400
    assert settle(signed_in, page, "no-theme", "oui").status_code == 404


def test_an_interview_that_is_not_there_is_not_found(signed_in, page):
    assert signed_in.get("/atelier/entrevues/9999/themes").status_code == 404


def test_a_script_gets_what_a_passage_may_be_about_and_settles_it(signed_in, archive, inventing):
    text = "On veut des logiciels libres dans toutes les écoles."
    with inventing() as invented:
        invented.interview(invented.leader("tessier"), None, [Said("leader", text)])
    with archive.database.read() as session:
        passage_id = session.scalars(select(Passage.id)).one()
    address = f"/atelier/passages/{passage_id}/themes"
    found = signed_in.get(address, headers={"accept": "application/json"}).json()
    first = found["suggestions"][0]
    assert (first["slug"], first["state"]) == ("free-software", "possible")
    assert "logiciels libres" in first["reason"]
    assert len(found["suggestions"]) <= 9
    assert {one["slug"] for one in found["others"]}.isdisjoint(one["slug"] for one in found["suggestions"])
    states = {}
    for decision in ("oui", "non"):
        form = {"theme": "free-software", "decision": decision}
        changed = signed_in.act(address, form, accept="application/json").json()
        states[decision] = next(one for one in changed["suggestions"] if one["slug"] == "free-software")
    assert states["oui"]["state"] == "confirmed"
    assert states["non"]["state"] == "refused"
    assert "Refusé par Camille le" in unescape(states["non"]["made_by"])
    assert signed_in.get("/atelier/passages/nobody/themes").status_code == 404


def test_exchanges_are_cut_and_joined_without_scripts(signed_in, archive, inventing):
    said = [
        Said("interviewer", "Et la fibre ?"), Said("leader", "Elle viendra."),
        Said("interviewer", "Et les jeunes ?"), Said("leader", "Il y aura des outils."),
    ]  # fmt: skip
    with inventing() as invented:
        interview = invented.interview(invented.leader("tessier"), None, said)
    page = f"/atelier/entrevues/{interview.id}/themes"
    for place, count in (("starts", 2), ("continues", 1)):
        with archive.database.read() as session:
            third = session.scalars(select(Passage).where(Passage.position == 2)).one()
        form = {"passage": third.id, "seen": third.revision_number, "place": place}
        done = signed_in.act(f"/atelier/entrevues/{interview.id}/echanges", form)
        assert done.headers["location"] == f"{page}#{third.id}"
        heads = re.findall(r'class="exchange-head".*?</div>', signed_in.get(page).text)
        assert len(heads) == count
        assert ("Et les jeunes" in heads[-1]) == (count == 2)
