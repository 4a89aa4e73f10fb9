"""Tags the passages by theme."""

from __future__ import annotations

from app.jobs.kept_parts import KeptParts
from app.jobs.step_context import StepContext
from app.services.theming.theme_tagging import tag_recording


def tag_themes(context: StepContext) -> None:
    """Replace the machine's tags of this recording; what a curator decided stays."""
    memory = KeptParts(context, "themes")
    tag_recording(context.database, context.recording_id, progress=context.report, memory=memory)
