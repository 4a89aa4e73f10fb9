"""The pipeline of one recording: which step follows which, and how it ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from types import MappingProxyType

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.jobs.crash_counting import crashes_in_a_row
from app.jobs.step_context import StepContext, stop_if_set_aside
from app.jobs.step_failures import failures_explained
from app.jobs.steps.build_passages import build_passages
from app.jobs.steps.clean_transcript import clean_transcript
from app.jobs.steps.find_speech import find_speech_regions
from app.jobs.steps.index_passages import index_passages
from app.jobs.steps.make_cleaned_copy import make_cleaned_copy
from app.jobs.steps.make_renditions import make_renditions
from app.jobs.steps.measure_passages import measure_passages
from app.jobs.steps.probe_original import probe_original
from app.jobs.steps.tag_themes import tag_themes
from app.jobs.steps.tell_speakers import tell_voices
from app.jobs.steps.transcribe import transcribe
from app.models import Recording
from app.models.base import now
from app.services.audit.audit_writing import write_audit

log = structlog.get_logger()

Step = Callable[[StepContext], None]

# In order. Each may run twice: it writes the same result over its own.
STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "probe": probe_original,
        "renditions": make_renditions,
        "speech": find_speech_regions,
        "transcribe": transcribe,
        "clean": clean_transcript,
        "speakers": tell_voices,
        "passages": build_passages,
        "sound_quality": measure_passages,
        "themes": tag_themes,
        "index": index_passages,
        # Last, for it takes longest after Whisper: the words need not wait for it.
        "cleaned_copy": make_cleaned_copy,
    }
)


def run_step(context: StepContext, name: str) -> None:
    """Run one step, with its name and progress visible in the database.

    Raises
    ------
    StepFailed
        With the code that explains to a person what to do.
    RecordingSetAside
        A person took the recording back.
    """
    with context.database.write() as session:
        stop_if_set_aside(session, context.recording_id)
        recording = _recording(session, context.recording_id)
        if recording.step != name:
            recording.crash_count = 0
        recording.state, recording.step, recording.progress = "processing", name, 0.0
    log.info("step started", recording=context.recording_id, step=name)
    with failures_explained(context.settings):
        STEPS[name](context)
    log.info("step done", recording=context.recording_id, step=name)


def finish(context: StepContext) -> None:
    """Mark the recording ready and drop the intermediate files."""
    with context.database.write() as session:
        recording = _recording(session, context.recording_id)
        if recording.state == "ready":
            return
        recording.state, recording.step, recording.progress = "ready", "", 1.0
        recording.finished_at = now()
        recording.failure_code, recording.failure_details = "", None
        if recording.interview.state == "draft":
            recording.interview.state = "in_review"
        write_audit(
            session, "machine", "recording.processed", f"interview:{recording.interview.slug}",
            {"attempt": recording.attempt},
        )  # fmt: skip
    shutil.rmtree(context.folder, ignore_errors=True)


def fail(context: StepContext, code: str, details: dict[str, str]) -> None:
    """Mark the recording failed, with what a person needs to know."""
    with context.database.write() as session:
        recording = _recording(session, context.recording_id)
        recording.state = "failed"
        recording.failure_code, recording.failure_details = code, details
        recording.finished_at = now()
        write_audit(
            session, "machine", "recording.failed", f"interview:{recording.interview.slug}",
            {"attempt": recording.attempt, "step": recording.step, "code": code},
        )  # fmt: skip


def stop(context: StepContext) -> None:
    """Leave a recording that was set aside as if it waited: taken up again, it is worked on anew.

    The workflow that stops here has ended for good, so the next one is another attempt.
    """
    with context.database.write() as session:
        recording = _recording(session, context.recording_id)
        recording.state, recording.step, recording.progress = "waiting", "", 0.0
        recording.attempt += 1
        recording.crash_count = 0
    shutil.rmtree(context.folder, ignore_errors=True)


def count_crash(context: StepContext) -> int:
    """Note that a worker died with this recording in hand; count those in a row."""
    with context.database.write() as session:
        recording = _recording(session, context.recording_id)
        recording.crash_count = crashes_in_a_row(
            context, recording.step, recording.progress, recording.crash_count
        )
        return recording.crash_count


def _recording(session: Session, recording_id: int) -> Recording:
    query = select(Recording).options(joinedload(Recording.interview)).where(Recording.id == recording_id)
    return session.scalars(query).one()
