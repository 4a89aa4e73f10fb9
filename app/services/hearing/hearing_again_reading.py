"""Reads what a second hearing offers: where its words differ from what is read now, and who settled that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.heard_again import assign_words, is_different
from app.domain.passage_state import PassageState
from app.domain.settled_spots import UntoldWords, is_vouched_for
from app.domain.transcript_edit import TimedWord
from app.errors import NotFound
from app.errors import translatable as _
from app.models import HearingAgain, Passage, PassageVersion, Recording, Revision, Segment, Transcript, Word
from app.models.transcript import HEARD_AGAIN
from app.services.editing.machine_text import untold_again
from app.services.editing.revision_writing import state_of


@dataclass(frozen=True, slots=True)
class OfferedPassage:
    """A passage of which other words were heard; `is_touched`: a person wrote or vouched for words of it."""

    passage: Passage
    state: PassageState
    heard: tuple[TimedWord, ...]
    is_touched: bool

    @property
    def is_free_to_take(self) -> bool:
        """Tell whether it may be taken with many others: no person touched it, and something was heard."""
        return not self.is_touched and bool(self.heard)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a hearing offers, in order of time. `outside` are words that no passage holds."""

    transcript_id: int
    revision: Revision
    passages: tuple[OfferedPassage, ...]
    outside: tuple[TimedWord, ...]


def read_wish(session: Session, interview_id: int) -> HearingAgain | None:
    """Return the newest wish to hear an interview again."""
    return session.scalars(
        select(HearingAgain)
        .join(Recording, Recording.id == HearingAgain.recording_id)
        .where(Recording.interview_id == interview_id)
        .order_by(HearingAgain.id.desc())
        .limit(1)
    ).one_or_none()


def offered_revisions(session: Session, interview_id: int) -> tuple[Revision, ...]:
    """Return the revisions by machines that heard an interview again, the newest first."""
    return tuple(
        session.scalars(
            select(Revision)
            .join(Transcript, Transcript.id == Revision.transcript_id)
            .join(Recording, Recording.id == Transcript.recording_id)
            .where(Recording.interview_id == interview_id, Revision.action == HEARD_AGAIN)
            .order_by(Revision.number.desc())
        )
    )


def find_offered(session: Session, interview_id: int, number: int) -> Revision:
    """Return one of these revisions.

    Raises
    ------
    NotFound
        No machine heard the interview again under this number.
    """
    for revision in offered_revisions(session, interview_id):
        if revision.number == number:
            return revision
    raise NotFound(_("La révision %(number)s n'est pas une réécoute de cette entrevue."), number=number)


def read_offered(session: Session, revision: Revision) -> Offered:
    """Return where a hearing differs from the text as it is read now."""
    rows = session.scalars(
        select(Passage)
        .where(Passage.transcript_id == revision.transcript_id)
        .options(joinedload(Passage.turn))
        .order_by(Passage.start_seconds, Passage.position)
    ).all()
    states = [state_of(row) for row in rows]
    heard = assign_words(_words(session, revision), states)
    untold = _untold(session, revision.transcript_id)
    found = (
        OfferedPassage(row, state, words, _is_touched(state, untold))
        for row, state, words in zip(rows, states, heard.words, strict=True)
        if is_different(state, words)
    )
    return Offered(revision.transcript_id, revision, tuple(found), heard.outside)


def _words(session: Session, revision: Revision) -> Sequence[TimedWord]:
    rows = session.execute(
        select(Word.text, Word.start_seconds, Word.end_seconds, Word.probability)
        .join(Segment, Word.segment_id == Segment.id)
        .where(Segment.revision_id == revision.id, Word.removed_because == "")
        .order_by(Word.start_seconds, Segment.position, Word.position)
    )
    return [TimedWord(text, start, end, probability) for text, start, end, probability in rows]


def _untold(session: Session, transcript_id: int) -> UntoldWords:
    """Return the words that machines gave without probability: no person vouched for them by that."""
    first = session.scalars(
        select(PassageVersion.words)
        .join(Revision, PassageVersion.revision_id == Revision.id)
        .where(Revision.transcript_id == transcript_id, Revision.made_by == "machine")
    )
    told_without = {(word[0], word[1], word[2]) for words in first for word in words if word[3] is None}
    return frozenset(told_without) | untold_again(session, transcript_id)


def _is_touched(state: PassageState, untold: UntoldWords) -> bool:
    return state.status != "machine" or any(is_vouched_for(state, word, untold) for word in state.words)
