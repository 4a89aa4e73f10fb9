"""Editing a transcript: revisions, structure, conflicts, and the way back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.errors import Refused
from app.models import Exchange, Passage, PassageRedirect, PassageVersion, Revision, Transcript, Turn
from app.services.editing.passage_order import read_order
from app.services.editing.revision_restoring import ChangedSince, restore_revision, take_back, versions_at
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import (
    EditedMeanwhile,
    PassageGone,
    Seen,
    join_with_next,
    mark_checked,
    mark_heard,
    move_edges,
    place_exchange,
    save_text,
    save_texts,
    split_passage,
    tell_speaker,
    tell_voice,
)
from tests.builders import Said

EDITOR = Editor("curator:Camille")
SAID = [
    Said("interviewer", "Que ferez-vous pour la fibre ?", exchange=1),
    Said("leader", "La fibre se rendra dans chaque village", exchange=1),
    Said("leader", "avant deux ans je le promets", exchange=1),
    Said("interviewer", "Et les données ?", exchange=2),
    Said("leader", "Elles seront ouvertes", exchange=2),
]


@pytest.fixture
def transcript_id(archive, inventing) -> int:
    with inventing() as invented:
        invented.interview(invented.leader("savard"), None, SAID)
    with archive.database.read() as session:
        return session.scalars(select(Transcript.id)).one()


@pytest.fixture
def edit(archive, transcript_id):
    """Runs one edit in a transaction of its own."""

    def run(do, *arguments, **options):
        with archive.database.write() as session:
            return do(session, EDITOR, *arguments, **options)

    return run


@pytest.fixture
def seen(archive, transcript_id):
    """Gives what a person who reads now has seen of the n-th passage."""

    def read(position: int) -> Seen:
        with archive.database.read() as session:
            passage = session.scalars(
                select(Passage).where(Passage.transcript_id == transcript_id, Passage.position == position)
            ).one()
            return Seen(passage.id, passage.revision_number)

    return read


def texts(archive) -> list[str]:
    with archive.database.read() as session:
        return list(session.scalars(select(Passage.text).order_by(Passage.position)))


def turns(archive) -> list[tuple[str, int]]:
    """Return who speaks in each turn, and how many passages it has; checks that rows and order agree."""
    with archive.database.read() as session:
        rows = session.scalars(select(Turn).order_by(Turn.position)).all()
        assert [row.position for row in rows] == list(range(len(rows)))
        counts = dict(session.execute(select(Passage.turn_id, func.count()).group_by(Passage.turn_id)).all())
        positions = list(session.scalars(select(Passage.position).order_by(Passage.position)))
        assert positions == list(range(len(positions)))
        return [(row.speaker_role, counts[row.id]) for row in rows]


def exchange_sizes(archive) -> list[int]:
    with archive.database.read() as session:
        rows = session.scalars(select(Exchange).order_by(Exchange.position)).all()
        counts = session.execute(
            select(Passage.exchange_id, func.count())
            .where(Passage.exchange_id.is_not(None))
            .group_by(Passage.exchange_id)
        )
        by_row = dict(counts.all())
        return [by_row[row.id] for row in rows]


def test_a_saved_text_is_a_revision_by_a_person_and_the_machines_stays(archive, edit, seen) -> None:
    edited = edit(save_text, seen(1), "La fibre ira dans chaque village")
    assert (edited.revision_number, edited.changed) == (2, (seen(1).passage_id,))
    with archive.database.read() as session:
        passage = session.get(Passage, seen(1).passage_id)
        assert (passage.status, passage.revision_number) == ("corrected", 2)
        assert passage.words[1][3] is not None  # heard by the machine, left as it was
        assert [word[3] for word in passage.words if word[0] == "ira"] == [None]
        first = session.scalars(
            select(PassageVersion)
            .join(Revision, PassageVersion.revision_id == Revision.id)
            .where(PassageVersion.passage_id == passage.id, Revision.number == 1)
        ).one()
        assert first.text == SAID[1].text
        audit = session.execute(text("SELECT actor, action FROM audit_entries ORDER BY id DESC")).first()
        assert tuple(audit) == ("curator:Camille", "text.saved")


def test_an_edit_tells_whether_words_changed(edit, seen) -> None:
    assert edit(save_text, seen(1), "Autre chose.").is_reworded
    assert not edit(mark_checked, seen(3)).is_reworded


def test_saving_the_same_text_makes_no_revision(edit, seen) -> None:
    assert edit(save_text, seen(1), SAID[1].text).is_new is False
    assert seen(1).number == 1


def test_who_comes_second_sees_the_first_ones_text_and_loses_nothing(archive, edit, seen) -> None:
    both_read = seen(1)
    edit(save_text, both_read, "La fibre partout")
    with pytest.raises(EditedMeanwhile) as caught:
        edit(save_text, both_read, "La fibre nulle part")
    assert (caught.value.text, caught.value.number) == ("La fibre partout", 2)
    assert edit(save_text, seen(1), "La fibre nulle part").revision_number == 3


def test_several_texts_are_one_revision_or_none(archive, edit, seen) -> None:
    stale = Seen(seen(4).passage_id, 7)
    with pytest.raises(EditedMeanwhile):
        edit(save_texts, {seen(1): "un", stale: "deux"}, action="words.replaced", reason="fibre")
    assert texts(archive)[1] == SAID[1].text
    edited = edit(save_texts, {seen(1): "un", seen(4): "deux"}, action="words.replaced", reason="fibre")
    assert (edited.revision_number, len(edited.changed)) == (2, 2)


def test_a_cut_passage_keeps_its_address_and_gets_it_all_back_when_joined(archive, edit, seen) -> None:
    before = texts(archive)
    cut = edit(split_passage, seen(1), 3)
    assert texts(archive)[1:3] == ["La fibre se", "rendra dans chaque village"]
    new = next(one for one in cut.changed if one != seen(1).passage_id)
    joined = edit(join_with_next, seen(1), seen(2))
    assert (texts(archive), joined.gone) == (before, (new,))
    with archive.database.read() as session:
        assert session.get(PassageRedirect, new).into_passage_id == seen(1).passage_id
    # Cut again, the second part has its old address back.
    edit(split_passage, seen(1), 3)
    assert seen(2).passage_id == new
    with archive.database.read() as session:
        assert session.get(PassageRedirect, new) is None
    assert turns(archive) == [
        ("interviewer", 1),
        ("leader", 2),
        ("leader", 1),
        ("interviewer", 1),
        ("leader", 1),
    ]


def test_what_goes_away_twice_still_leads_to_where_it_is_read(archive, edit, seen) -> None:
    gone = seen(2).passage_id
    edit(join_with_next, seen(1), seen(2))
    edit(tell_speaker, 1, [seen(0)], "leader")
    edit(join_with_next, seen(0), seen(1))
    with archive.database.read() as session:
        assert session.get(PassageRedirect, gone).into_passage_id == seen(0).passage_id


def test_passages_of_two_people_or_two_exchanges_are_not_joined(edit, seen) -> None:
    with pytest.raises(Refused, match="Deux personnes"):
        edit(join_with_next, seen(0), seen(1))
    with pytest.raises(Refused, match="ne se suivent pas"):
        edit(join_with_next, seen(1), seen(4))
    edit(tell_speaker, 1, [seen(3)], "leader")
    with pytest.raises(Refused, match="Un échange commence"):
        edit(join_with_next, seen(2), seen(3))


def test_a_passage_given_back_to_its_speaker_reads_as_one_turn(archive, edit, seen) -> None:
    edit(tell_speaker, 1, [seen(2)], "interviewer")
    assert [role for role, _count in turns(archive)][:4] == ["interviewer", "leader", *["interviewer"] * 2]
    edit(tell_speaker, 1, [seen(1), seen(2)], "leader")
    assert turns(archive) == [("interviewer", 1), ("leader", 2), ("interviewer", 1), ("leader", 1)]


def test_a_voice_is_told_for_all_its_turns_at_once(archive, edit, seen, transcript_id) -> None:
    with archive.database.write() as session:
        for turn in session.scalars(select(Turn)):
            turn.voice = 1 if turn.speaker_role == "leader" else 0
    edit(tell_voice, transcript_id, 0, "interviewer")
    with archive.database.read() as session:
        confirmed = {turn.voice: turn.is_speaker_confirmed for turn in session.scalars(select(Turn))}
    assert confirmed == {0: True, 1: False}
    with pytest.raises(Refused, match="ne s'entend pas"):
        edit(tell_voice, transcript_id, 5, "leader")


def test_exchanges_start_and_go_on_where_a_person_says(archive, edit, seen) -> None:
    assert exchange_sizes(archive) == [3, 2]
    edit(place_exchange, seen(3), "continues")
    assert exchange_sizes(archive) == [5]
    edit(place_exchange, seen(3), "starts")
    edit(place_exchange, seen(0), "outside")
    assert exchange_sizes(archive) == [2, 2]


def test_edges_stay_between_the_neighbours(archive, edit, seen) -> None:
    edit(move_edges, seen(1), 10.5, 19.0)
    with archive.database.read() as session:
        passage = session.get(Passage, seen(1).passage_id)
        assert (passage.start_seconds, passage.end_seconds) == (10.5, 19.0)
        assert passage.words[0][1] == 10.5
    for start, end in ((9.0, 19.0), (10.5, 21.0), (19.0, 19.0), (float("nan"), 19.0)):
        with pytest.raises(Refused, match="entre ses voisins"):
            edit(move_edges, seen(1), start, end)


def test_taking_a_revision_back_undoes_it_and_taking_that_back_redoes_it(
    archive, edit, seen, transcript_id
) -> None:
    before = texts(archive)
    edit(split_passage, seen(1), 3)
    edit(mark_checked, seen(3))
    after = texts(archive)
    edit(take_back, transcript_id, 2)
    assert texts(archive) == before
    edit(take_back, transcript_id, 4)
    assert texts(archive) == after
    edit(save_text, seen(1), "La fibre")
    with pytest.raises(ChangedSince):
        edit(take_back, transcript_id, 2)


def test_restoring_reads_as_it_did_then_and_forgets_nothing(archive, edit, seen, transcript_id) -> None:
    before, shape = texts(archive), turns(archive)
    with archive.database.read() as session:
        order = read_order(session, transcript_id)
    edit(save_text, seen(0), "")
    edit(split_passage, seen(1), 2)
    edit(join_with_next, seen(2), seen(3))
    edit(tell_speaker, transcript_id, [seen(0), seen(1)], "leader")
    edit(place_exchange, seen(2), "starts")
    changed = texts(archive)
    restored = edit(restore_revision, transcript_id, 1, "trop de fautes")
    assert (texts(archive), turns(archive)) == (before, shape)
    with archive.database.read() as session:
        assert read_order(session, transcript_id) == order
        assert [one.text for one in versions_at(session, transcript_id, 6).values()] == changed
    edit(restore_revision, transcript_id, restored.revision_number - 1)
    assert texts(archive) == changed


def test_an_edit_of_a_passage_that_is_no_more_says_where_it_went(edit, seen) -> None:
    stale = seen(2)
    edit(join_with_next, seen(1), seen(2))
    with pytest.raises(PassageGone):
        edit(save_text, stale, "perdu")


def test_the_history_can_only_grow(archive, edit, seen) -> None:
    edit(save_text, seen(1), "autre")
    for statement in ("UPDATE passage_versions SET text = 'x'", "DELETE FROM passage_versions"):
        with pytest.raises(DatabaseError, match="append-only"), archive.database.write() as session:
            session.execute(text(statement))


def test_twenty_writers_on_one_passage_lose_no_accepted_edit(archive, transcript_id, seen) -> None:
    """1,000 edits are tried; each accepted one is in the history, and they are all that is."""
    passage_id = seen(1).passage_id

    def write(writer: int) -> list[str]:
        accepted = []
        for number in range(50):
            said = f"écrit par {writer} fois {number}"
            with archive.database.read() as session:
                known = Seen(passage_id, session.get(Passage, passage_id).revision_number)
            try:
                with archive.database.write() as session:
                    save_text(session, Editor(f"curator:{writer}"), known, said)
            except EditedMeanwhile:
                continue
            accepted.append(said)
        return accepted

    with ThreadPoolExecutor(20) as writers:
        accepted = [said for one in writers.map(write, range(20)) for said in one]
    with archive.database.read() as session:
        kept = session.execute(
            select(Revision.number, PassageVersion.text)
            .join(PassageVersion, PassageVersion.revision_id == Revision.id)
            .where(Revision.transcript_id == transcript_id, PassageVersion.passage_id == passage_id)
            .order_by(Revision.number)
        ).all()
        now = session.get(Passage, passage_id)
    assert accepted
    assert sorted(said for _number, said in kept[1:]) == sorted(accepted)
    assert [number for number, _said in kept] == list(range(1, len(accepted) + 2))
    assert (now.text, now.revision_number) == (kept[-1][1], len(accepted) + 1)


def test_words_heard_carry_no_machine_score(archive, edit, seen) -> None:
    assert not edit(mark_heard, seen(1), 0, 2).is_reworded
    with archive.database.read() as session:
        scores = [word[3] for word in session.get(Passage, seen(1).passage_id).words]
    assert scores[:2] == [None, None]
    assert None not in scores[2:]
