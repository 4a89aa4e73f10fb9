"""First step: is the kept original the file that came in, and what does it hold?"""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select, update

from app.jobs.step_context import StepContext, StepFailed
from app.models import Recording
from app.services.intake.recording_intake import file_sha256
from app.storage.media_store import MediaMissing
from transcription.media_gate import decode_speech, probe


def probe_original(context: StepContext) -> None:
    """Check the original against its hash, probe it, and decode its speech to 16 kHz mono.

    Raises
    ------
    StepFailed
        The original is gone or has changed.
    """
    with context.database.read() as session:
        recording = session.scalars(select(Recording).where(Recording.id == context.recording_id)).one()
    try:
        with context.store.local_copy(recording.media_key) as original:
            if file_sha256(original) != recording.sha256:
                raise StepFailed("original_changed")
            context.report(0.2)
            media = probe(original)
            context.report(0.4)
            seconds = max(media.duration_seconds, 0.1)
            duration_seconds = decode_speech(
                original,
                context.speech_wav,
                media=media,
                progress=lambda done: context.report(0.4 + 0.6 * min(done / seconds, 1.0)),
            )
    except MediaMissing as error:
        raise StepFailed("original_missing") from error
    with context.database.write() as session:
        session.execute(
            update(Recording)
            .where(Recording.id == context.recording_id)
            .values(duration_seconds=duration_seconds, probe=asdict(media))
        )
