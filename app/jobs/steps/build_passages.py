"""Turns, exchanges and passages, stored with the machine's revision and its voices in one transaction."""

from __future__ import annotations

from app.jobs.step_context import StepContext
from app.jobs.steps.clean_transcript import kept_cleaned
from app.jobs.steps.find_speech import kept_regions
from app.jobs.steps.tell_speakers import kept_speakers, kept_voices
from app.jobs.steps.transcribe import kept_transcript
from app.services.hearing.transcript_storing import is_transcribed, store_machine_transcript
from app.services.hearing.voice_memory import remember_voices
from transcription.spoken_structure import build
from transcription.word_languages import word_languages


def build_passages(context: StepContext) -> None:
    """Store what was heard; a transcript already stored is left as it is, with its voices."""
    cleaned = kept_cleaned(context)
    structure = build(
        cleaned.transcript.words,
        kept_speakers(context),
        kept_regions(context),
        word_languages(cleaned.transcript),
    )
    with context.database.write() as session:
        if is_transcribed(session, context.recording_id):
            return
        store_machine_transcript(session, context.recording_id, kept_transcript(context), cleaned, structure)
        remember_voices(session, context.recording_id, kept_voices(context))
