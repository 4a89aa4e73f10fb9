"""Any reader proposes a correction; nobody sees it before a curator decides; no flood changes anything."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import select

from app.models import Correction, Passage, PassageRedirect, Revision
from app.web.reader_gate import Limit, ReaderGate
from tests.builders import Said
from tests.reader_client import ReaderClient

SAID = [
    Said("interviewer", "Et la fibre ?"),
    Said("leader", "La vibre optique viendra au village."),
    Said("leader", "Avant la fin du mandat."),
]
HOSTILE = "\"><script>alert(1)</script> {{ 7*7 }} %(id)s ' OR 1=1 --"


@pytest.fixture
def passage_id(archive, inventing) -> str:
    with inventing() as invented:
        invented.interview(invented.leader("savard", "Inventée Savard"), None, SAID)
    with archive.database.read() as session:
        return session.scalars(select(Passage.id).where(Passage.text.contains("vibre"))).one()


@pytest.fixture
def reader(site) -> ReaderClient:
    return ReaderClient(site, "192.0.2.1")


def form(text: str = "La fibre optique viendra au village.", **more: str) -> dict[str, str]:
    return {"seen": "1", "heard": "yes", "text": text, **more}


def kept(archive) -> list[Correction]:
    with archive.database.read() as session:
        return list(session.scalars(select(Correction).order_by(Correction.id)))


@pytest.mark.parametrize(
    ("path", "button"),
    [("/passages/{}/corriger", "Envoyer la proposition"), ("/en/passages/{}/correct", "Send the proposal")],
)
def test_the_form_shows_the_text_beside_its_sound(reader, passage_id, path, button):
    page = reader.get(path.format(passage_id))
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert ">La vibre optique viendra au village.</textarea>" in page.text
    assert "#t=10.0,20.0" in page.text
    assert button in page.text
    assert f'href="{path.format(passage_id)}"' in reader.get(path.format(passage_id).rpartition("/")[0]).text


def test_the_interview_offers_the_form_of_each_passage(reader, passage_id):
    assert f"/passages/{passage_id}/corriger" in reader.get("/entrevues/entrevue-savard").text


def test_a_proposal_is_kept_and_shows_nowhere(archive, reader, passage_id):
    sent = reader.send(f"/passages/{passage_id}/corriger", form("La fibre ÉTONNANTE viendra."))
    assert sent.status_code == 303
    thanks = reader.get(sent.headers["location"])
    assert "Merci, votre proposition est arrivée" in unescape(thanks.text)
    for path in (
        f"/passages/{passage_id}", f"/passages/{passage_id}/corriger", "/entrevues/entrevue-savard",
        "/chefs/savard/corrections", "/chefs/savard", f"/api/v1/passages/{passage_id}", "/ecouter",
        "/api/v1/leaders/savard/corrections", "/api/v1/interviews/entrevue-savard/transcript.json",
        "/recherche?q=%C3%A9tonnante",
    ):  # fmt: skip
        answer = reader.get(path)
        assert answer.status_code == 200
        assert "ÉTONNANTE" not in answer.text, path
    (one,) = kept(archive)
    assert (one.kind, one.state, one.answer) == ("reader", "waiting", "text")
    assert (one.text, one.seen_text) == (
        "La fibre ÉTONNANTE viendra.",
        "La vibre optique viendra au village.",
    )


def test_no_address_is_stored(archive, reader, passage_id):
    reader.send(f"/passages/{passage_id}/corriger", form())
    (one,) = kept(archive)
    assert "192.0.2" not in str([getattr(one, column.name) for column in Correction.__table__.columns])


def test_nothing_was_said_here_is_an_answer(archive, reader, passage_id):
    sent = reader.send(f"/passages/{passage_id}/corriger", form("whatever", nothing="yes"))
    assert sent.status_code == 303
    assert [(one.answer, one.text) for one in kept(archive)] == [("nothing", "")]


def test_the_same_proposal_sent_twice_is_kept_once_and_counts_for_each_reader(archive, site, passage_id):
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        reader = ReaderClient(site, address)
        assert reader.send(f"/passages/{passage_id}/corriger", form()).status_code == 303
    assert len({one.reader_mark for one in kept(archive)}) == len(kept(archive)) == 2


REFUSALS = (
    ({"heard": ""}, 400, "cochez que vous l'avez écouté"),
    ({"text": ""}, 400, "ou cochez que rien n'a été dit"),
    ({"text": " \u202e ... \u200b"}, 400, "ou cochez que rien n'a été dit"),
    ({"text": "La  vibre optique viendra au village ."}, 400, "est celui qui est affiché"),
    ({"text": "mot " * 600}, 400, "caractères"),
    ({"text": "La fibre, voir https://spam.invalid"}, 400, "pas d'adresse Web"),
    ({"seen": "7"}, 409, "Le texte a changé"),
    ({"seen": ""}, 409, "Le texte a changé"),
)


def test_a_refusal_says_why_and_gives_back_what_was_typed(archive, site, passage_id):
    for number, (sent, status, sentence) in enumerate(REFUSALS):
        given = form(**sent)
        reader = ReaderClient(site, f"192.0.2.{number}")
        answer = reader.send(f"/passages/{passage_id}/corriger", given)
        assert answer.status_code == status
        told = unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
        assert sentence in told
        assert given["text"].strip() in unescape(answer.text)
    assert not kept(archive)


def test_a_text_that_is_markup_stays_text(archive, reader, passage_id):
    refused = reader.send(f"/passages/{passage_id}/corriger", form(HOSTILE, heard=""))
    assert "<script>alert" not in refused.text
    assert "&lt;script&gt;alert(1)" in refused.text
    assert reader.send(f"/passages/{passage_id}/corriger", form(HOSTILE)).status_code == 303
    assert len(kept(archive)) == 1


def test_what_fills_every_field_is_thanked_and_forgotten(archive, reader, passage_id):
    sent = reader.send(f"/passages/{passage_id}/corriger", form(website="https://spam.invalid"))
    assert sent.status_code == 303
    assert not kept(archive)


def test_a_form_on_another_site_sends_nothing(archive, reader, passage_id):
    for origin in ("https://elsewhere.invalid", "null"):
        answer = reader.send(f"/passages/{passage_id}/corriger", form(), origin=origin)
        assert answer.status_code == 400
    assert not kept(archive)


def test_a_flood_is_stopped_and_what_was_typed_comes_back(archive, site, passage_id):
    site.state.reader_gate = ReaderGate(limits={"propose": Limit(of_one=2, of_all=5)})
    answers = [
        ReaderClient(site, "192.0.2.1").send(f"/passages/{passage_id}/corriger", form(f"Essai numéro {n}."))
        for n in range(4)
    ]
    assert [one.status_code for one in answers] == [303, 303, 429, 429]
    assert "Essai numéro 3." in answers[-1].text
    others = [
        ReaderClient(site, f"198.51.100.{n}").send(f"/passages/{passage_id}/corriger", form(f"Autre {n}."))
        for n in range(5)
    ]
    assert [one.status_code for one in others] == [303] * 3 + [429] * 2


def test_one_reader_can_not_fill_a_passage_nor_can_a_crowd(archive, site, passage_id, monkeypatch):
    monkeypatch.setattr("app.services.corrections.correction_proposing.MOST_WAITING", 5)
    path = f"/passages/{passage_id}/corriger"
    of_one = [ReaderClient(site, "192.0.2.9").send(path, form(f"Un {n}.")) for n in range(4)]
    assert [one.status_code for one in of_one] == [303] * 3 + [400]
    of_crowd = [ReaderClient(site, f"192.0.2.{n}").send(path, form(f"Foule {n}.")) for n in range(4)]
    assert [one.status_code for one in of_crowd] == [303] * 2 + [400] * 2
    assert len(kept(archive)) == 5


def test_a_huge_body_is_not_read(archive, reader, passage_id):
    huge = reader.send(f"/passages/{passage_id}/corriger", form("x" * 200_000))
    assert huge.status_code == 413
    odd = reader.send(f"/passages/{passage_id}/corriger", form("x" * 30_000))
    assert odd.status_code == 422
    assert not kept(archive)


def test_a_passage_that_is_not_public_takes_no_correction(archive, inventing, reader):
    with inventing() as invented:
        invented.interview(invented.leader("bois"), None, SAID, state="draft")
        invented.interview(invented.leader("roy"), None, SAID, state="withdrawn", reason="Essai.")
    with archive.database.read() as session:
        ids = list(session.scalars(select(Passage.id)))
    answers = {reader.send(f"/passages/{one}/corriger", form()).status_code for one in ids}
    assert answers == {404, 410}
    assert reader.send("/passages/aaaaaaaaaa/corriger", form()).status_code == 404
    assert not kept(archive)


def test_a_passage_joined_to_another_meanwhile_gives_the_typed_text_back(archive, reader, passage_id):
    with archive.database.write() as session:
        other = session.scalars(select(Passage).where(Passage.text.contains("mandat"))).one()
        revision = session.scalars(select(Revision)).one()
        session.add(
            PassageRedirect(passage_id="gonegonego", into_passage_id=other.id, revision_id=revision.id)
        )
    answer = reader.send("/passages/gonegonego/corriger", form("Ce que j'ai entendu."))
    assert answer.status_code == 409
    assert "Ce que j&#39;ai entendu." in answer.text
    assert f'action="/passages/{other.id}/corriger"' in answer.text
    assert not kept(archive)
