"""A curator sees why the machine gave a theme, and settles it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from app.models import Tag
from app.services.curator_accounts import add_curator
from tests.builders import Said

PASSWORD = "une phrase assez longue"
ORIGIN = {"origin": "https://franquette.invalid"}
SAID = [Said("leader", "La fibre viendra au village.", themes=[("broadband", 0.93, False)])]


@pytest.fixture
def page(archive, client, inventing) -> str:
    with archive.database.write() as session:
        add_curator(session, "Camille", PASSWORD)
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID)
        invented.session.execute(
            update(Tag).values(evidence=["fibre", "village"], nearest_example="On attend la fibre.")
        )
    client.post("/atelier/connexion", data={"name": "Camille", "password": PASSWORD}, headers=ORIGIN)
    return f"/atelier/entrevues/{interview.id}/themes"


def settle(client, page: str, theme: str, decision: str, token: str | None = None):
    text = client.get(page).text
    path = re.search(r'action="(/atelier/passages/[^"]+)"', text)[1]
    token = token or re.search(r'name="token" value="([^"]+)"', text)[1]
    return client.post(path, data={"token": token, "theme": theme, "decision": decision}, headers=ORIGIN)


def test_a_tag_is_shown_with_its_reason_and_its_score(client, page):
    text = client.get(page).text
    assert "fibre, village" in text
    assert "On attend la fibre." in text
    assert "93" in text
    assert page in client.get("/atelier").text


def test_a_theme_is_confirmed_added_and_refused(client, page):
    for theme, decision in (("broadband", "oui"), ("privacy", "oui"), ("broadband", "non")):
        response = settle(client, page, theme, decision)
        assert response.status_code == 303
        assert response.headers["location"].startswith(f"{page}?avis=note#")
    tags = client.get("/api/v1/interviews/entrevue-savard/transcript.json").json()["passages"][0]["themes"]
    assert [(tag["slug"], tag["source"]) for tag in tags] == [("privacy", "curator")]
    assert "Thème confirmé par une personne" in client.get(page).text


def test_a_form_from_elsewhere_settles_nothing(client, page):
    assert settle(client, page, "privacy", "oui", token="made up").status_code == 400
    assert settle(client, page, "no-theme", "oui").status_code == 404


def test_an_interview_that_is_not_there_is_not_found(client, page):
    assert client.get("/atelier/entrevues/9999/themes").status_code == 404
