"""Reads which spots of an interview are most worth hearing, which of them are settled, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.doubtful_spots import Spot, find_spots
from app.domain.passage_state import PassageState
from app.domain.settled_spots import (
    Span,
    TextNow,
    settled,
    spoken_seconds,
    untold_words,
    vouched_seconds,
)
from app.domain.spoken_order import Order
from app.errors import NotFound
from app.errors import translatable as _
from app.models import HeardSpan, Passage, PassageVersion, Recording, Revision, Transcript, Voice
from app.services.editing.machine_text import machine_passages, machine_turns, removed_runs, untold_again
from app.services.editing.passage_order import read_order
from app.services.editing.revision_restoring import versions_at
from app.services.editing.revision_writing import state_of


@dataclass(frozen=True, slots=True)
class QueuedSpot:
    """A spot in its place in the queue."""

    spot: Spot
    is_settled: bool


@dataclass(frozen=True, slots=True)
class ListeningProgress:
    """How far the hearing is: spots settled of all, and seconds of speech that people vouch for."""

    settled_count: int
    spot_count: int
    vouched_seconds: float
    spoken_seconds: float

    @property
    def is_done(self) -> bool:
        """Tell whether no spot waits for an ear."""
        return self.settled_count == self.spot_count


@dataclass(frozen=True, slots=True)
class SpotQueue:
    """All spots of an interview, the one most worth hearing first, over the text as it is now.

    `unnamed_voices` counts the voices of which neither the machine nor a person said whose they are.
    """

    transcript_id: int
    spots: tuple[QueuedSpot, ...]
    now: TextNow
    progress: ListeningProgress
    duration_seconds: float | None
    unnamed_voices: int


def read_spots(session: Session, interview_id: int) -> SpotQueue:
    """Return the queue of an interview.

    The spots are those of the machine's text, which never changes: what people did since only settles them.

    Raises
    ------
    NotFound
        The interview has no transcript.
    """
    transcript_id, recording_id, duration = _transcript(session, interview_id)
    revision = _machine_revision(session, transcript_id)
    versions = list(versions_at(session, transcript_id, revision.number).values())
    unnamed = _unnamed_voices(session, recording_id)
    machine = machine_passages(versions, revision)
    turns = [
        one
        for one in machine_turns(versions)
        # Whose voice that is gets told once, for all its turns.
        if one.role != "unknown" or one.voice is None or one.voice not in unnamed
    ]
    order = read_order(session, transcript_id)
    now = TextNow(
        passages=_states(session, transcript_id),
        untold=untold_words(machine) | untold_again(session, transcript_id),
        heard=_heard(session, transcript_id),
        told=_told(order),
    )
    found = find_spots(machine, removed_runs(session, revision.id), turns)
    spots = tuple(map(QueuedSpot, found, settled(found, now)))
    still_unnamed = {
        one.speaker.voice for one in order if one.speaker.voice in unnamed and not one.speaker.is_confirmed
    }
    return SpotQueue(transcript_id, spots, now, _progress(spots, now), duration, len(still_unnamed))


def read_progress(session: Session, interview_id: int) -> ListeningProgress:
    """Return how far the hearing of an interview is; see `read_spots`."""
    return read_spots(session, interview_id).progress


def _progress(spots: Sequence[QueuedSpot], now: TextNow) -> ListeningProgress:
    return ListeningProgress(
        settled_count=sum(one.is_settled for one in spots),
        spot_count=len(spots),
        vouched_seconds=vouched_seconds(now),
        spoken_seconds=spoken_seconds(now.passages),
    )


def _transcript(session: Session, interview_id: int) -> tuple[int, int, float | None]:
    found = session.execute(
        select(Transcript.id, Recording.id, Recording.duration_seconds)
        .join(Recording, Transcript.recording_id == Recording.id)
        .where(Recording.interview_id == interview_id)
    ).one_or_none()
    if found is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return found[0], found[1], found[2]


def _machine_revision(session: Session, transcript_id: int) -> Revision:
    """Return the engine's newest revision that gave passages their text."""
    newest = (
        select(func.max(Revision.number))
        .join(PassageVersion, PassageVersion.revision_id == Revision.id)
        .where(Revision.transcript_id == transcript_id, Revision.made_by == "machine")
        .scalar_subquery()
    )
    return session.scalars(
        select(Revision).where(Revision.transcript_id == transcript_id, Revision.number == newest)
    ).one()


def _states(session: Session, transcript_id: int) -> tuple[PassageState, ...]:
    rows = session.scalars(
        select(Passage).where(Passage.transcript_id == transcript_id).order_by(Passage.position)
    )
    return tuple(state_of(row) for row in rows)


def _heard(session: Session, transcript_id: int) -> tuple[Span, ...]:
    rows = session.execute(
        select(HeardSpan.start_seconds, HeardSpan.end_seconds).where(HeardSpan.transcript_id == transcript_id)
    )
    return tuple(Span(start, end) for start, end in rows)


def _told(order: Order) -> tuple[Span, ...]:
    """Return the spans of which a person said who speaks."""
    return tuple(Span(one.start_seconds, one.end_seconds) for one in order if one.speaker.is_confirmed)


def _unnamed_voices(session: Session, recording_id: int) -> set[int]:
    return set(
        session.scalars(
            select(Voice.number).where(Voice.recording_id == recording_id, Voice.speaker_role == "unknown")
        )
    )
