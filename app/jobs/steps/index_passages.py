"""Publishes where that was asked for, and makes the passages findable."""

from __future__ import annotations

from sqlalchemy import select

from app.jobs.step_context import StepContext
from app.models import Interview, Recording
from app.services.publishing.interview_publishing import publish
from app.services.searching.index_sync import sync_interview


def index_passages(context: StepContext) -> None:
    """Publish an interview that was taken in with --publish, then bring the index up to date."""
    with context.database.write() as session:
        interview = session.scalars(
            select(Interview)
            .join(Recording, Recording.interview_id == Interview.id)
            .where(Recording.id == context.recording_id)
        ).one()
        if interview.publish_when_ready and interview.state in ("draft", "in_review"):
            publish(session, interview.id, "machine")
    sync_interview(context.database, context.index, interview.id)
