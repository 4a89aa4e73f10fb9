"""Curators come in, decide, and go out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.services.curator_accounts import add_curator
from app.web.login_throttle import MOST_FAILURES, WINDOW_SECONDS, LoginThrottle
from tests.builders import Said

PASSWORD = "une phrase assez longue"
ORIGIN = {"origin": "https://franquette.invalid"}
SAID = [Said("leader", "Toutes les données seront ouvertes.")]


@pytest.fixture
def curator(archive):
    with archive.database.write() as session:
        add_curator(session, "Camille", PASSWORD)


@pytest.fixture
def signed_in(client, curator):
    response = client.post(
        "/atelier/connexion", data={"name": "Camille", "password": PASSWORD}, headers=ORIGIN
    )
    assert (response.status_code, response.headers["location"]) == (303, "/atelier")
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" in cookie
    return client


def token_of(client) -> str:
    return re.search(r'name="token" value="([^"]+)"', client.get("/atelier").text)[1]


def test_the_studio_is_closed_to_others(client, inventing):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state="in_review")
    assert client.get("/atelier").headers["location"] == "/atelier/connexion"
    post = client.post(f"/atelier/entrevues/{interview.id}/publier", headers=ORIGIN)
    assert post.headers["location"] == "/atelier/connexion"
    assert client.get("/entrevues/entrevue-savard").status_code == 404


@pytest.mark.parametrize("name", ["Camille", "Personne"])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, curator, name):
    response = client.post("/atelier/connexion", data={"name": name, "password": "faux"}, headers=ORIGIN)
    assert response.status_code == 403
    assert "ne vont pas ensemble" in response.text
    assert "set-cookie" not in response.headers


def test_who_keeps_guessing_has_to_wait(client, curator):
    for _ in range(MOST_FAILURES):
        client.post("/atelier/connexion", data={"name": "Camille", "password": "faux"}, headers=ORIGIN)
    response = client.post(
        "/atelier/connexion", data={"name": "Camille", "password": PASSWORD}, headers=ORIGIN
    )
    assert response.status_code == 429


def test_waiting_opens_the_door_again():
    now = [0.0]
    throttle = LoginThrottle(lambda: now[0])
    for _ in range(MOST_FAILURES):
        with throttle.a_try("name:x") as is_admitted:
            assert is_admitted
    with throttle.a_try("name:x", "from:y") as is_admitted:
        assert not is_admitted
    now[0] = WINDOW_SECONDS + 1
    with throttle.a_try("name:x") as is_admitted:
        assert is_admitted


def test_many_tries_at_once_count_like_many_in_a_row():
    throttle = LoginThrottle()
    with ThreadPoolExecutor(40) as pool:
        admitted = list(pool.map(lambda _number: _try_once(throttle), range(40)))
    assert sum(admitted) <= MOST_FAILURES


def _try_once(throttle):
    with throttle.a_try("name:x from:y", "from:y") as is_admitted:
        return is_admitted


def test_a_guesser_elsewhere_does_not_shut_the_curator_out():
    throttle = LoginThrottle()
    for _ in range(MOST_FAILURES + 1):
        with throttle.a_try("name:camille from:1.2.3.4", "from:1.2.3.4"):
            pass
    with throttle.a_try("name:camille from:5.6.7.8", "from:5.6.7.8") as is_admitted:
        assert is_admitted


def test_a_large_form_is_refused_before_it_is_read(client):
    response = client.post("/atelier/connexion", content=b"name=" + b"x" * 100_000, headers=ORIGIN)
    assert response.status_code == 413


def test_publishing_makes_public_and_searchable_withdrawing_undoes_both(signed_in, inventing):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state="in_review")
    form = {"token": token_of(signed_in)}
    done = signed_in.post(f"/atelier/entrevues/{interview.id}/publier", data=form, headers=ORIGIN)
    assert (done.status_code, done.headers["location"]) == (303, "/atelier?avis=publiee")
    assert signed_in.get("/entrevues/entrevue-savard").status_code == 200
    assert signed_in.get("/api/v1/search?q=ouvertes").json()["total"] == 1
    path = f"/atelier/entrevues/{interview.id}/retirer"
    assert signed_in.post(path, data=form, headers=ORIGIN).status_code == 400
    signed_in.post(path, data={**form, "reason": "Voix mal reconnue."}, headers=ORIGIN)
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
    given = token_of(signed_in) if token == "right" else token
    path = f"/atelier/entrevues/{interview.id}/publier"
    assert signed_in.post(path, data={"token": given}, headers=headers).status_code == 400
    assert signed_in.get("/entrevues/entrevue-savard").status_code == 404


def test_a_forged_cookie_opens_nothing(client, curator):
    client.cookies.set("franquette_curator", "WzEsImEiLCJiIl0.aaaa.bbbb", path="/atelier")
    assert client.get("/atelier").status_code == 303


def test_a_session_ends_with_going_out_and_with_a_new_password(signed_in, archive):
    from app.models import Curator

    signed_in.post("/atelier/sortie", data={"token": token_of(signed_in)}, headers=ORIGIN)
    assert signed_in.get("/atelier").status_code == 303
    signed_in.post("/atelier/connexion", data={"name": "Camille", "password": PASSWORD}, headers=ORIGIN)
    assert signed_in.get("/atelier").status_code == 200
    with archive.database.write() as session:
        session.query(Curator).one().password_hash = "another"
    assert signed_in.get("/atelier").status_code == 303
