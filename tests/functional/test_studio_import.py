"""A transcript that exists already is looked at beside what was heard, then read instead of it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.models import AuditEntry, Passage, Recording, Revision, Segment, Turn
from tests.builders import Said

HEARD = [
    Said("interviewer", "que ferez vous des données", exchange=1),
    Said("leader", "toutes les donnez seront tout vertes quand demain matin", exchange=1),
    Said("leader", "et le logiciel libre sera par tout", exchange=1),
]
VTT = """WEBVTT

00:00.000 --> 00:10.000
<v Intervieweuse inventée>Que ferez-vous des données ?

00:10.000 --> 00:20.000
<v SAVARD>Toutes les données seront ouvertes.</v> <v Q>Quand ?</v> <v SAVARD>Demain matin.</v>

00:20.000 --> 00:30.000
<v SAVARD>Et le logiciel libre sera partout.
"""
PLAIN = (
    "Q : Que ferez vous des données ?\nSavard : Toutes les données seront ouvertes, quand ? Demain matin, "
    "et le logiciel libre sera partout."
)


@pytest.fixture
def recording_id(inventing) -> int:
    with inventing() as invented:
        who = invented.leader("savard", "Hélène Savard")
        interview = invented.interview(who, None, HEARD, state="in_review")
        return invented.session.query(Recording).filter_by(interview_id=interview.id).one().id


def look(client, recording_id: int, text: str, **form):
    return client.act(f"/atelier/recevoir/enregistrements/{recording_id}/texte", {"text": text, **form})


def bring_in(client, recording_id: int, text: str, **form):
    path = f"/atelier/recevoir/enregistrements/{recording_id}/texte/importer"
    return client.act(path, {"text": text, "number": "1", **form})


def read(archive) -> list[tuple[str, str, str]]:
    with archive.database.read() as session:
        rows = session.execute(
            select(Turn.speaker_role, Passage.text, Passage.status)
            .join(Turn, Passage.turn_id == Turn.id)
            .order_by(Passage.position)
        )
        return [tuple(row) for row in rows]


def test_nothing_is_written_before_it_was_looked_at(signed_in, archive, recording_id):
    page = look(signed_in, recording_id, VTT)
    assert page.status_code == 200
    text = page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "sous-titres WebVTT" in text
    assert "Toutes les données seront ouvertes." in text
    assert re.search(r'name="role-1">\s*<option value="leader" selected>Hélène Savard', text)
    with archive.database.read() as session:
        assert len(session.scalars(select(Revision)).all()) == 1


def test_a_text_with_voices_becomes_a_revision_by_a_person(signed_in, archive, recording_id):
    done = bring_in(signed_in, recording_id, VTT, filename="corrigé.vtt")
    assert done.status_code == 303, done.text
    assert done.headers["location"].endswith("/texte?avis=enregistre")
    assert read(archive) == [
        ("interviewer", "Que ferez-vous des données?", "corrected"),
        ("leader", "Toutes les données seront ouvertes.", "corrected"),
        ("interviewer", "Quand?", "corrected"),
        ("leader", "Demain matin.", "corrected"),
        ("leader", "Et le logiciel libre sera partout.", "corrected"),
    ]
    with archive.database.read() as session:
        revisions = session.scalars(select(Revision).order_by(Revision.number)).all()
        audit = session.scalars(select(AuditEntry).where(AuditEntry.action == "transcript.imported")).one()
    assert [(one.number, one.made_by, one.action) for one in revisions][1:] == [
        (2, "curator", "transcript.imported")
    ]
    assert (revisions[1].reason, revisions[1].curator_id) == ("vtt corrigé.vtt", signed_in.curator_id)
    assert audit.actor == "curator:Camille"


def test_a_plain_text_finds_its_times_by_the_words_heard(signed_in, archive, recording_id):
    assert bring_in(signed_in, recording_id, PLAIN).status_code == 303
    with archive.database.read() as session:
        _first, second, third = session.scalars(select(Passage).order_by(Passage.position)).all()
    assert third.text.startswith("et le logiciel libre")
    starts = {word[0]: word[1] for word in third.words}
    assert starts["logiciel"] == pytest.approx(22.857, abs=0.01)
    assert second.text.startswith("Toutes les données")


def test_who_vouches_for_a_text_checks_it(signed_in, archive, recording_id):
    bring_in(signed_in, recording_id, VTT, is_checked="1")
    assert {status for _role, _text, status in read(archive)} == {"checked"}


def test_what_a_name_stands_for_can_be_told(signed_in, archive, recording_id):
    told = {"label-0": "Intervieweuse inventée", "role-0": "unknown", "label-2": "Q", "role-2": "leader"}
    bring_in(signed_in, recording_id, VTT, **told)
    roles = [role for role, _text, _status in read(archive)]
    assert roles == ["unknown", "leader", "leader"]


def test_the_text_of_another_recording_is_noticed(signed_in, archive, recording_id):
    other = "Bonsoir, la météo annonce de la neige sur toute la vallée et du verglas vers minuit."
    assert "ressemble peu" in look(signed_in, recording_id, other).text
    assert bring_in(signed_in, recording_id, other).status_code == 400
    assert len({status for _role, _text, status in read(archive)}) == 1
    assert bring_in(signed_in, recording_id, other, is_sure="1").status_code == 303


def test_an_import_prepared_before_somebody_elses_edit_is_not_written(signed_in, archive, recording_id):
    bring_in(signed_in, recording_id, VTT)
    assert bring_in(signed_in, recording_id, PLAIN).status_code == 409
    page = look(signed_in, recording_id, PLAIN).text
    assert "déjà corrigés par une personne" in page.replace("\u00a0", " ")


def test_what_is_no_text_is_said(signed_in, recording_id):
    for text in ("", "{", "—"):
        answer = look(signed_in, recording_id, text)
        assert answer.status_code == 400
        assert "ne peut être lu" in answer.text


def test_a_file_of_an_old_program_is_read_and_shown_without_its_markup(signed_in, recording_id):
    said = "Que ferez-vous <script>alert(1)</script> des données privées"
    srt = f"1\r\n00:00:01,000 --> 00:00:09,000\r\n{said}\r\n"
    answer = signed_in.post(
        f"/atelier/recevoir/enregistrements/{recording_id}/texte",
        files=[("token", (None, signed_in.token)), ("file", ("vieux.srt", srt.encode("cp1252")))],
        headers={"origin": "https://franquette.invalid"},
    )
    assert answer.status_code == 200
    assert "données privées" in answer.text
    assert "<script>alert" not in answer.text
    assert 'value="vieux.srt"' in answer.text


def test_a_recording_without_transcript_waits_for_the_machine(signed_in, archive, inventing):
    with inventing() as invented:
        invented.interview(invented.leader("savard"), None, state="draft")
        recording_id = invented.session.query(Recording).one().id
    answer = look(signed_in, recording_id, VTT)
    assert answer.status_code == 400
    assert "pas encore transcrit" in answer.text


def test_the_machines_own_words_are_kept(signed_in, archive, recording_id):
    with archive.database.read() as session:
        before = len(session.scalars(select(Segment)).all())
    bring_in(signed_in, recording_id, VTT)
    with archive.database.read() as session:
        first = session.scalars(select(Revision).where(Revision.number == 1)).one()
        assert (first.made_by, len(session.scalars(select(Segment)).all())) == ("machine", before)
