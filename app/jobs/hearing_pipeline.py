"""How a recording is heard again: the steps up to the words, and one revision that nobody reads yet."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from types import MappingProxyType

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.crash_counting import crashes_in_a_row
from app.jobs.hearing_context import HearingContext
from app.jobs.pipeline import Step
from app.jobs.step_context import stop_if_set_aside
from app.jobs.step_failures import failures_explained
from app.jobs.steps.clean_transcript import clean_transcript, kept_cleaned
from app.jobs.steps.find_speech import find_speech_regions
from app.jobs.steps.probe_original import probe_original
from app.jobs.steps.transcribe import transcribe
from app.models import HearingAgain
from app.services.hearing.hearing_again import note_hearing_failed, store_heard_again

log = structlog.get_logger()

# In order. Each may run twice. None writes renditions, passages, turns, exchanges or tags.
HEARING_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "probe": probe_original,
        "speech": find_speech_regions,
        "transcribe": transcribe,
        "clean": clean_transcript,
    }
)


def run_hearing_step(context: HearingContext, name: str) -> None:
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
        wish = _wish(session, context)
        if wish.step != name:
            wish.crash_count = 0
        wish.state, wish.step, wish.progress = "processing", name, 0.0
    log.info("hearing step started", hearing=context.hearing_id, step=name)
    with failures_explained(context.settings):
        HEARING_STEPS[name](context)
    log.info("hearing step done", hearing=context.hearing_id, step=name)


def finish_hearing(context: HearingContext) -> None:
    """Store what was heard as a revision, once, and drop the intermediate files."""
    with context.database.write() as session:
        wish = _wish(session, context)
        if wish.state != "ready":
            store_heard_again(session, wish, kept_cleaned(context))
    shutil.rmtree(context.folder, ignore_errors=True)


def fail_hearing(context: HearingContext, code: str, details: dict[str, str]) -> None:
    """Say why nothing came of it; the text and its recording stay as they are."""
    with context.database.write() as session:
        note_hearing_failed(session, _wish(session, context), code, details)
    shutil.rmtree(context.folder, ignore_errors=True)


def count_hearing_crash(context: HearingContext) -> int:
    """Note that a worker died with this hearing in hand; count those in a row."""
    with context.database.write() as session:
        wish = _wish(session, context)
        wish.crash_count = crashes_in_a_row(context, wish.step, wish.progress, wish.crash_count)
        return wish.crash_count


def _wish(session: Session, context: HearingContext) -> HearingAgain:
    return session.scalars(select(HearingAgain).where(HearingAgain.id == context.hearing_id)).one()
