"""Curators keep the glossary from the studio."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.models import AuditEntry, GlossaryEntry, Passage
from app.services.accounts.curator_accounts import add_curator
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text
from tests.builders import Said

PASSWORD = "une phrase assez longue"
ORIGIN = {"origin": "https://franquette.invalid"}
PAGE = "/atelier/glossaire"


@pytest.fixture
def atelier(archive, client, inventing):
    with archive.database.write() as session:
        add_curator(session, "Camille", PASSWORD)
    with inventing() as invented:
        campaign = invented.campaign("automne-2026")
        invented.interview(
            invented.leader("savard"),
            campaign,
            [
                Said("leader", "Avec ces bulles en vitesse, tout ira mieux."),
                Said("leader", "Madame Savare viendra."),
                Said("leader", "Oui, madame Savare."),
            ],
        )
    client.post("/atelier/connexion", data={"name": "Camille", "password": PASSWORD}, headers=ORIGIN)
    return client


def act(client, path: str = "", **fields):
    if not hasattr(client, "token"):
        client.token = re.search(r'name="token" value="([^"]+)"', client.get(PAGE).text)[1]
    files = fields.pop("files", None)
    return client.post(f"{PAGE}{path}", data={"token": client.token, **fields}, files=files, headers=ORIGIN)


def entries(archive) -> list[GlossaryEntry]:
    with archive.database.read() as session:
        return list(session.scalars(select(GlossaryEntry).order_by(GlossaryEntry.id)))


def test_an_entry_is_added_found_changed_retired_and_taken_up_again(archive, atelier):
    assert "ces bulles" not in atelier.get("/recherche?q=Wapikoni").text
    added = act(
        atelier, text=" Wapikoni ", misheard="ces bulles en vitesse, va pique", kind="place",
        campaign="automne-2026", theme="broadband", note="un studio",
    )  # fmt: skip
    assert added.status_code == 303
    [entry] = entries(archive)
    assert (entry.text, entry.kind, entry.misheard) == (
        "Wapikoni",
        "place",
        ["ces bulles en vitesse", "va pique"],
    )
    page = atelier.get(added.headers["location"]).text
    assert "Wapikoni" in page
    assert 'value="place" selected' in page
    assert 'value="automne-2026" selected' in page
    found = atelier.get("/api/v1/search?q=Wapikoni").json()
    assert [(hit["match"], hit["text"][:15]) for hit in found["hits"]] == [("sound", "Avec ces bulles")]

    path = f"/entrees/{entry.id}"
    assert "va pique" in atelier.get(PAGE + path).text
    assert act(atelier, path, text="Wapikoni mobile", kind="place").status_code == 303
    assert act(atelier, path, text="!", kind="place").status_code == 400
    assert act(atelier, f"{path}/retirer").status_code == 303
    assert act(atelier, f"{path}/retirer").status_code == 400
    assert act(atelier, path, text="autre").status_code == 400
    assert act(atelier, text="wapikoni MOBILE").status_code == 303
    assert act(atelier, f"{path}/reprendre").status_code == 400
    assert act(atelier, f"/entrees/{entries(archive)[1].id}/retirer").status_code == 303
    assert act(atelier, f"{path}/reprendre").status_code == 303
    with archive.database.read() as session:
        query = select(AuditEntry.action).where(AuditEntry.action.like("glossary.%"))
        actions = session.scalars(query.order_by(AuditEntry.id))
        assert list(actions) == [
            "glossary.added", "glossary.changed", "glossary.retired", "glossary.added", "glossary.retired",
            "glossary.taken_up",
        ]  # fmt: skip


def test_what_cannot_be_kept_comes_back_in_the_form_with_the_reason(archive, atelier):
    refused = act(atelier, text="Savard", kind="planet", note="à garder")
    assert refused.status_code == 400
    assert "Une entrée est un nom" in refused.text
    assert 'value="à garder"' in refused.text
    assert act(atelier, text="Savard", campaign="nulle-part").status_code == 400
    assert act(atelier, text="Savard").status_code == 303
    assert "déjà au glossaire" in act(atelier, text="SAVARD").text
    assert act(atelier, text="Savard", campaign="automne-2026").status_code == 303
    assert len(entries(archive)) == 2
    assert atelier.get(f"{PAGE}/entrees/999").status_code == 404
    with_no_token = atelier.post(PAGE, data={"text": "Tessier"}, headers=ORIGIN)
    assert with_no_token.status_code == 400


def test_a_file_goes_out_and_comes_back_and_bad_rows_are_told(archive, atelier):
    act(atelier, text="=Savard", misheard="sava, savare")
    out = atelier.get(f"{PAGE}.csv")
    assert out.headers["content-type"].startswith("text/csv")
    assert "'=Savard" in out.text
    content = out.text.encode() + b'Tessier;x,planet\nLavoie,name,,,"la voix, lavoi"\n'
    taken = act(atelier, "/importer", files={"file": ("glossaire.csv", content, "text/csv")})
    assert taken.status_code == 200
    assert "Ajoutées : 1. Changées : 0. Pareilles : 1. Refusées : 1." in re.sub(r"\s", " ", taken.text)
    assert "Ligne 3" in taken.text
    assert "Lavoie" in taken.text
    assert [one.text for one in entries(archive)] == ["=Savard", "Lavoie"]


def test_a_correction_made_twice_is_suggested_then_added_or_dismissed(archive, atelier):
    def correct(number: int) -> None:
        with archive.database.write() as session:
            passage = session.scalars(select(Passage).where(Passage.position == number)).one()
            text = passage.text.replace("Savare", "Savard")
            save_text(session, Editor("test"), Seen(passage.id, passage.revision_number), text)

    correct(1)
    assert "Proposé par vos corrections" not in atelier.get(PAGE).text
    correct(2)
    page = atelier.get(PAGE).text
    assert "Proposé par vos corrections" in page
    assert re.search(r"Savare</span>.*Savard</strong>", page)
    given = {"text": "Savard", "misheard": "Savare", "campaign": "automne-2026"}
    assert act(atelier, "/propositions", decision="ajouter", **given).status_code == 303
    assert "Proposé par vos corrections" not in atelier.get(PAGE).text
    [entry] = entries(archive)
    assert (entry.text, entry.misheard) == ("Savard", ["Savare"])
    act(atelier, f"/entrees/{entry.id}", text="Savard", misheard="Sava", campaign="automne-2026")
    assert "pas cette forme" in atelier.get(PAGE).text
    act(atelier, "/propositions", decision="ecarter", **given)
    assert "Proposé par vos corrections" not in atelier.get(PAGE).text
