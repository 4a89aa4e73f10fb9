"""What a curator decides about a spot after hearing it: accept, write otherwise, give up, name a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.doubtful_spots import Spot
from app.domain.passage_state import INAUDIBLE, PassageState
from app.domain.settled_spots import words_in_span
from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import HeardSpan, Passage, Recording, Transcript
from app.services.audit.audit_writing import write_audit
from app.services.editing.revision_writing import Edited, Editor, state_of
from app.services.editing.transcript_editing import (
    Seen,
    mark_heard,
    mark_inaudible,
    save_text,
    tell_speaker,
)
from app.services.guided_pass.doubtful_reading import read_spots

SpotAct = Literal["accept", "fix", "inaudible", "speaker"]


@dataclass(frozen=True, slots=True)
class SpotDecision:
    """What was decided, over the passage as the person was reading it.

    `text` is the whole new text of the passage for `fix`; `role` who speaks for `speaker`.
    """

    act: SpotAct
    seen: Seen
    text: str = ""
    role: str = ""


def settle_spot(
    session: Session, editor: Editor, interview_id: int, key: str, decision: SpotDecision
) -> Edited:
    """Settle a spot, so that it asks for no ear any more.

    Raises
    ------
    NotFound
        The interview has no such spot.
    Refused
        A choice is missing.
    EditedMeanwhile, PassageGone
        Somebody else changed the passage since it was read.
    """
    queue = read_spots(session, interview_id)
    spot = next((one.spot for one in queue.spots if one.spot.key == key), None)
    if spot is None or not _is_of(session, queue.transcript_id, decision.seen):
        raise NotFound(_("Cet endroit n'est pas dans la file d'écoute. Rouvrez la file, puis recommencez."))
    if decision.act == "speaker" or (decision.act == "accept" and spot.kind == "speaker"):
        return _tell(session, editor, queue.transcript_id, queue.now.passages, spot, decision)
    edited = _write(session, editor, spot, decision)
    # What the machine set aside or gave up has no word that could tell that it was heard.
    _keep_heard(session, editor, queue.transcript_id, spot, is_told=edited.is_new)
    return edited


def spot_passages(states: Sequence[PassageState], spot: Spot) -> tuple[PassageState, ...]:
    """Return the passages in which a spot lies now; the nearest one where it lies in none."""

    def shared(state: PassageState) -> float:
        return min(state.end_seconds, spot.end_seconds) - max(state.start_seconds, spot.start_seconds)

    inside = [state for state in states if shared(state) > 0]
    most = sorted(inside, key=shared, reverse=True)
    return tuple(most) or tuple(sorted(states, key=shared, reverse=True)[:1])


def _write(session: Session, editor: Editor, spot: Spot, decision: SpotDecision) -> Edited:
    seen = decision.seen
    first, end = _words(session, spot, seen)
    if decision.act == "fix":
        edited = save_text(session, editor, seen, decision.text)
        return _vouch(session, editor, spot, replace(seen, number=_number(edited, seen)), edited)
    if decision.act == "inaudible":
        if first == end:
            return save_text(
                session, editor, seen, _with_mark(session, seen, first), action="words.inaudible"
            )
        return mark_inaudible(session, editor, seen, first, end)
    return mark_heard(session, editor, seen, first, end)


def _vouch(session: Session, editor: Editor, spot: Spot, seen: Seen, edited: Edited) -> Edited:
    """Vouch for what a person left as it was beside the words that they wrote."""
    first, end = _words(session, spot, seen)
    heard = mark_heard(session, editor, seen, first, end)
    return replace(heard, changed=tuple(sorted({*edited.changed, *heard.changed})))


def _number(edited: Edited, seen: Seen) -> int:
    return edited.revision_number if seen.passage_id in edited.changed else seen.number


def _words(session: Session, spot: Spot, seen: Seen) -> tuple[int, int]:
    passage = session.get(Passage, seen.passage_id)
    if passage is None:
        return 0, 0  # the edit that follows says where it went
    return words_in_span(state_of(passage).words, spot.start_seconds, spot.end_seconds)


def _with_mark(session: Session, seen: Seen, before_word: int) -> str:
    """Return the text of a passage with the mark where words are missing."""
    passage = session.get(Passage, seen.passage_id)
    words = [str(word[0]) for word in passage.words] if passage is not None else []
    return " ".join([*words[:before_word], INAUDIBLE, *words[before_word:]])


def _tell(
    session: Session,
    editor: Editor,
    transcript_id: int,
    states: Sequence[PassageState],
    spot: Spot,
    decision: SpotDecision,
) -> Edited:
    if not decision.role:
        raise Refused(_("Dites qui parle : le ou la chef, la personne qui interroge, ou personne de connu."))
    ids = [state.id for state in spot_passages(states, spot)]
    numbers = session.execute(select(Passage.id, Passage.revision_number).where(Passage.id.in_(ids)))
    seen = [decision.seen if id == decision.seen.passage_id else Seen(id, number) for id, number in numbers]
    return tell_speaker(session, editor, transcript_id, seen, decision.role)


def _is_of(session: Session, transcript_id: int, seen: Seen) -> bool:
    """Tell whether a passage is of a transcript; one that is no more is told of by the edit."""
    owner = session.scalar(select(Passage.transcript_id).where(Passage.id == seen.passage_id))
    return owner in (None, transcript_id)


def _keep_heard(session: Session, editor: Editor, transcript_id: int, spot: Spot, *, is_told: bool) -> None:
    """Keep that a person heard a spot; the audit tells it where no revision does."""
    span = {"start_seconds": spot.start_seconds, "end_seconds": spot.end_seconds}
    session.add(HeardSpan(transcript_id=transcript_id, curator_id=editor.curator_id, **span))
    session.flush()
    if is_told:
        return
    sha = session.scalars(
        select(Recording.sha256)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .where(Transcript.id == transcript_id)
    ).one()
    write_audit(session, editor.actor, "spot.heard", f"recording:{sha[:12]}", span)
