"""Remembers the voices of recordings, so that an interviewer is known again in the next one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from app.models import Interview, Recording, Transcript, Turn, Voice
from transcription.known_voices import LEAST_SPEECH_SECONDS, HeardVoice

# What is remembered must say something by itself: a role told by likeness alone is never passed on.
_TOLD_PLAINLY = ("talk", "talk and voice")
# Enough to judge by, and a bound on what is read.
_MOST_RECORDINGS = 20


def remember_voices(session: Session, recording_id: int, voices: Sequence[HeardVoice]) -> None:
    """Store the voices of a recording in place of those stored before."""
    session.execute(delete(Voice).where(Voice.recording_id == recording_id))
    session.add_all(
        Voice(
            recording_id=recording_id,
            number=voice.voice,
            speaker_role=voice.role,
            told_by=voice.told_by,
            speech_seconds=voice.speech_seconds,
            embedding=voice.embedding.astype("<f4").tobytes(),
        )
        for voice in voices
    )
    session.flush()


def interviewers_voice(session: Session, recording_id: int) -> tuple[NDArray[np.float32], ...]:
    """Return the voice that this recording's interviewer has in other recordings, latest first.

    The interviewer is the person of the same name; without a name nobody is looked for. What a curator
    confirmed counts before what the talk said.
    """
    name = session.scalar(
        select(func.trim(Interview.interviewer))
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.id == recording_id)
    )
    if not name:
        return ()
    confirmed = _confirmed_roles(session, name)
    found: list[NDArray[np.float32]] = []
    for voice in session.scalars(_voices_of(name, recording_id)):
        role = confirmed.get((voice.recording_id, voice.number))
        if role is None and voice.told_by in _TOLD_PLAINLY:
            role = voice.speaker_role
        if role == "interviewer":
            found.append(np.frombuffer(voice.embedding, "<f4").astype(np.float32))
    return tuple(found[:_MOST_RECORDINGS])


def _voices_of(name: str, recording_id: int) -> Select[Voice]:
    return (
        select(Voice)
        .join(Recording, Recording.id == Voice.recording_id)
        .join(Interview, Interview.id == Recording.interview_id)
        .where(
            func.lower(func.trim(Interview.interviewer)) == func.lower(name),
            Voice.recording_id != recording_id,
            Voice.speech_seconds >= LEAST_SPEECH_SECONDS,
        )
        .order_by(Voice.recording_id.desc(), Voice.number)
    )


def _confirmed_roles(session: Session, name: str) -> dict[tuple[int, int], str]:
    """Return the roles that curators confirmed, by recording and voice; "unknown" where they differ."""
    query = (
        select(Transcript.recording_id, Turn.voice, Turn.speaker_role)
        .join(Turn, Turn.transcript_id == Transcript.id)
        .join(Recording, Recording.id == Transcript.recording_id)
        .join(Interview, Interview.id == Recording.interview_id)
        .where(
            func.lower(func.trim(Interview.interviewer)) == func.lower(name),
            Turn.is_speaker_confirmed,
            Turn.voice.is_not(None),
        )
        .distinct()
    )
    roles: dict[tuple[int, int], str] = {}
    for recording, voice, role in session.execute(query):
        if voice is not None:
            roles[recording, voice] = role if roles.get((recording, voice), role) == role else "unknown"
    return roles
