"""What a step of the pipeline is given."""

from __future__ import annotations

import json
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import Database
from app.models import Interview, Recording
from app.search.search_index import SearchIndex
from app.settings import Settings
from app.storage.media_store import MediaStore

SECONDS_BETWEEN_REPORTS = 0.5


class StepFailed(Exception):
    """The step can't succeed until a person acts; `code` is a key of failure_sentences."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class RecordingSetAside(Exception):
    """A person took the recording back: nothing more is to be done with it."""


@dataclass(slots=True)
class StepContext:
    """The recording in hand, the archive's parts, and a folder for what passes between two steps."""

    recording_id: int
    settings: Settings
    database: Database
    store: MediaStore
    index: SearchIndex
    _reported_at: float = field(default=0.0)

    @property
    def folder(self) -> Path:
        """Where this recording's intermediate files are; made when needed."""
        folder = self.settings.work_dir / str(self.recording_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def speech_wav(self) -> Path:
        """The 16 kHz mono sound: all that Whisper and the voice model ever see."""
        return self.folder / "speech.wav"

    def report(self, fraction: float) -> None:
        """Tell how much of the step is done, in 0..1; written at most twice a second.

        Raises
        ------
        RecordingSetAside
            Nobody wants it done any more.
        """
        moment = time.monotonic()
        if moment - self._reported_at < SECONDS_BETWEEN_REPORTS and fraction < 1:
            return
        self._reported_at = moment
        with self.database.write() as session:
            stop_if_set_aside(session, self.recording_id)
            self.write_progress(session, min(max(fraction, 0.0), 1.0))

    def write_progress(self, session: Session, fraction: float) -> None:
        """Write how much of the step is done where the page of recordings reads it."""
        session.execute(update(Recording).where(Recording.id == self.recording_id).values(progress=fraction))

    def keep_json(self, name: str, value: Any) -> None:
        """Keep plain values for a later step; all of it or nothing."""
        descriptor, partial = tempfile.mkstemp(dir=self.folder, prefix=".partial-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(self.folder / f"{name}.json")

    def kept_json(self, name: str) -> Any:
        """Return what an earlier step kept."""
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def recalled_json(self, name: str) -> Any | None:
        """Return what this or an earlier run of the step kept; None when there is nothing."""
        try:
            return self.kept_json(name)
        except FileNotFoundError:
            return None


def stop_if_set_aside(session: Session, recording_id: int) -> None:
    """Raise RecordingSetAside where a person took the recording back."""
    query = select(Interview.is_set_aside).join(Recording, Recording.interview_id == Interview.id)
    if session.scalar(query.where(Recording.id == recording_id)):
        raise RecordingSetAside
