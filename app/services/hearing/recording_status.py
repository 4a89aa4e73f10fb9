"""Where each recording stands in the pipeline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Interview, Passage, Recording
from app.services.hearing.failure_sentences import failure_sentence


@dataclass(frozen=True, slots=True)
class RecordingStatus:
    """One recording: its state, the step it is in, the share done of that step (0..1), and any failure."""

    recording_id: int
    interview_id: int
    slug: str
    original_filename: str
    state: str
    interview_state: str
    step: str
    progress: float
    duration_seconds: float | None
    failure: tuple[str, dict[str, Any]] | None


def recording_statuses(session: Session, only: Collection[int] | None = None) -> list[RecordingStatus]:
    """Return the status of all recordings, or of those interviews only, oldest first."""
    query = select(Recording, Interview.slug, Interview.state.label("interview_state")).join(
        Interview, Recording.interview_id == Interview.id
    )
    if only is not None:
        query = query.where(Interview.id.in_(only))
    return [_status(*row) for row in session.execute(query.order_by(Recording.id))]


def archive_counts(session: Session) -> dict[str, int]:
    """Return how many interviews, recordings and passages the archive holds."""
    return {
        "interviews": session.scalar(select(func.count(Interview.id))) or 0,
        "published": session.scalar(
            select(func.count(Interview.id)).where(Interview.state == "published")
        ) or 0,
        "recordings": session.scalar(select(func.count(Recording.id))) or 0,
        "passages": session.scalar(select(func.count(Passage.id))) or 0,
    }  # fmt: skip


def _status(recording: Recording, slug: str, interview_state: str) -> RecordingStatus:
    failure = None
    if recording.state == "failed":
        failure = failure_sentence(
            recording.failure_code, recording.original_filename, recording.failure_details
        )
    return RecordingStatus(
        recording_id=recording.id,
        interview_id=recording.interview_id,
        slug=slug,
        original_filename=recording.original_filename,
        state=recording.state,
        interview_state=interview_state,
        step=recording.step,
        progress=recording.progress,
        duration_seconds=recording.duration_seconds,
        failure=failure,
    )
