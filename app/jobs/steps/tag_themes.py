"""Tags the passages by theme."""

from __future__ import annotations

from app.jobs.step_context import StepContext
from app.services.theme_tagging import tag_transcript


def tag_themes(context: StepContext) -> None:
    """Replace the machine's tags of this recording; a curator's tags stay."""
    with context.database.write() as session:
        tag_transcript(session, context.recording_id)
