"""What is written otherwise than the engine heard it stays in the machine's original as it was heard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict

import pytest
from sqlalchemy import select

from app.archive import Archive
from app.jobs.step_context import StepContext
from app.jobs.steps.clean_transcript import clean_transcript, kept_cleaned
from app.jobs.steps.transcribe import kept_transcript
from app.models import Recording, Word
from app.services.hearing.transcript_storing import store_machine_transcript
from app.settings import Settings
from tests.builders import InventedArchive
from transcription.raw_transcript import RawTranscript, Segment
from transcription.raw_transcript import Word as HeardWord
from transcription.speech_regions import SpeechRegion
from transcription.spoken_structure import build

HEARD = ("Madame", "Savar,", "monsieur", "Vésina,", "bonjour.")


@pytest.fixture
def context(
    archive: Archive, settings: Settings, inventing: Callable[[], AbstractContextManager[InventedArchive]]
) -> StepContext:
    with inventing() as invented:
        campaign = invented.campaign()
        invented.invitation(campaign, invented.leader("thierry-vezina", "Thierry Vézina"), "sent")
        interview = invented.interview(invented.leader("helene-savard", "Hélène Savard"), campaign)
        recording_id = invented.session.scalars(
            select(Recording.id).where(Recording.interview_id == interview.id)
        ).one()
    return StepContext(recording_id, settings, archive.database, archive.store, archive.index)


def test_names_are_spelled_for_readers_and_kept_as_heard_in_the_original(context: StepContext) -> None:
    words = tuple(HeardWord(text, place, place + 0.8, 0.9) for place, text in enumerate(HEARD))
    told = {"vocabulary": {"fr": ["Hélène Savard"]}}
    raw = RawTranscript("fr", 6.0, (Segment(0.0, 5.0, " ".join(HEARD), words),), "test", "none", told)
    context.keep_json("raw", raw.to_json())
    context.keep_json("regions", [asdict(SpeechRegion(0.0, 5.0))])
    clean_transcript(context)
    cleaned = kept_cleaned(context)
    assert cleaned.transcript.text == "Madame Savard, monsieur Vézina, bonjour."
    with context.database.write() as session:
        store_machine_transcript(
            session, context.recording_id, kept_transcript(context), cleaned, build((), ())
        )
        assert tuple(session.scalars(select(Word.text).order_by(Word.position))) == HEARD
