"""Curators decide what is public."""

from __future__ import annotations

import pytest

from tests.builders import Said

ORIGIN = {"origin": "https://franquette.invalid"}
SAID = [Said("leader", "Toutes les données seront ouvertes.")]


def test_the_studio_is_closed_to_others(client, inventing):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state="in_review")
    assert client.get("/atelier").headers["location"] == "/atelier/connexion"
    post = client.post("/atelier/publication", data={"interview": interview.id}, headers=ORIGIN)
    assert post.headers["location"] == "/atelier/connexion"
    assert client.get("/entrevues/entrevue-savard").status_code == 404


def test_publishing_makes_public_and_searchable_withdrawing_undoes_both(signed_in, inventing):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state="in_review")
    form = {"interview": interview.id, "despite": "true", "reason": "Scrutin demain."}
    done = signed_in.act("/atelier/publication", form)
    assert (done.status_code, done.headers["location"]) == (303, "/atelier/publication?avis=publiees")
    assert signed_in.get("/entrevues/entrevue-savard").status_code == 200
    assert signed_in.get("/api/v1/search?q=ouvertes").json()["total"] == 1
    path = f"/atelier/entrevues/{interview.id}/retirer"
    assert signed_in.act(path).status_code == 400
    signed_in.act(path, {"reason": "Voix mal reconnue."})
    tombstone = signed_in.get("/entrevues/entrevue-savard")
    assert tombstone.status_code == 410
    assert "Voix mal reconnue." in tombstone.text
    assert signed_in.get("/api/v1/search?q=ouvertes").json()["total"] == 0


@pytest.mark.parametrize(
    ("headers", "token"),
    [({"origin": "https://ailleurs.invalid"}, "right"), (ORIGIN, "wrong"), (ORIGIN, ""),
     ({"sec-fetch-site": "cross-site"}, "right")],
)  # fmt: skip
def test_a_form_from_elsewhere_changes_nothing(signed_in, inventing, headers, token):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state="in_review")
    given = signed_in.token if token == "right" else token
    form = {"token": given, "interview": interview.id, "despite": "true", "reason": "Scrutin demain."}
    assert signed_in.post("/atelier/publication", data=form, headers=headers).status_code == 400
    assert signed_in.get("/entrevues/entrevue-savard").status_code == 404
