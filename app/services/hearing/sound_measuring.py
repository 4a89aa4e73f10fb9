"""Which passages are to be measured, and what was measured of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import Passage, Transcript
from transcription.sound_quality import SoundQuality


class PassageSpan(NamedTuple):
    """A passage and where it is in the recording."""

    id: str
    start_seconds: float
    end_seconds: float


def passage_spans(session: Session, recording_id: int) -> tuple[PassageSpan, ...]:
    """Return the passages of a recording in order."""
    query = (
        select(Passage.id, Passage.start_seconds, Passage.end_seconds)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .where(Transcript.recording_id == recording_id)
        .order_by(Passage.position)
    )
    return tuple(PassageSpan(*row) for row in session.execute(query))


def store_sound_qualities(session: Session, measured: Mapping[str, SoundQuality]) -> None:
    """Keep what was measured of each passage, in place of what was."""
    for passage_id, quality in measured.items():
        session.execute(
            update(Passage).where(Passage.id == passage_id).values(sound_quality=quality.to_json())
        )
