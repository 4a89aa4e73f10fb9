"""Writes a revision by a person: what it made of each passage it touched, and what is read from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.passage_state import PassageState
from app.domain.spoken_order import Order, Place
from app.domain.transcript_edit import TimedWord
from app.errors import NotFound
from app.errors import translatable as _
from app.models import (
    Passage,
    PassageDraft,
    PassageRedirect,
    PassageVersion,
    Recording,
    Revision,
    Tag,
    Transcript,
    Turn,
)
from app.services.audit.audit_writing import write_audit
from app.services.editing.passage_order import read_order, write_order


@dataclass(frozen=True, slots=True)
class Editor:
    """Who edits: a curator with an account, or a command (then without an id)."""

    actor: str
    curator_id: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did. `revision_number` is that of the transcript now, even where nothing had to change.

    `is_reworded` is false where words were only vouched for: nothing that is known from them changes.
    """

    transcript_id: int
    interview_id: int
    revision_number: int
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_reworded: bool = True

    @property
    def is_new(self) -> bool:
        """Tell whether there was anything to write."""
        return bool(self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Change:
    """What a person did to a transcript.

    `states` are the passages whose words or edges are others now, new ones too; `order` is the order of all,
    None where it stays; `gone` tells into which passage each one that goes away went.
    """

    action: str
    reason: str = ""
    states: Mapping[str, PassageState] = field(default_factory=dict)
    order: Order | None = None
    gone: Mapping[str, str] = field(default_factory=dict)


def lock_transcript(session: Session, transcript_id: int) -> Transcript:
    """Return the transcript, held for this transaction: edits of one transcript come one after the other.

    Raises
    ------
    NotFound
        No transcript has that id.
    """
    found = session.scalars(
        select(Transcript).where(Transcript.id == transcript_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound(_("Cette entrevue n'a pas encore de transcription."))
    return found


def last_number(session: Session, transcript_id: int) -> int:
    """Return the number of the newest revision of a transcript."""
    query = select(func.max(Revision.number)).where(Revision.transcript_id == transcript_id)
    return session.scalar(query) or 0


def state_of(passage: Passage | PassageVersion) -> PassageState:
    """Return what a passage says, from its row or from one of its versions."""
    return PassageState(
        id=passage.id if isinstance(passage, Passage) else passage.passage_id,
        start_seconds=passage.start_seconds,
        end_seconds=passage.end_seconds,
        words=tuple(TimedWord(*word) for word in passage.words),
        language=passage.language,
        status=passage.status,
    )


def write_revision(session: Session, transcript: Transcript, change: Change, editor: Editor) -> Edited:
    """Write a change as the next revision; without anything to write, none is.

    The transcript is locked by the caller (`lock_transcript`) since before it read what it changes.
    """
    before = read_order(session, transcript.id) if change.order is not None else ()
    touched = _touched(change, before)
    interview_id, sha = _recording(session, transcript)
    number = last_number(session, transcript.id)
    if not touched and not change.gone:
        return Edited(transcript.id, interview_id, number)
    revision = Revision(
        transcript_id=transcript.id,
        number=number + 1,
        made_by="curator",
        curator_id=editor.curator_id,
        action=change.action,
        reason=change.reason,
    )
    session.add(revision)
    session.flush()
    is_reworded = change.order is not None or bool(change.gone) or _is_reworded(session, change.states)
    _write_states(session, transcript, change.states, revision.number)
    if change.order is not None:
        session.flush()
        _take_away(session, transcript, change, revision)
        write_order(session, transcript.id, change.order)
    _renumber(session, touched, revision.number)
    _write_versions(session, revision, touched, change.gone)
    write_audit(
        session,
        editor.actor,
        change.action,
        f"recording:{sha[:12]}",
        {"revision": revision.number, "passages": sorted({*touched, *change.gone}), "reason": change.reason},
    )
    return Edited(
        transcript.id,
        interview_id,
        revision.number,
        tuple(sorted(touched)),
        tuple(sorted(change.gone)),
        is_reworded,
    )


def keep_first_versions(session: Session, revision: Revision) -> None:
    """Keep what the machine left of every passage as the first state of its history."""
    session.flush()
    order = read_order(session, revision.transcript_id)
    _write_versions(session, revision, {one.passage_id for one in order}, {})


def _touched(change: Change, before: Order) -> set[str]:
    """Return the passages that a version must be kept of."""
    touched = set(change.states)
    if change.order is not None:
        old = {one.passage_id: one for one in before}
        touched |= {
            one.passage_id for one in change.order if not _is_same_place(old.get(one.passage_id), one)
        }
    return touched - set(change.gone)


def _is_same_place(old: Place | None, new: Place) -> bool:
    return old is not None and (old.speaker, old.starts_turn, old.exchange) == (
        new.speaker,
        new.starts_turn,
        new.exchange,
    )


def _is_reworded(session: Session, states: Mapping[str, PassageState]) -> bool:
    rows = session.execute(select(Passage.id, Passage.text).where(Passage.id.in_(states)))
    before = dict(rows.all())
    return any(before.get(id) != state.text for id, state in states.items())


def _write_states(
    session: Session, transcript: Transcript, states: Mapping[str, PassageState], number: int
) -> None:
    present = {
        passage.id: passage for passage in session.scalars(select(Passage).where(Passage.id.in_(states)))
    }
    new = [id for id in states if id not in present]
    # An address that led elsewhere has words of its own again.
    session.execute(delete(PassageRedirect).where(PassageRedirect.passage_id.in_(new)))
    turn_id = _any_turn(session, transcript) if new else 0
    for number_of_new, id in enumerate(new):
        # Its turn and position come with the order; until then it stands in any turn of the transcript.
        present[id] = Passage(
            id=id, transcript_id=transcript.id, turn_id=turn_id, position=-4_000_000 - number_of_new
        )
    for state in states.values():
        passage = present[state.id]
        passage.start_seconds, passage.end_seconds = state.start_seconds, state.end_seconds
        passage.text = state.text
        passage.words = [list_of(word) for word in state.words]
        passage.language, passage.status = state.language, state.status
        passage.revision_number = number
    session.add_all(present.values())
    session.flush()


def _any_turn(session: Session, transcript: Transcript) -> int:
    found = session.scalar(select(Turn.id).where(Turn.transcript_id == transcript.id).limit(1))
    if found is not None:
        return found
    # The machine heard nobody.
    turn = Turn(
        transcript_id=transcript.id, position=-1, speaker_role="unknown", start_seconds=0, end_seconds=0
    )
    session.add(turn)
    session.flush()
    return turn.id


def list_of(word: TimedWord) -> list[Any]:
    """Return a word in the shape of `Passage.words`."""
    return [word.text, word.start_seconds, word.end_seconds, word.probability]


def _take_away(session: Session, transcript: Transcript, change: Change, revision: Revision) -> None:
    for passage_id, into in change.gone.items():
        # What led to it leads on to where it went.
        followers = session.scalars(
            select(PassageRedirect).where(PassageRedirect.into_passage_id == passage_id)
        )
        for follower in followers:
            follower.into_passage_id = into
        session.add(PassageRedirect(passage_id=passage_id, into_passage_id=into, revision_id=revision.id))
    gone = list(change.gone)
    session.execute(delete(Tag).where(Tag.passage_id.in_(gone)))
    session.execute(delete(PassageDraft).where(PassageDraft.passage_id.in_(gone)))
    session.execute(delete(Passage).where(Passage.id.in_(gone), Passage.transcript_id == transcript.id))


def _renumber(session: Session, touched: set[str], number: int) -> None:
    for passage in session.scalars(select(Passage).where(Passage.id.in_(touched))):
        passage.revision_number = number
    session.flush()


def _write_versions(session: Session, revision: Revision, touched: set[str], gone: Mapping[str, str]) -> None:
    """Keep the passages touched as they are now, and the last state of those that went away."""
    places = _places(session, revision.transcript_id, touched)
    for passage in session.scalars(select(Passage).where(Passage.id.in_(touched)).order_by(Passage.position)):
        place = places[passage.id]
        session.add(
            PassageVersion(
                revision_id=revision.id,
                passage_id=passage.id,
                start_seconds=passage.start_seconds,
                end_seconds=passage.end_seconds,
                text=passage.text,
                words=passage.words,
                language=passage.language,
                status=passage.status,
                speaker_role=place.speaker.role,
                is_speaker_confirmed=place.speaker.is_confirmed,
                voice=place.speaker.voice,
                starts_turn=place.starts_turn,
                exchange=place.exchange,
            )
        )
    for passage_id in gone:
        session.add(_last_version(session, revision, passage_id))
    session.flush()


def _places(session: Session, transcript_id: int, passage_ids: set[str]) -> dict[str, Place]:
    return {
        one.passage_id: one for one in read_order(session, transcript_id) if one.passage_id in passage_ids
    }


def _last_version(session: Session, revision: Revision, passage_id: str) -> PassageVersion:
    last = session.scalars(
        select(PassageVersion)
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .where(PassageVersion.passage_id == passage_id, Revision.transcript_id == revision.transcript_id)
        .order_by(Revision.number.desc())
        .limit(1)
    ).one()
    kept = {
        column.name: getattr(last, column.name)
        for column in PassageVersion.__table__.columns
        if column.name not in ("id", "revision_id", "is_present")
    }
    return PassageVersion(revision_id=revision.id, is_present=False, **kept)


def _recording(session: Session, transcript: Transcript) -> tuple[int, str]:
    interview_id, sha = session.execute(
        select(Recording.interview_id, Recording.sha256).where(Recording.id == transcript.recording_id)
    ).one()
    return interview_id, sha
