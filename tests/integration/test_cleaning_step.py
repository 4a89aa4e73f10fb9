"""The pipeline sets aside what nobody said, marks what was hardly heard, and says how sure each word is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict

import pytest
from sqlalchemy import select

from app.archive import Archive
from app.jobs.step_context import StepContext
from app.jobs.steps.build_passages import build_passages
from app.jobs.steps.clean_transcript import clean_transcript, kept_cleaned
from app.models import Passage, Recording, Revision, Word
from app.settings import Settings
from tests.builders import InventedArchive
from transcription.raw_transcript import RawTranscript, Segment
from transcription.raw_transcript import Word as HeardWord
from transcription.speech_regions import SpeechRegion

SAID = "Nous voulons que toutes les données du gouvernement soient ouvertes par défaut dans nos régions."
UNLIKELY = "Mure murant."
LAST = "Cela commencera par les contrats publics."
CREDIT = "Sous-titrage Société Radio-Canada"


@pytest.fixture
def context(
    archive: Archive, settings: Settings, inventing: Callable[[], AbstractContextManager[InventedArchive]]
) -> StepContext:
    with inventing() as invented:
        interview = invented.interview(invented.leader("helene-savard", "Hélène Savard"))
        recording_id = invented.session.scalars(
            select(Recording.id).where(Recording.interview_id == interview.id)
        ).one()
    return StepContext(recording_id, settings, archive.database, archive.store, archive.index)


def heard_sentences() -> RawTranscript:
    """Two words a second; the engine is sure of all but two."""
    segments: list[Segment] = []
    for sentence in (SAID, UNLIKELY, LAST, CREDIT):
        first = sum(len(segment.words) for segment in segments)
        # Calibrated ones have three places, so none of them can look like this.
        sure = 0.0203 if sentence == UNLIKELY else 0.9503
        words = tuple(
            HeardWord(text, number / 2, number / 2 + 0.4, sure, 1 / 3 if sentence == UNLIKELY else 1.0)
            for number, text in enumerate(sentence.split(), first)
        )
        segments.append(Segment(words[0].start_seconds, words[-1].end_seconds, sentence, words))
    return RawTranscript("fr", 60.0, tuple(segments), "faster-whisper", "base", {"setting": "voting"})


def clean_and_store(context: StepContext) -> RawTranscript:
    raw = heard_sentences()
    context.keep_json("raw", raw.to_json())
    context.keep_json("regions", [asdict(SpeechRegion(0.0, raw.words[-1].end_seconds))])
    clean_transcript(context)
    nobody = {"role": "unknown", "voice": None, "confidence": None}
    context.keep_json("speakers", [nobody] * len(kept_cleaned(context).transcript.words))
    context.keep_json("voices", [])
    build_passages(context)
    return raw


def test_a_credit_and_what_was_hardly_heard_stay_on_record_with_the_reason(context: StepContext) -> None:
    raw = clean_and_store(context)
    with context.database.read() as session:
        stored = session.execute(select(Word.text, Word.removed_because).order_by(Word.id)).all()
    reasons = {UNLIKELY: "inaudible", CREDIT: "credits"}
    assert [tuple(row) for row in stored] == [
        (word.text, reasons.get(segment.text, "")) for segment in raw.segments for word in segment.words
    ]


def test_readers_see_a_mark_and_no_credit(context: StepContext) -> None:
    clean_and_store(context)
    with context.database.read() as session:
        passages = session.scalars(select(Passage).order_by(Passage.position)).all()
        assert " ".join(one.text for one in passages) == f"{SAID} [inaudible]. {LAST}"
        shown = {text: probability for one in passages for text, _, _, probability in one.words}
    assert shown.pop("[inaudible].") is None
    assert all(probability is not None for probability in shown.values())


def test_probabilities_are_those_of_calibration_and_the_revision_says_so(context: StepContext) -> None:
    raw = clean_and_store(context)
    with context.database.read() as session:
        settings = session.scalars(select(Revision.settings)).one()
        passages = session.scalars(select(Passage)).all()
        shown = [probability for one in passages for *_, probability in one.words if probability is not None]
        engines = session.scalars(select(Word.probability).order_by(Word.id)).all()
    assert engines == [word.probability for word in raw.words]
    assert settings["is_confidence_calibrated"] is True
    assert settings["inaudible_below"] == 0.1
    assert shown and not set(shown) & set(engines)
    # Of 23 words the least sure, five in a hundred, are one; fifteen in a hundred are three.
    assert settings["least_sure"]["5"] <= settings["least_sure"]["10"] < 0.1
    assert settings["least_sure"]["15"] == min(shown)
