"""Makes the copy with less noise that a reader may listen to instead of the original sound."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from app.jobs.step_context import StepContext
from app.models import Recording
from app.renditions import web_audio
from app.renditions.cleaned_audio import make_cleaned_audio
from app.services.hearing.rendition_keeping import keep_rendition
from transcription.media_gate import MediaProbe
from transcription.noise_filter import NoiseFilterMissing

log = structlog.get_logger()


def make_cleaned_copy(context: StepContext) -> None:
    """Make and keep the cleaned copy; where it is not wished, or its package missing, there is none."""
    if not context.settings.cleaned_copy:
        return
    with context.database.read() as session:
        recording = session.scalars(select(Recording).where(Recording.id == context.recording_id)).one()
    probe = MediaProbe(**(recording.probe or {}))
    copy = context.folder / f"cleaned_audio{web_audio.FILE_SUFFIX}"
    seconds = max(probe.duration_seconds, 0.1)
    try:
        with context.store.local_copy(recording.media_key) as original:
            made_with = make_cleaned_audio(
                original, copy, probe, lambda done: context.report(min(done / seconds, 1.0))
            )
    except NoiseFilterMissing as missing:
        log.info("no cleaned copy", recording=context.recording_id, reason=str(missing))
        return
    with context.database.write() as session:
        keep_rendition(
            session, context.store, recording, "cleaned_audio", copy, web_audio.MEDIA_TYPE,
            made_with=made_with,
        )  # fmt: skip
