"""A leader's office may say something beside a passage, never in it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from app.models import AuditEntry, OfficeNote, Passage
from app.services.editing.transcript_editing import Editor, Seen, join_with_next
from tests.builders import Said
from tests.reader_client import ReaderClient

SAID = [Said("leader", "Nous ouvrirons les données."), Said("leader", "Toutes.")]
PATH = "/atelier/corrections/notes"


@pytest.fixture
def passages(archive, inventing) -> list[Passage]:
    with inventing() as invented:
        invented.interview(invented.leader("savard", "Inventée Savard"), None, SAID)
    with archive.database.read() as session:
        return list(session.scalars(select(Passage).order_by(Passage.position)))


@pytest.fixture
def public(site) -> ReaderClient:
    return ReaderClient(site, "192.0.2.200")


def note(passage: str, **more: str) -> dict[str, str]:
    return {
        "passage": passage, "signed_by": "Une attachée inventée", "received_on": "2026-09-03",
        "channel": "email", "text_fr": "Il fallait entendre « presque toutes ».", "text_en": "", **more,
    }  # fmt: skip


def test_a_note_stands_beside_its_passage_as_the_words_of_the_office(archive, passages, signed_in, public):
    address = f"https://franquette.invalid/passages/{passages[0].id}#t=0,10"
    sent = signed_in.act(PATH, note(address))
    assert (sent.status_code, sent.headers["location"]) == (303, f"{PATH}?avis=ajoutee")
    for path in (f"/passages/{passages[0].id}", "/entrevues/entrevue-savard"):
        told = unescape(public.get(path).text)
        assert "Note du bureau de Inventée Savard, 3 septembre 2026" in told
        assert "presque toutes" in told
        assert "Ces mots sont du bureau" in told
    english = unescape(public.get(f"/en/passages/{passages[0].id}").text)
    assert "Note of Inventée Savard’s office, September 3, 2026" in english
    assert '<p lang="fr">Il fallait' in english
    assert "presque toutes" not in public.get(f"/passages/{passages[1].id}").text
    (told,) = public.get(f"/api/v1/passages/{passages[0].id}").json()["notes"]
    assert (told["received_on"], told["channel"]) == ("2026-09-03", "email")
    transcript = public.get("/api/v1/interviews/entrevue-savard/transcript.json").json()
    assert [len(one["notes"]) for one in transcript["passages"]] == [1, 0]
    assert transcript["passages"][0]["text"] == SAID[0].text
    with archive.database.read() as session:
        assert "note.added" in session.scalars(select(AuditEntry.action)).all()


def test_a_note_that_lacks_something_comes_back_as_it_was_typed(archive, passages, signed_in):
    tomorrow = (date.today() + timedelta(days=2)).isoformat()  # noqa: DTZ011 (two days: in any time zone)
    for wrong in (
        {"passage": "nowhere"}, {"passage": "aaaaaaaaaa"}, {"signed_by": " "}, {"received_on": "hier"},
        {"received_on": tomorrow}, {"channel": "pigeon"}, {"text_fr": ""}, {"text_fr": "x" * 2001},
    ):  # fmt: skip
        given = {**note(passages[0].id, text_en="Kept as typed"), **wrong}
        if "text_fr" in wrong and not wrong["text_fr"]:
            given["text_en"] = ""
        answer = signed_in.act(PATH, given)
        assert answer.status_code == 400, wrong
        assert given["signed_by"].strip() in unescape(answer.text)
        assert given["text_en"] in unescape(answer.text)
    with archive.database.read() as session:
        assert not session.scalars(select(OfficeNote)).all()


def test_markup_in_a_note_stays_text(passages, signed_in, public):
    signed_in.act(PATH, note(passages[0].id, text_fr="<script>alert(1)</script>", signed_by="<b>X</b>"))
    page = public.get(f"/passages/{passages[0].id}").text
    assert "<script>alert" not in page
    assert "<b>X" not in page


def test_a_note_that_is_withdrawn_leaves_a_line_with_day_and_reason(archive, passages, signed_in, public):
    signed_in.act(PATH, note(passages[0].id))
    path = re.search(rf'action="({PATH}/\d+/retirer)"', signed_in.get(PATH).text)[1]
    assert signed_in.act(path, {"reason": " "}).status_code == 400
    assert signed_in.act(path, {"reason": "Le bureau la remplace."}).status_code == 303
    assert signed_in.act(path, {"reason": "Encore."}).status_code == 409
    told = unescape(public.get(f"/passages/{passages[0].id}").text)
    assert "Note retirée le" in told
    assert "Le bureau la remplace." in told
    assert "presque toutes" not in told
    (shown,) = public.get(f"/api/v1/passages/{passages[0].id}").json()["notes"]
    assert (shown["text"], shown["withdrawn_reason"]) == ({"fr": "", "en": ""}, "Le bureau la remplace.")
    with archive.database.read() as session:
        assert "note.withdrawn" in session.scalars(select(AuditEntry.action)).all()


def test_a_note_follows_its_passage_into_the_one_it_was_joined_to(archive, passages, signed_in, public):
    signed_in.act(PATH, note(passages[1].id))
    with archive.database.write() as session:
        editor = Editor(signed_in.actor, signed_in.curator_id)
        join_with_next(session, editor, Seen(passages[0].id, 1), Seen(passages[1].id, 1))
    assert "presque toutes" in public.get(f"/passages/{passages[0].id}").text
    assert "presque toutes" in signed_in.get(PATH).text


def test_the_database_itself_keeps_the_words_of_the_office(archive, passages, signed_in):
    signed_in.act(PATH, note(passages[0].id))
    for change in ("update", "delete"):
        with pytest.raises(DatabaseError, match="append-only"), archive.database.write() as session:
            row = session.scalars(select(OfficeNote)).one()
            if change == "update":
                row.text_fr = "Autre chose."
            else:
                session.delete(row)
            session.flush()
