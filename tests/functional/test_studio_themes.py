"""A curator sees why the machine gave a theme, and settles it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from app.models import Tag
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
    assert "Thème confirmé par une personne" in signed_in.get(page).text


def test_a_form_from_elsewhere_settles_nothing(signed_in, page):
    assert settle(signed_in, page, "privacy", "oui", token="made up").status_code == 400
    assert settle(signed_in, page, "no-theme", "oui").status_code == 404


def test_an_interview_that_is_not_there_is_not_found(signed_in, page):
    assert signed_in.get("/atelier/entrevues/9999/themes").status_code == 404
