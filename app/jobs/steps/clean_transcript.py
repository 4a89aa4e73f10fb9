"""Sets aside what nobody said, tells how sure each word is, and spells known names."""

from __future__ import annotations

from dataclasses import asdict, replace

from app.jobs.step_context import StepContext
from app.jobs.steps.find_speech import kept_regions
from app.jobs.steps.transcribe import kept_transcript
from app.services.glossary.name_spelling import names_around
from transcription.hallucinations import CleanedTranscript, RemovedSpan, clean
from transcription.inaudible import tell_confidence
from transcription.known_names import restore_names
from transcription.raw_transcript import RawTranscript, Word


def clean_transcript(context: StepContext) -> None:
    """Keep the transcript with honest probabilities, and the spans that were taken out with the reason.

    The engine's own words stay in what the step before kept, and from there in the machine's original.
    """
    with context.database.read() as session:
        names = names_around(session, context.recording_id)
    cleaned = tell_confidence(clean(kept_transcript(context), kept_regions(context)))
    cleaned = replace(cleaned, transcript=restore_names(cleaned.transcript, names))
    removed = [asdict(span) for span in cleaned.removed]
    context.keep_json("cleaned", {"transcript": cleaned.transcript.to_json(), "removed": removed})


def kept_cleaned(context: StepContext) -> CleanedTranscript:
    """Return what this step kept."""
    values = context.kept_json("cleaned")
    removed = (
        RemovedSpan(**{**span, "words": tuple(Word(**word) for word in span["words"])})
        for span in values["removed"]
    )
    return CleanedTranscript(RawTranscript.from_json(values["transcript"]), tuple(removed))
