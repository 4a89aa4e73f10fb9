"""A passage bears the language that is spoken in it, whatever the interview's own one is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict

from sqlalchemy import select

from app.archive import Archive
from app.jobs.step_context import StepContext
from app.jobs.steps.build_passages import build_passages
from app.models import Passage, Recording
from app.settings import Settings
from tests.builders import InventedArchive
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.speech_regions import SpeechRegion

# Short enough that sentences of one language would be one passage.
SAID = (
    ("fr", "Nous allons ouvrir nos données."),
    ("en", "We will open our data."),
    ("fr", "Et nous le ferons vite."),
)


def test_a_leader_who_changes_language_is_cut_there_and_each_passage_keeps_its_own(
    archive: Archive, settings: Settings, inventing: Callable[[], AbstractContextManager[InventedArchive]]
) -> None:
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"))
        recording_id = invented.session.scalars(
            select(Recording.id).where(Recording.interview_id == interview.id)
        ).one()
    context = StepContext(recording_id, settings, archive.database, archive.store, archive.index)
    segments: list[Segment] = []
    for language, text in SAID:
        first = sum(len(segment.words) for segment in segments)
        words = tuple(Word(said, place, place + 0.9) for place, said in enumerate(text.split(), first))
        segments.append(Segment(first, first + len(words), text, words, language=language))
    heard = RawTranscript("fr", 30.0, tuple(segments), "test", "none")
    context.keep_json("raw", heard.to_json())
    context.keep_json("cleaned", {"transcript": heard.to_json(), "removed": []})
    context.keep_json("regions", [asdict(SpeechRegion(0.0, float(len(heard.words))))])
    leader = {"role": "leader", "voice": 0, "confidence": 0.9}
    context.keep_json("speakers", [leader] * len(heard.words))
    context.keep_json("voices", [])
    build_passages(context)
    with context.database.read() as session:
        stored = session.execute(select(Passage.language, Passage.text).order_by(Passage.position)).all()
    assert tuple(tuple(row) for row in stored) == SAID
