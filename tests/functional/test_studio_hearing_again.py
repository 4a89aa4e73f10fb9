"""A recording heard again: offered beside the text, taken only where somebody asks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.transcript_edit import TimedWord
from app.models import AuditEntry, HearingAgain, Passage, Recording, Revision, Transcript
from app.models.transcript import HEARD_AGAIN, HEARD_TAKEN
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, mark_heard, save_text
from app.services.guided_pass.doubtful_reading import read_spots
from app.services.hearing.hearing_again import ask_hearing, note_hearing_failed, store_heard_again
from app.services.hearing.hearing_again_taking import take_untouched
from app.services.reading.public_interviews import last_revision, machine_revision
from tests.builders import Said
from transcription.hallucinations import CleanedTranscript, RemovedSpan
from transcription.raw_transcript import RawTranscript, Segment, Word

SAID = [
    Said("interviewer", "Et la fibre ?"),
    Said("leader", "La vibre ira partout"),
    Said("leader", "Dès le printemps prochain"),
    Said("leader", "Je vous le promais"),
]
HEARD = ["Et la fibre ?", "La fibre ira partout", "Dès ce printemps", "Je vous le promets"]
CAMILLE = Editor("curator:Camille")


def heard_again(lines: list[str] = HEARD) -> CleanedTranscript:
    """What an engine gives: each line inside the ten seconds of its passage, and some invented credits."""
    segments = []
    for number, line in enumerate(lines):
        start, spoken = 10.0 * number, line.split()
        step = 10.0 / max(len(spoken), 1)
        words = tuple(
            Word(text, start + step * place, start + step * (place + 1), 0.6)
            for place, text in enumerate(spoken)
        )
        segments.append(Segment(start, start + 10.0, line, words))
    credits = Word("Sous-titrage", 39.0, 39.5, 0.1)
    removed = RemovedSpan(39.0, 39.5, "Sous-titrage", "credits", (credits,))
    heard = RawTranscript("fr", 40.0, tuple(segments), "other-engine", "bigger", {"beam_size": 8})
    return CleanedTranscript(heard, (removed,))


@pytest.fixture
def interview_id(archive, inventing) -> int:
    """A person settled the third passage, the others are a machine's; all was heard again since."""
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID)
    with archive.database.write() as session:
        third = session.scalars(select(Passage).where(Passage.position == 2)).one()
        save_text(session, CAMILLE, Seen(third.id, 1), "Dès le printemps prochain, promis")
        wish = ask_hearing(session, CAMILLE, interview.id, "bigger")
        store_heard_again(session, wish, heard_again())
    return interview.id


def texts(archive) -> list[str]:
    with archive.database.read() as session:
        return list(session.scalars(select(Passage.text).order_by(Passage.position)))


def passage(archive, position: int) -> Passage:
    with archive.database.read() as session:
        return session.scalars(select(Passage).where(Passage.position == position)).one()


def address(interview_id: int, act: str = "") -> str:
    return f"/atelier/entrevues/{interview_id}/reecoute{act}"


def test_hearing_again_changes_nothing_that_is_read(archive, client, signed_in, interview_id) -> None:
    assert texts(archive) == [
        SAID[0].text, SAID[1].text, "Dès le printemps prochain, promis", SAID[3].text,
    ]  # fmt: skip
    with archive.database.read() as session:
        transcript = session.scalars(select(Transcript)).one()
        assert last_revision(session, transcript).number == 2
        assert machine_revision(session, transcript).number == 1
        offered = session.scalars(select(Revision).where(Revision.action == HEARD_AGAIN)).one()
        assert (offered.number, offered.made_by, offered.model) == (3, "machine", "bigger")
        spots = read_spots(session, interview_id)
        assert spots.progress.spot_count == len(spots.spots)
    public = client.get("/entrevues/entrevue-savard").text
    assert "invented-model" in public and "bigger" not in public
    assert "bigger" not in client.get("/methode").text
    history = signed_in.get(f"/atelier/entrevues/{interview_id}/revisions").text
    assert history.index("proposée, personne ne la lit") < history.index("se lit maintenant")
    assert f"{address(interview_id)}?revision=3" in history


def test_the_page_lists_where_the_words_differ_and_who_settled_the_text(signed_in, interview_id) -> None:
    page = signed_in.get(address(interview_id)).text
    assert "3 passages diffèrent" in page.replace("\u00a0", " ")
    assert "vibre</del>" in page and "fibre</ins>" in page
    assert "Corrigé par une personne" in page
    assert "Et la fibre" not in page
    assert "Sous-titrage" not in page
    assert "Reprendre les 2 passages" in page.replace("\u00a0", " ")
    assert signed_in.get(f"{address(interview_id)}?revision=2").status_code == 404
    assert signed_in.get(f"{address(interview_id)}?revision=1").status_code == 404


def test_all_that_nobody_touched_is_taken_in_one_revision_and_stays_a_machines(
    archive, client, signed_in, interview_id
) -> None:
    answer = signed_in.act(address(interview_id, "/prendre-libres"), {"revision": 3, "seen": 3})
    assert answer.headers["location"] == f"{address(interview_id)}?revision=3&avis=repris"
    assert texts(archive) == [HEARD[0], HEARD[1], "Dès le printemps prochain, promis", HEARD[3]]
    second = passage(archive, 1)
    assert second.status == "machine"
    assert [word[3] for word in second.words] == [0.6] * 4
    with archive.database.read() as session:
        last = session.scalars(select(Revision).order_by(Revision.number.desc()).limit(1)).one()
        assert (last.number, last.action, last.reason) == (4, HEARD_TAKEN, "r3")
        assert session.scalars(select(HearingAgain.state)).one() == "ready"
    hits = client.get("/api/v1/search?q=promets").json()["hits"]
    assert [hit["text"] for hit in hits] == [HEARD[3]]
    assert "bigger" in client.get("/methode").text
    again = signed_in.act(address(interview_id, "/prendre-libres"), {"revision": 3, "seen": 4})
    assert again.status_code == 409
    undone = signed_in.act(f"/atelier/entrevues/{interview_id}/revisions/4/annuler")
    assert undone.status_code == 303
    assert texts(archive)[1] == SAID[1].text


def test_a_persons_passage_is_taken_only_by_itself_and_only_as_it_was_seen(
    archive, signed_in, interview_id
) -> None:
    third = passage(archive, 2)
    late = {"revision": 3, "passage": third.id, "seen": 1}
    refused = signed_in.act(address(interview_id, "/prendre"), late)
    assert refused.status_code == 409
    assert "entre-temps" in refused.text
    assert texts(archive)[2] == "Dès le printemps prochain, promis"
    taken = signed_in.act(address(interview_id, "/prendre"), {**late, "seen": third.revision_number})
    assert taken.status_code == 303
    assert texts(archive)[2] == HEARD[2]
    assert passage(archive, 2).status == "corrected"


def test_a_word_that_a_person_vouched_for_keeps_its_passage_from_being_taken_with_others(
    archive, interview_id
) -> None:
    second = passage(archive, 1)
    with archive.database.write() as session:
        mark_heard(session, CAMILLE, Seen(second.id, 1), 0, 1)
        take_untouched(session, CAMILLE, interview_id, 3, 99)
    assert texts(archive)[1] == SAID[1].text
    assert texts(archive)[3] == HEARD[3]


def test_where_nothing_is_heard_this_time_nothing_is_taken_with_others(archive, interview_id) -> None:
    with archive.database.write() as session:
        wish = ask_hearing(session, CAMILLE, interview_id, "bigger")
        number = store_heard_again(session, wish, heard_again([*HEARD[:3], ""])).number
        take_untouched(session, CAMILLE, interview_id, number, 99)
    assert texts(archive)[1] == HEARD[1]
    assert texts(archive)[3] == SAID[3].text


def test_a_curator_asks_once_and_sees_how_far_it_is(archive, signed_in, interview_id) -> None:
    asked = signed_in.act(address(interview_id))
    assert asked.headers["location"] == f"{address(interview_id)}?avis=demandee"
    assert signed_in.act(address(interview_id)).status_code == 409
    with archive.database.write() as session:
        wish = session.scalars(select(HearingAgain).where(HearingAgain.state == "waiting")).one()
        assert wish.curator_id == signed_in.curator_id
        wish.state, wish.step, wish.progress = "processing", "transcribe", 0.5
        assert session.scalars(select(Recording.state)).one() == "ready"
    told = signed_in.get(address(interview_id), headers={"accept": "application/json"})
    assert json.loads(told.text) == {"state": "processing", "percent": 51, "step_text": "transcription"}
    assert 'value="51"' in signed_in.get(address(interview_id)).text
    with archive.database.write() as session:
        wish = session.scalars(select(HearingAgain).where(HearingAgain.state == "processing")).one()
        note_hearing_failed(session, wish, "model_missing", {"model": "bigger"})
    failed = signed_in.get(address(interview_id)).text
    assert "est introuvable" in failed and "diffèrent" in failed
    acts = [
        "hearing.asked", "heard.again", "hearing.asked", "hearing.failed",
    ]  # fmt: skip
    with archive.database.read() as session:
        written = session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.in_(acts)).order_by(AuditEntry.id)
        )
        assert list(written) == acts
    assert signed_in.act(address(interview_id)).status_code == 303


def test_the_words_that_a_machine_gives_no_figure_stay_a_machines(archive, interview_id) -> None:
    unsure = heard_again()
    mark = Word("[inaudible]", 30.0, 40.0, None)
    segments = (*unsure.transcript.segments[:3], Segment(30.0, 40.0, "[inaudible]", (mark,)))
    with archive.database.write() as session:
        wish = ask_hearing(session, CAMILLE, interview_id, "bigger")
        heard = replace(unsure, transcript=replace(unsure.transcript, segments=segments))
        number = store_heard_again(session, wish, heard).number
        take_untouched(session, CAMILLE, interview_id, number, 99)
    with archive.database.read() as session:
        now = read_spots(session, interview_id).now
    assert passage(archive, 3).text == "[inaudible]"
    assert TimedWord("[inaudible]", 30.0, 40.0, None) in now.passages[3].words
    assert ("[inaudible]", 30.0, 40.0) in now.untold
