"""What a step is given when a recording is heard again: a folder and a progress of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.archive import Archive
from app.jobs.step_context import StepContext
from app.models import HearingAgain


@dataclass(slots=True, kw_only=True)
class HearingContext(StepContext):
    """A recording that is heard again; what the pipeline keeps of it is not touched."""

    hearing_id: int

    @property
    def folder(self) -> Path:
        """Where this hearing's intermediate files are; made when needed."""
        folder = self.settings.work_dir / f"hearing-{self.hearing_id}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def write_progress(self, session: Session, fraction: float) -> None:
        """Write how much of the step is done; the recording itself stays ready."""
        session.execute(
            update(HearingAgain).where(HearingAgain.id == self.hearing_id).values(progress=fraction)
        )


def open_hearing(archive: Archive, hearing_id: int) -> HearingContext:
    """Return the context of a wish: today's settings, with the model that was asked for."""
    with archive.database.read() as session:
        wish = session.scalars(select(HearingAgain).where(HearingAgain.id == hearing_id)).one()
    return HearingContext(
        recording_id=wish.recording_id,
        settings=archive.settings.model_copy(update={"whisper_model": wish.model}),
        database=archive.database,
        store=archive.store,
        index=archive.index,
        hearing_id=hearing_id,
    )
