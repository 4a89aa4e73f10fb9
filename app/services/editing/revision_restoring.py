"""Brings earlier states of a transcript back, as new revisions: history only grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.passage_state import PassageState
from app.domain.spoken_order import ExchangePlace, Order, Place, Speaker, sorted_order
from app.errors import Conflict, NotFound
from app.errors import translatable as _
from app.models import Passage, PassageVersion, Revision
from app.services.editing.passage_order import read_order
from app.services.editing.revision_writing import (
    Change,
    Edited,
    Editor,
    lock_transcript,
    state_of,
    write_revision,
)


class ChangedSince(Conflict):
    """A later revision changed the same passages: taking this one back would lose it."""

    def __init__(self, number: int, later: int) -> None:
        super().__init__(
            _("La révision %(later)s a changé les passages de la %(number)s : reprenez-la d'abord."),
            number=number,
            later=later,
        )


@dataclass(frozen=True, slots=True)
class _Back:
    """What to bring back: versions by passage, and passages that were not there yet."""

    versions: Mapping[str, PassageVersion]
    unborn: frozenset[str]


def restore_revision(
    session: Session, editor: Editor, transcript_id: int, number: int, reason: str = ""
) -> Edited:
    """Make the transcript read as it did at a revision.

    Raises
    ------
    NotFound
        There is no such revision.
    """
    transcript = lock_transcript(session, transcript_id)
    _revision(session, transcript_id, number)
    wanted = versions_at(session, transcript_id, number)
    present = set(session.scalars(select(Passage.id).where(Passage.transcript_id == transcript_id)))
    back = _Back(wanted, frozenset(present - wanted.keys()))
    change = _change(session, transcript_id, back, "revision.restored", reason or f"r{number}")
    return write_revision(session, transcript, change, editor)


def take_back(session: Session, editor: Editor, transcript_id: int, number: int) -> Edited:
    """Undo one revision: what it touched reads as before it. Undoing that again is redoing.

    Raises
    ------
    NotFound
        There is no such revision, or it is the machine's first.
    ChangedSince
        A later revision touched the same passages.
    """
    transcript = lock_transcript(session, transcript_id)
    revision = _revision(session, transcript_id, number)
    touched = set(
        session.scalars(select(PassageVersion.passage_id).where(PassageVersion.revision_id == revision.id))
    )
    if number == 1:
        raise NotFound(_("La première révision est celle de la machine : il n'y a rien avant elle."))
    later = session.scalar(
        select(func.max(Revision.number))
        .join(PassageVersion, PassageVersion.revision_id == Revision.id)
        .where(
            Revision.transcript_id == transcript_id,
            Revision.number > number,
            PassageVersion.passage_id.in_(touched),
        )
    )
    if later is not None:
        raise ChangedSince(number, later)
    before = versions_at(session, transcript_id, number - 1, touched)
    back = _Back(before, frozenset(touched - before.keys()))
    change = _change(session, transcript_id, back, "revision.taken_back", f"r{number}")
    return write_revision(session, transcript, change, editor)


def versions_at(
    session: Session, transcript_id: int, number: int, passage_ids: set[str] | None = None
) -> dict[str, PassageVersion]:
    """Return the version of each passage that a revision left present, by passage."""
    newest = (
        select(PassageVersion.passage_id, func.max(Revision.number).label("number"))
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .where(Revision.transcript_id == transcript_id, Revision.number <= number)
        .group_by(PassageVersion.passage_id)
    )
    if passage_ids is not None:
        newest = newest.where(PassageVersion.passage_id.in_(passage_ids))
    chosen = newest.subquery()
    rows = session.scalars(
        select(PassageVersion)
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .join(
            chosen,
            (chosen.c.passage_id == PassageVersion.passage_id) & (chosen.c.number == Revision.number),
        )
        .where(Revision.transcript_id == transcript_id, PassageVersion.is_present)
        .order_by(PassageVersion.start_seconds, PassageVersion.end_seconds)
    )
    return {row.passage_id: row for row in rows}


def _revision(session: Session, transcript_id: int, number: int) -> Revision:
    found = session.scalars(
        select(Revision).where(Revision.transcript_id == transcript_id, Revision.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound(_("Cette transcription n'a pas de révision %(number)s."), number=number)
    return found


def _change(session: Session, transcript_id: int, back: _Back, action: str, reason: str) -> Change:
    present = {
        passage.id: state_of(passage)
        for passage in session.scalars(select(Passage).where(Passage.transcript_id == transcript_id))
    }
    wanted = {id: state_of(version) for id, version in back.versions.items()}
    states = {id: state for id, state in wanted.items() if present.get(id) != state}
    kept = [one for one in read_order(session, transcript_id) if one.passage_id not in back.unborn]
    places = {one.passage_id: one for one in kept} | {
        id: _place(version) for id, version in back.versions.items()
    }
    order = sorted_order(tuple(places.values()))
    gone = {id: _nearest(present[id], order) for id in back.unborn if id in present}
    return Change(action, reason, states, order, gone)


def _place(version: PassageVersion) -> Place:
    return Place(
        version.passage_id,
        version.start_seconds,
        version.end_seconds,
        Speaker(version.speaker_role, version.voice, version.is_speaker_confirmed),
        version.starts_turn,
        cast(ExchangePlace, version.exchange),
    )


def _nearest(state: PassageState, order: Order | Sequence[Place]) -> str:
    """Return the passage where the sound of one that goes away is found."""

    def distance(one: Place) -> float:
        shared = min(one.end_seconds, state.end_seconds) - max(one.start_seconds, state.start_seconds)
        return -shared

    return min(order, key=distance).passage_id
