"""What is remembered of voices, and whose voice is looked for in the next recording."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.database import Database
from app.models import Interview, Recording, Transcript, Turn, Voice
from app.services.hearing.voice_memory import interviewers_voice, remember_voices
from app.services.upkeep.schema_upgrade import upgrade_schema
from tests.builders import InventedArchive, Said
from tests.database_under_test import empty_database_url
from transcription.known_voices import HeardVoice, ToldBy
from transcription.speaker_roles import Role


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with empty_database_url(tmp_path) as url:
        database = Database(url)
        upgrade_schema(database.engine)
        yield database
        database.close()


def point(number: int) -> NDArray[np.float32]:
    points: NDArray[np.float32] = np.eye(256, dtype=np.float32)
    return points[number]


def voice(number: int, role: Role, told_by: ToldBy = "talk", seconds: float = 20.0) -> HeardVoice:
    return HeardVoice(number, role, told_by, seconds, point(number))


def add_recording(database: Database, slug: str, interviewer: str, *voices: HeardVoice) -> int:
    with database.write() as session:
        archive = InventedArchive(session)
        said = [Said("interviewer", "Pourquoi?")]
        interview = archive.interview(archive.leader(slug), said=said, interviewer=interviewer)
        recording_id = session.scalars(
            select(Recording.id).where(Recording.interview_id == interview.id)
        ).one()
        remember_voices(session, recording_id, voices)
    return recording_id


def looked_for(database: Database, recording_id: int) -> list[int]:
    with database.read() as session:
        return [int(one.argmax()) for one in interviewers_voice(session, recording_id)]


def test_the_interviewers_voice_is_looked_for_in_recordings_by_the_same_person(database: Database) -> None:
    add_recording(database, "a", "Anne Roy", voice(0, "interviewer"), voice(1, "leader"))
    add_recording(database, "b", "Paul Côté", voice(2, "interviewer"))
    assert looked_for(database, add_recording(database, "c", " anne roy ")) == [0]
    assert looked_for(database, add_recording(database, "d", "")) == []


def test_a_recording_is_never_compared_with_itself(database: Database) -> None:
    assert looked_for(database, add_recording(database, "a", "Anne Roy", voice(0, "interviewer"))) == []


def test_a_role_told_by_likeness_alone_is_not_passed_on_nor_one_of_a_moment(database: Database) -> None:
    add_recording(database, "a", "Anne Roy", voice(0, "interviewer", "voice"))
    add_recording(database, "b", "Anne Roy", voice(1, "interviewer", seconds=1.0))
    add_recording(database, "c", "Anne Roy", voice(2, "interviewer", "talk and voice"))
    assert looked_for(database, add_recording(database, "d", "Anne Roy")) == [2]


def test_what_a_curator_confirmed_counts_before_what_was_told(database: Database) -> None:
    recording_id = add_recording(
        database, "a", "Anne Roy", voice(0, "interviewer"), voice(1, "unknown", ""), voice(2, "leader")
    )
    with database.write() as session:
        query = select(Turn).join(Transcript).where(Transcript.recording_id == recording_id)
        turn = session.scalars(query).one()
        turn.voice, turn.is_speaker_confirmed, turn.speaker_role = 0, True, "leader"
        session.add(
            Turn(
                transcript_id=turn.transcript_id,
                position=99,
                speaker_role="interviewer",
                is_speaker_confirmed=True,
                voice=1,
                start_seconds=1.0,
                end_seconds=2.0,
            )
        )
    assert looked_for(database, add_recording(database, "b", "Anne Roy")) == [1]


def test_hearing_a_recording_again_replaces_its_voices(database: Database) -> None:
    recording_id = add_recording(database, "a", "Anne Roy", voice(0, "interviewer"), voice(1, "leader"))
    with database.write() as session:
        remember_voices(session, recording_id, [voice(3, "interviewer")])
    with database.read() as session:
        assert [stored.number for stored in session.scalars(select(Voice))] == [3]


def test_voices_go_with_their_recording(database: Database) -> None:
    with database.write() as session:
        archive = InventedArchive(session)
        leader, party = archive.leader("a")
        interview = Interview(slug="a", leader_id=leader.id, party_id=party.id)
        session.add(interview)
        session.flush()
        recording = Recording(
            interview_id=interview.id,
            sha256="a" * 64,
            original_filename="a.m4a",
            size_bytes=1,
            media_key="a",
            media_type="audio/mp4",
        )
        session.add(recording)
        session.flush()
        remember_voices(session, recording.id, [voice(0, "interviewer")])
    with database.write() as session:
        session.execute(delete(Recording))
    with database.read() as session:
        assert session.scalars(select(Voice)).all() == []


def test_an_embedding_of_another_size_is_refused(database: Database) -> None:
    short = HeardVoice(0, "unknown", "", 5.0, np.ones(3, dtype=np.float32))
    with pytest.raises(IntegrityError):
        add_recording(database, "a", "", short)
