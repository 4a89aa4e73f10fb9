"""Whisper hears the recording."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select

from app.jobs.step_context import StepContext
from app.models import Interview, Recording
from transcription.engine import DecodeOptions, SpeechEngine, open_engine
from transcription.raw_transcript import RawTranscript
from transcription.speech_audio import read_speech


@lru_cache(maxsize=1)
def loaded_engine(name: str, model: str) -> SpeechEngine:
    """Return the engine, its model loaded once per worker."""
    return open_engine(name, model)


def transcribe(context: StepContext) -> None:
    """Decode all the speech and keep what the engine heard, word by word."""
    with context.database.read() as session:
        language, duration_seconds = session.execute(
            select(Interview.language, Recording.duration_seconds)
            .join(Recording, Recording.interview_id == Interview.id)
            .where(Recording.id == context.recording_id)
        ).one()
    engine = loaded_engine(context.settings.whisper_engine, context.settings.whisper_model)
    whole_seconds = max(duration_seconds or 0.0, 0.1)
    raw = engine.transcribe(
        read_speech(context.speech_wav),
        DecodeOptions(language="en" if language == "en" else "fr"),
        lambda seconds_done: context.report(seconds_done / whole_seconds),
    )
    context.keep_json("raw", raw.to_json())


def kept_transcript(context: StepContext) -> RawTranscript:
    """Return what the engine heard."""
    return RawTranscript.from_json(context.kept_json("raw"))
