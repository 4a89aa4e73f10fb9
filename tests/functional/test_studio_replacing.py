"""A curator sees every passage before and after, ticks, replaces, and reads what was done."""

from __future__ import annotations

import re

import pytest

from app.services.accounts.curator_accounts import add_curator
from tests.builders import Said

PASSWORD = "une phrase assez longue"
ORIGIN = {"origin": "https://franquette.invalid"}
PAGE = "/atelier/glossaire/remplacer"
ASKED = {"chercher": "sava", "par": "Savard"}


@pytest.fixture
def atelier(archive, client, inventing):
    with archive.database.write() as session:
        add_curator(session, "Camille", PASSWORD)
    with inventing() as invented:
        invented.interview(
            invented.leader("savard"), None, [Said("leader", "Madame Sava."), Said("leader", "Oui, Sava.")]
        )
    client.post("/atelier/connexion", data={"name": "Camille", "password": PASSWORD}, headers=ORIGIN)
    return client


def test_words_are_replaced_from_the_preview_and_found_at_once(atelier):
    page = atelier.get(PAGE, params=ASKED).text
    assert "2 endroits dans 2 passages" in re.sub(r"\s+", " ", page)
    assert page.count("<del>Sava</del> <ins>Savard</ins>") == 2
    assert "/atelier/media/" in page
    path, mark = re.search(r'href="(/atelier/entrevues/\d+/texte)#([^"]+)"', page).groups()
    assert f'id="{mark}"' in atelier.get(path).text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    chosen = re.findall(r'name="passage" value="([^"]+)"', page)
    form = {"token": token, **ASKED, "passage": chosen[:1]}
    done = atelier.post(PAGE, data=form, headers=ORIGIN)
    assert done.status_code == 200
    assert "1 endroit dans 1 passage" in done.text
    assert re.search(r'href="/atelier/entrevues/\d+/revisions"', done.text)
    assert done.text.count("<ins>Savard</ins>") == 1
    hits = atelier.get("/api/v1/search?q=Savard").json()["hits"]
    assert ("Madame Savard.", "exact") in [(hit["text"], hit["match"]) for hit in hits]

    again = atelier.post(PAGE, data=form, headers=ORIGIN)
    assert "a changé entre-temps" in again.text
    assert "Rien n'est coché" in atelier.post(
        PAGE, data={**form, "passage": []}, headers=ORIGIN
    ).text.replace("’", "'")
    assert atelier.post(PAGE, data={**form, "passage": ["x"]}, headers=ORIGIN).status_code == 400
    assert atelier.post(PAGE, data={**form, "token": "made up"}, headers=ORIGIN).status_code == 400
    assert "deux textes différents" in atelier.get(PAGE, params={"chercher": "a", "par": "a"}).text
    assert "nulle part" in atelier.get(PAGE, params={"chercher": "xyz", "par": "a"}).text
