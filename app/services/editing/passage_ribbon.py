"""Draws the sound of one passage with a little of what is around it, for who moves its edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.models import Passage
from app.services.editing.editor_reading import find_edited, interview_of
from app.services.showing.reader import Reader

LEAST_AROUND_SECONDS = 1.5
AROUND_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class PassageRibbon:
    """A drawing of the sound from one moment to another, in seconds; empty where there are no peaks."""

    from_seconds: float
    until_seconds: float
    svg: str

    def to_json(self) -> dict[str, Any]:
        """Return the drawing as the editor's scripts read it."""
        return {"from": self.from_seconds, "until": self.until_seconds, "svg": self.svg}


def read_passage_ribbon(reader: Reader, passage_id: str) -> PassageRibbon:
    """Return the drawing of a passage and of what is around it; raises NotFound."""
    interview = find_edited(reader.session, interview_of(reader.session, passage_id))
    start, end = reader.session.execute(
        select(Passage.start_seconds, Passage.end_seconds).where(Passage.id == passage_id)
    ).one()
    around = max(LEAST_AROUND_SECONDS, AROUND_SHARE * (end - start))
    recording = interview.recording
    last = recording.duration_seconds if recording and recording.duration_seconds else end
    begins, ends = max(0.0, start - around), min(last, end + around)
    svg = reader.builder([interview]).ribbons.window(interview, begins, ends, reader.words)
    return PassageRibbon(begins, ends, svg)
