"""Turns, exchanges and passages, stored with the machine's revision in one transaction."""

from __future__ import annotations

from app.jobs.step_context import StepContext
from app.jobs.steps.clean_transcript import kept_cleaned
from app.jobs.steps.find_speech import kept_regions
from app.jobs.steps.tell_speakers import kept_speakers
from app.jobs.steps.transcribe import kept_transcript
from app.services.transcript_storing import store_machine_transcript
from transcription.spoken_structure import build


def build_passages(context: StepContext) -> None:
    """Store what was heard; a transcript already stored is left as it is."""
    cleaned = kept_cleaned(context)
    structure = build(cleaned.transcript.words, kept_speakers(context), kept_regions(context))
    with context.database.write() as session:
        store_machine_transcript(session, context.recording_id, kept_transcript(context), cleaned, structure)
