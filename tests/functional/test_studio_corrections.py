"""Curators decide: what is accepted is a revision, what is refused says why, nothing is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from app.models import AuditEntry, Correction, Interview, Passage, Revision
from app.services.corrections.correction_proposing import Proposal, propose_correction
from app.services.editing.transcript_editing import Editor, Seen, join_with_next, save_text
from tests.builders import Said
from tests.reader_client import ReaderClient

SAID = [
    Said("leader", "La vibre optique viendra au village."),
    Said("leader", "Avant la fin du mandat."),
    Said("interviewer", "Vraiment ?"),
]
RIGHT = "La fibre optique viendra au village."


@pytest.fixture
def passages(archive, inventing) -> list[Passage]:
    with inventing() as invented:
        invented.interview(invented.leader("savard", "Inventée Savard"), None, SAID)
    with archive.database.read() as session:
        return list(session.scalars(select(Passage).order_by(Passage.position)))


@pytest.fixture
def public(site) -> ReaderClient:
    return ReaderClient(site, "192.0.2.200")


def propose(archive, passage_id: str, text: str, *readers: str, seen: int = 1) -> int:
    """Let readers propose the same text; returns the first proposal's number."""
    for mark in readers or ("r1",):
        with archive.database.write() as session:
            propose_correction(session, Proposal(passage_id, text, not text, True, seen, mark))
    with archive.database.read() as session:
        return session.scalars(select(Correction.id).where(Correction.text == text)).first()


def correction(archive, number: int) -> Correction:
    with archive.database.read() as session:
        return session.get_one(Correction, number)


def text_of(archive, passage_id: str) -> str:
    with archive.database.read() as session:
        return session.get_one(Passage, passage_id).text


def accept(curator, number: int, text: str = RIGHT, seen: int = 1):
    return curator.act(f"/atelier/corrections/{number}/accepter", {"text": text, "seen": str(seen)})


def test_what_most_readers_say_comes_first_with_sound_text_and_difference(archive, passages, signed_in):
    propose(archive, passages[1].id, "Avant la fin de l'été.")
    propose(archive, passages[0].id, RIGHT, "r1", "r2")
    page = signed_in.get("/atelier/corrections").text
    assert page.index("viendra au village") < page.index("Avant la fin")
    told = unescape(page)
    assert "2 passages attendent une décision" in told
    assert "2 personnes, texte sous les yeux" in told
    assert re.search(r"<del>.*vibre</del> <ins>.*fibre</ins>", page)
    assert 'data-start="0.0" data-end="10.0"' in page


def test_an_accepted_correction_is_a_revision_of_the_curator_that_names_it(
    archive, passages, signed_in, public
):
    number = propose(archive, passages[0].id, RIGHT, "r1", "r2")
    done = accept(signed_in, number)
    assert (done.status_code, done.headers["location"]) == (303, "/atelier/corrections?avis=acceptee")
    assert text_of(archive, passages[0].id) == RIGHT
    with archive.database.read() as session:
        revision = session.scalars(select(Revision).where(Revision.number == 2)).one()
        audit = session.scalars(select(AuditEntry.action).where(AuditEntry.actor == signed_in.actor)).all()
        states = session.scalars(select(Correction.state)).all()
        marks = session.scalars(select(Correction.reader_mark)).all()
    assert (revision.made_by, revision.curator_id) == ("curator", signed_in.curator_id)
    assert revision.reason == f"Correction {number}"
    assert "correction.accepted" in audit
    assert states == ["accepted", "accepted"]
    assert marks == [None, None]
    assert RIGHT in public.get(f"/passages/{passages[0].id}/corriger").text
    assert public.get("/api/v1/search?q=fibre").json()["total"] == 1
    assert "Rien n’attend" in unescape(signed_in.get("/atelier/corrections").text)


def test_a_correction_may_be_bettered_before_it_is_accepted(archive, passages, signed_in):
    number = propose(archive, passages[0].id, "La fibre optic viendra au village.")
    accept(signed_in, number)
    assert correction(archive, number).state == "edited"
    assert text_of(archive, passages[0].id) == RIGHT


def test_nothing_was_said_here_empties_the_passage(archive, passages, signed_in):
    number = propose(archive, passages[0].id, "")
    assert accept(signed_in, number, "").status_code == 303
    assert text_of(archive, passages[0].id) == ""
    assert correction(archive, number).state == "accepted"


def test_to_accept_the_text_that_stands_there_is_refused(archive, passages, signed_in):
    number = propose(archive, passages[0].id, RIGHT)
    assert accept(signed_in, number, SAID[0].text).status_code == 400
    assert correction(archive, number).state == "waiting"


def test_a_refusal_needs_a_reason_of_the_list(archive, passages, signed_in):
    number = propose(archive, passages[0].id, "La fibule viendra.", "r1", "r2")
    path = f"/atelier/corrections/{number}/refuser"
    assert signed_in.act(path, {"reason": "Parce que."}).status_code == 400
    done = signed_in.act(path, {"refusal": "heard_otherwise", "reason": "On entend « vibre »."})
    assert (done.status_code, done.headers["location"]) == (303, "/atelier/corrections?avis=refusee")
    assert text_of(archive, passages[0].id) == SAID[0].text
    with archive.database.read() as session:
        assert session.scalars(select(Correction.state)).all() == ["refused", "refused"]
        assert "correction.refused" in session.scalars(select(AuditEntry.action)).all()


def test_a_passage_that_changed_since_shows_both_texts(archive, passages, signed_in):
    number = propose(archive, passages[0].id, RIGHT)
    edit(archive, signed_in, passages[0].id, "La vibre optique viendra au vieux village.")
    told = unescape(signed_in.get("/atelier/corrections").text)
    assert "Le passage a changé depuis" in told
    assert "La vibre optique viendra au village." in told
    assert "vieux" in told
    assert correction(archive, number).seen_text == "La vibre optique viendra au village."


def test_a_curator_who_was_slower_sees_both_texts_and_chooses(archive, passages, signed_in):
    number = propose(archive, passages[0].id, RIGHT)
    edit(archive, signed_in, passages[0].id, "La vibre optique viendra au vieux village.")
    late = accept(signed_in, number, "La fibre que j'ai tapée longuement.", seen=1)
    assert late.status_code == 409
    told = unescape(late.text)
    assert "La fibre que j'ai tapée longuement." in told
    assert "vieux village" in told
    assert correction(archive, number).state == "waiting"
    seen = int(re.search(r'name="seen" value="(\d+)"', late.text)[1])
    assert accept(signed_in, number, "La fibre que j'ai tapée longuement.", seen).status_code == 303
    assert text_of(archive, passages[0].id) == "La fibre que j'ai tapée longuement."


def test_the_second_of_two_curators_loses_no_word(archive, passages, sign_in):
    number = propose(archive, passages[0].id, RIGHT)
    assert accept(sign_in("Camille"), number).status_code == 303
    second = accept(sign_in("Dominique"), number, "Une tout autre oreille.", seen=2)
    assert second.status_code == 409
    assert "déjà décidée" in second.text
    assert "Une tout autre oreille." in second.text
    refused = sign_in("Dominique").act(f"/atelier/corrections/{number}/refuser", {"refusal": "not_sure"})
    assert refused.status_code == 409
    assert text_of(archive, passages[0].id) == RIGHT


def test_a_correction_follows_its_words_into_the_passage_they_were_joined_to(archive, passages, signed_in):
    number = propose(archive, passages[1].id, "Avant la fin de l'été.")
    with archive.database.write() as session:
        join_with_next(
            session,
            Editor(signed_in.actor, signed_in.curator_id),
            Seen(passages[0].id, 1),
            Seen(passages[1].id, 1),
        )
    page = signed_in.get("/atelier/corrections").text
    joined = "La vibre optique viendra au village. Avant la fin de l'été."
    assert joined in unescape(page)
    seen = int(re.search(r'name="seen" value="(\d+)"', page)[1])
    assert accept(signed_in, number, joined, seen).status_code == 303
    assert text_of(archive, passages[0].id) == joined
    assert correction(archive, number).state == "accepted"


def test_the_log_tells_every_decision_before_and_after_and_why(archive, passages, signed_in, public):
    accept(signed_in, propose(archive, passages[0].id, RIGHT, "r1", "r2"))
    wrong = propose(archive, passages[1].id, "Avant la faim du mandat.")
    signed_in.act(
        f"/atelier/corrections/{wrong}/refuser",
        {"refusal": "heard_otherwise", "reason": "On entend bien « fin »."},
    )
    spam = propose(archive, passages[1].id, "Injure grossière.")
    signed_in.act(f"/atelier/corrections/{spam}/refuser", {"refusal": "not_a_correction"})
    propose(archive, passages[2].id, "Encore en attente ?")
    assert "/chefs/savard/corrections" in public.get("/chefs/savard").text
    for path in ("/chefs/savard/corrections", "/en/leaders/savard/corrections"):
        page = public.get(path).text
        assert "Injure" not in page
        assert "Encore" not in page
        assert re.search(r"<del>.*vibre</del> <ins>.*fibre</ins>", page)
        assert re.search(r"<del>.*fin</del> <ins>.*faim</ins>", page)
        assert "Camille" not in page
    told = public.get("/api/v1/leaders/savard/corrections").json()
    assert told["counts"] == {"accepted": 1, "edited": 0, "refused": 2}
    assert told["total"] == 3
    assert [one["decision"] for one in told["decisions"]] == ["refused", "refused", "accepted"]
    hidden, shown, accepted = told["decisions"]
    assert hidden["proposed"] is None
    assert (shown["refusal"], shown["reason"]) == ("heard_otherwise", "On entend bien « fin ».")
    assert (accepted["before"], accepted["after"]) == (SAID[0].text, RIGHT)
    assert (accepted["readers"], accepted["revision"]) == (2, 2)
    assert public.get("/api/v1/leaders/nobody/corrections").status_code == 404


def test_every_leader_is_told_of_in_the_same_words(archive, inventing, public):
    with inventing() as invented:
        for slug in ("bois", "roy"):
            invented.interview(invented.leader(slug, "Même Nom"), None, SAID)
    pages = [
        re.sub(r"bois|roy", "", public.get(f"/chefs/{slug}/corrections").text) for slug in ("bois", "roy")
    ]
    assert pages[0] == pages[1]


def test_the_log_is_silent_on_an_interview_that_was_withdrawn(archive, passages, signed_in, public):
    accept(signed_in, propose(archive, passages[0].id, RIGHT))
    with archive.database.write() as session:
        interview = session.scalars(select(Interview)).one()
        interview_id = interview.id
    signed_in.act(f"/atelier/entrevues/{interview_id}/retirer", {"reason": "Essai."})
    assert public.get("/api/v1/leaders/savard/corrections").json()["decisions"] == []
    assert "fibre" not in public.get("/chefs/savard/corrections").text


def test_the_database_itself_keeps_decisions_as_they_were(archive, passages, signed_in):
    number = propose(archive, passages[0].id, RIGHT)
    accept(signed_in, number)
    for change in ("update", "delete"):
        with pytest.raises(DatabaseError, match="append-only"), archive.database.write() as session:
            row = session.get_one(Correction, number)
            if change == "update":
                row.reason = "réécrite"
            else:
                session.delete(row)
            session.flush()


def test_a_queue_of_many_passages_has_pages(archive, inventing, signed_in):
    many = [Said("leader", f"Phrase numéro {n} mal entendue.") for n in range(23)]
    with inventing() as invented:
        invented.interview(invented.leader("longue"), None, many)
    with archive.database.read() as session:
        ids = list(session.scalars(select(Passage.id)))
    for one in ids:
        propose(archive, one, "Tout autre chose.")
    first, last = (signed_in.get(f"/atelier/corrections?page={page}").text for page in (1, 99))
    assert first.count('class="queued"') == 10
    assert last.count('class="queued"') == 3
    assert "/atelier/corrections?page=2" in first


def edit(archive, curator, passage_id: str, text: str) -> None:
    with archive.database.write() as session:
        save_text(session, Editor(curator.actor, curator.curator_id), Seen(passage_id, 1), text)
