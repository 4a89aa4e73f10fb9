"""A recording taken back is kept, worked on no more, unknown to the public, and can be taken up again."""

from __future__ import annotations

from contextlib import suppress

import pytest

from app.errors import Refused
from app.jobs.pipeline import run_step, stop
from app.jobs.step_context import RecordingSetAside, StepContext
from app.jobs.waiting_recordings import is_idle
from app.models import Passage, Recording
from app.services.intake.intake_withdrawal import set_aside, take_up_again
from tests.builders import Said

SAID = [Said("leader", "Toutes les données seront ouvertes.")]


def context_of(archive, recording_id: int) -> StepContext:
    return StepContext(recording_id, archive.settings, archive.database, archive.store, archive.index)


@pytest.fixture
def recording_id(archive, inventing) -> int:
    """A recording that waits, in an interview that nobody published."""
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), invented.campaign(), state="draft")
        recording = invented.session.query(Recording).filter_by(interview_id=interview.id).one()
        recording.state = "waiting"
        return recording.id


def test_its_processing_stops_and_goes_on_when_it_is_taken_up_again(archive, recording_id):
    context = context_of(archive, recording_id)
    assert not is_idle(archive.database)
    with archive.database.write() as session:
        set_aside(session, recording_id, "Mauvais fichier.", "curator:Camille")
    assert is_idle(archive.database)
    with pytest.raises(RecordingSetAside):
        context.report(0.5)
    with pytest.raises(RecordingSetAside):
        run_step(context, "probe")
    stop(context)
    with archive.database.write() as session:
        take_up_again(session, recording_id, "curator:Camille")
    with archive.database.read() as session:
        recording = session.get(Recording, recording_id)
        assert (recording.state, recording.attempt) == ("waiting", 2)
    assert not is_idle(archive.database)


def test_its_bytes_are_kept(archive, recording_id):
    with archive.database.write() as session:
        key = set_aside(session, recording_id, "Mauvais fichier.", "curator:Camille").media_key
    with archive.store.local_copy(key) as original:
        assert original.stat().st_size > 0


def test_a_reason_is_asked_for_and_what_was_public_is_withdrawn_otherwise(archive, inventing, recording_id):
    with inventing() as invented:
        public = invented.interview(invented.leader("tessier"), None, SAID)
        public_id = invented.session.query(Recording).filter_by(interview_id=public.id).one().id
    for tried, reason in ((recording_id, "  "), (public_id, "Erreur.")):
        with suppress(Refused), archive.database.write() as session:
            set_aside(session, tried, reason, "curator:Camille")
            pytest.fail("it was set aside")
    with pytest.raises(Refused), archive.database.write() as session:
        take_up_again(session, public_id, "curator:Camille")


def test_the_public_is_told_nothing_of_it(archive, inventing, client):
    with inventing() as invented:
        campaign = invented.campaign()
        invented.interview(invented.leader("tessier"), campaign, SAID)
        interview = invented.interview(invented.leader("savard"), campaign, SAID, state="in_review")
        recording = invented.session.query(Recording).filter_by(interview_id=interview.id).one()
        sha256, recording_id = recording.sha256, recording.id
        passage_id = invented.session.query(Passage).order_by(Passage.transcript_id.desc()).first().id
    with archive.database.write() as session:
        set_aside(session, recording_id, "Secret de fabrication.", "curator:Camille")
    original = f"/media/originals/{sha256[:2]}/{sha256}.m4a"
    interview_json = "/api/v1/interviews/entrevue-savard"
    addresses = ("/entrevues/entrevue-savard", f"/passages/{passage_id}", original, interview_json)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "Secret" not in answer.text
    for address in ("/comparer", "/api/v1/comparison", "/campagnes/littoral-2026"):
        assert "savard" not in client.get(address).text.casefold(), address
