"""What a curator decides about a spot settles it, and nothing else does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.domain.doubtful_spots import Spot
from app.errors import NotFound, Refused
from app.models import AuditEntry, HeardSpan, Passage, Revision, Segment, Turn, Word
from app.services.editing.revision_restoring import take_back
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import (
    EditedMeanwhile,
    Seen,
    mark_checked,
    save_text,
    split_passage,
)
from app.services.guided_pass.doubtful_reading import SpotQueue, read_spots
from app.services.guided_pass.spot_settling import SpotDecision, settle_spot
from tests.builders import Said

EDITOR = Editor("curator:Camille")
SAID = [
    Said("interviewer", "Et la fibre dans les villages de la région ?"),
    Said("leader", "Chaque village aura la fibre avant deux ans partout."),
    Said("leader", "Personne ne paiera plus cher pour cela chez nous."),
    Said("unknown", "Oui.", seconds=0.6),
]


@pytest.fixture
def interview_id(inventing) -> int:
    """The first word of each passage is the least sure; some words were set aside."""
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID)
        revision = invented.session.scalars(select(Revision)).one()
        segment = Segment(revision_id=revision.id, position=0, start_seconds=31, end_seconds=34, text="")
        invented.session.add(segment)
        invented.session.flush()
        for position, text in enumerate(("Merci", "d'avoir", "regardé")):
            invented.session.add(
                Word(
                    segment_id=segment.id, position=position, text=text, start_seconds=31 + position,
                    end_seconds=31.9 + position, probability=0.2, removed_because="credits",
                )
            )  # fmt: skip
        return interview.id


class Desk:
    """A curator's work on one interview."""

    def __init__(self, archive, interview_id: int) -> None:
        self.archive, self.interview_id = archive, interview_id

    def queue(self) -> SpotQueue:
        with self.archive.database.read() as session:
            return read_spots(session, self.interview_id)

    def spot(self, kind: str, text: str = "") -> Spot:
        return next(one.spot for one in self.queue().spots if one.spot.kind == kind and text in one.spot.text)

    def is_settled(self, spot: Spot) -> bool:
        return next(one.is_settled for one in self.queue().spots if one.spot == spot)

    def seen(self, position: int) -> Seen:
        with self.archive.database.read() as session:
            passage = session.scalars(select(Passage).where(Passage.position == position)).one()
            return Seen(passage.id, passage.revision_number)

    def words(self, position: int) -> list[list]:
        with self.archive.database.read() as session:
            return session.scalars(select(Passage.words).where(Passage.position == position)).one()

    def do(self, edit, *arguments, **options):
        with self.archive.database.write() as session:
            return edit(session, EDITOR, *arguments, **options)

    def settle(self, spot: Spot, act: str, position: int, **more: str):
        decision = SpotDecision(act, self.seen(position), **more)
        return self.do(settle_spot, self.interview_id, spot.key, decision)


@pytest.fixture
def desk(archive, interview_id) -> Desk:
    return Desk(archive, interview_id)


def test_accepting_vouches_for_the_words_of_the_spot_and_for_no_others(desk):
    spot = desk.spot("words", "Personne")
    assert not desk.is_settled(spot)
    desk.settle(spot, "accept", 2)
    assert desk.is_settled(spot)
    assert [word[3] for word in desk.words(2)][:2] == [None, 0.9]
    progress = desk.queue().progress
    assert (progress.settled_count, progress.spot_count) == (1, 6)
    assert progress.vouched_seconds == pytest.approx(10 / 9, abs=0.01)


def test_another_text_settles_the_spot_and_what_was_left_in_it_is_vouched_for(desk):
    spot = desk.spot("words", "Personne")
    edited = desk.settle(spot, "fix", 2, text="Personne ne paiera moins cher pour cela chez nous.")
    assert desk.is_settled(spot)
    assert [word[0] for word in desk.words(2)][:4] == ["Personne", "ne", "paiera", "moins"]
    assert desk.words(2)[0][3] is None
    assert edited.changed == (desk.seen(2).passage_id,)


def test_words_that_nobody_can_make_out_become_a_mark_that_is_settled(desk):
    spot = desk.spot("words", "Personne")
    desk.settle(spot, "inaudible", 2)
    assert desk.words(2)[0][0] == "[inaudible]"
    assert desk.is_settled(spot)


def test_that_nothing_is_said_where_words_were_set_aside_is_remembered_and_audited(desk, archive):
    spot = desk.spot("removed")
    assert (spot.set_aside, spot.passage_id) == ("Merci d'avoir regardé", None)
    desk.settle(spot, "accept", 3)
    assert desk.is_settled(spot)
    with archive.database.read() as session:
        assert session.scalars(select(HeardSpan.start_seconds)).one() == 31
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "spot.heard")).one()
        assert entry.details == {"start_seconds": 31, "end_seconds": 33.9}
        assert session.scalars(select(Revision.number)).all() == [1]


def test_what_was_said_where_words_were_set_aside_can_be_written_there(desk):
    spot = desk.spot("removed")
    desk.settle(spot, "fix", 3, text="Oui. Merci.")
    assert [word[0] for word in desk.words(3)] == ["Oui.", "Merci."]
    assert desk.is_settled(spot)


def test_a_doubtful_turn_is_settled_by_saying_who_speaks(desk, archive):
    spot = desk.spot("speaker")
    with pytest.raises(Refused):
        desk.settle(spot, "accept", 3)
    desk.settle(spot, "speaker", 3, role="interviewer")
    assert desk.is_settled(spot)
    with archive.database.read() as session:
        turn = session.scalars(select(Turn).order_by(Turn.position.desc())).first()
        assert (turn.speaker_role, turn.is_speaker_confirmed) == ("interviewer", True)


def test_what_is_done_in_the_editor_settles_spots_as_well(desk):
    first, second = desk.spot("words", "Personne"), desk.spot("words", "Chaque")
    desk.do(mark_checked, desk.seen(1))
    desk.do(save_text, desk.seen(2), "Nul ne paiera plus cher pour cela chez nous.")
    assert desk.is_settled(first)
    assert desk.is_settled(second)


def test_a_spot_stays_where_it_sounds_when_its_passage_is_cut(desk):
    spot = desk.spot("words", "Personne")
    desk.do(split_passage, desk.seen(2), 4)
    assert desk.spot("words", "Personne") == spot
    desk.settle(spot, "accept", 2)
    assert desk.is_settled(spot)


def test_an_edit_taken_back_asks_for_an_ear_again(desk):
    spot = desk.spot("words", "Personne")
    edited = desk.settle(spot, "accept", 2)
    desk.do(take_back, edited.transcript_id, edited.revision_number)
    assert not desk.is_settled(spot)


def test_who_was_slower_is_told_and_changes_nothing(desk):
    spot, late = desk.spot("words", "Personne"), desk.seen(2)
    desk.settle(spot, "fix", 2, text="Personne ne paiera rien pour cela chez nous.")
    with pytest.raises(EditedMeanwhile):
        desk.do(settle_spot, desk.interview_id, spot.key, SpotDecision("fix", late, text="Trop tard."))
    assert desk.words(2)[3][0] == "rien"


def test_a_spot_or_a_passage_of_another_interview_is_refused(desk, inventing):
    spot, seen = desk.spot("words", "Personne"), desk.seen(2)
    with inventing() as invented:
        other = invented.interview(invented.leader("tessier"), None, SAID).id
    for interview_id, key in ((desk.interview_id, "w999999"), (other, spot.key)):
        with pytest.raises(NotFound):
            desk.do(settle_spot, interview_id, key, SpotDecision("accept", seen))
