"""The history of a transcript, and the ways back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models import Interview, Passage
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text, tell_speaker
from tests.builders import Said

SAID = [
    Said("interviewer", "Et la fibre ?"),
    Said("leader", "La fibre se rendra dans chaque village"),
]


@pytest.fixture
def interview_id(archive, inventing) -> int:
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID)
    with archive.database.write() as session:
        passage = session.scalars(select(Passage).where(Passage.position == 1)).one()
        save_text(session, Editor("curator:Camille"), Seen(passage.id, 1), "La fibre ira <b>partout</b>")
        tell_speaker(session, Editor("curator:Camille"), 1, [Seen(passage.id, 2)], "leader")
    return interview.id


def text_now(archive) -> str:
    with archive.database.read() as session:
        return session.scalars(select(Passage.text).where(Passage.position == 1)).one()


def test_the_history_lists_who_did_what_newest_first(signed_in, interview_id) -> None:
    page = signed_in.get(f"/atelier/entrevues/{interview_id}/revisions").text
    assert page.index("Voix nommée") < page.index("Texte corrigé") < page.index("Texte de la machine")
    assert "invented-engine" in page


def test_two_revisions_stand_side_by_side_in_words(signed_in, interview_id) -> None:
    page = signed_in.get(f"/atelier/entrevues/{interview_id}/revisions/2").text
    assert "se rendra dans chaque village</del>" in page
    assert "ira &lt;b&gt;partout&lt;/b&gt;</ins>" in page
    confirmed = signed_in.get(f"/atelier/entrevues/{interview_id}/revisions/3").text
    assert "Voix confirmée par une personne." in confirmed
    both = signed_in.get(f"/atelier/entrevues/{interview_id}/revisions/3?contre=1").text
    assert "partout" in both
    assert signed_in.get(f"/atelier/entrevues/{interview_id}/revisions/9").status_code == 404


def test_a_curator_restores_a_revision_and_the_public_reads_it(
    archive, client, signed_in, interview_id
) -> None:
    answer = signed_in.act(f"/atelier/entrevues/{interview_id}/revisions/1/retablir", {"reason": "trop vite"})
    assert answer.headers["location"] == f"/atelier/entrevues/{interview_id}/revisions?avis=retablie"
    assert text_now(archive) == SAID[1].text
    assert "rendra" in client.get("/entrevues/entrevue-savard").text
    assert "trop vite" in signed_in.get(f"/atelier/entrevues/{interview_id}/revisions").text
    hits = client.get("/api/v1/search?q=rendra").json()["hits"]
    assert [hit["text"] for hit in hits] == [SAID[1].text]


def test_a_revision_is_taken_back_only_where_nothing_followed_on_it(archive, signed_in, interview_id) -> None:
    refused = signed_in.act(f"/atelier/entrevues/{interview_id}/revisions/2/annuler")
    assert refused.status_code == 409
    assert "révision 3 a changé" in refused.text.replace("\u00a0", " ")
    signed_in.act(f"/atelier/entrevues/{interview_id}/revisions/3/annuler")
    with archive.database.read() as session:
        assert session.scalars(select(Interview.id)).one() == interview_id
    assert "Révision annulée" in signed_in.get(f"/atelier/entrevues/{interview_id}/revisions").text
