"""What a person may do to a transcript. Every edit is one revision; nothing that was written is lost.

Each function takes what the person was reading (`Seen`): where somebody else changed the passage meanwhile,
the edit is refused with both texts, and the person chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import passage_state, spoken_order
from app.domain.passage_state import PassageState
from app.domain.spoken_order import ExchangePlace, Order, Place
from app.errors import Conflict, NotFound, Refused
from app.errors import translatable as _
from app.models import Curator, Passage, Recording, Revision, Transcript, Voice
from app.services.editing.passage_order import read_order
from app.services.editing.revision_writing import (
    Change,
    Edited,
    Editor,
    lock_transcript,
    state_of,
    write_revision,
)
from app.services.hearing.transcript_storing import free_passage_id

MOST_TEXT_CHARACTERS = 20_000
LEAST_PASSAGE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage as the person was reading it: its id and the revision it was of."""

    passage_id: str
    number: int


class EditedMeanwhile(Conflict):
    """Somebody else changed the passage since it was read. `text` is theirs, and stands."""

    def __init__(self, passage: Passage, by: str, at: datetime) -> None:
        super().__init__(
            _("%(by)s a changé ce passage entre-temps. Rien n'est perdu : comparez, puis choisissez."),
            by=by,
        )
        self.passage_id = passage.id
        self.text = passage.text
        self.number = passage.revision_number
        self.by = by
        self.at = at


class PassageGone(Conflict):
    """Another edit joined the passage to its neighbour meanwhile."""

    def __init__(self, passage_id: str) -> None:
        super().__init__(
            _("Ce passage n'est plus : il a été réuni à son voisin. Rechargez la page pour le retrouver.")
        )
        self.passage_id = passage_id


def save_text(
    session: Session,
    editor: Editor,
    seen: Seen,
    text: str,
    *,
    action: str = "text.saved",
    reason: str = "",
) -> Edited:
    """Give a passage another text; unchanged words keep their times, an empty text says nothing was said.

    Raises
    ------
    Refused
        The text is too long.
    EditedMeanwhile, PassageGone
        Somebody else changed the passage since.
    """
    if len(text) > MOST_TEXT_CHARACTERS:
        raise Refused(_("Ce texte est trop long pour un passage. Coupez le passage, puis recommencez."))
    return _edit_words(session, editor, seen, lambda one: passage_state.with_text(one, text), action, reason)


def save_texts(
    session: Session, editor: Editor, texts: Mapping[Seen, str], *, action: str, reason: str
) -> Edited:
    """Give several passages of one transcript another text, in one revision: all of them or none.

    Raises
    ------
    EditedMeanwhile, PassageGone
        Somebody else changed one of the passages since.
    """
    edits = {seen: partial(passage_state.with_text, text=text) for seen, text in texts.items()}
    return edit_passages(session, editor, edits, action=action, reason=reason)


def edit_passages(
    session: Session,
    editor: Editor,
    edits: Mapping[Seen, Callable[[PassageState], PassageState]],
    *,
    action: str,
    reason: str,
) -> Edited:
    """Change several passages of one transcript in one revision: all of them or none.

    Raises
    ------
    EditedMeanwhile, PassageGone
        Somebody else changed one of the passages since.
    """
    transcript = _locked(session, next(iter(edits)).passage_id)
    states = {}
    for seen, edit in edits.items():
        before = state_of(_seen_passage(session, seen, transcript))
        after = edit(before)
        if after != before:
            states[after.id] = after
    return write_revision(session, transcript, Change(action, reason, states), editor)


def mark_heard(session: Session, editor: Editor, seen: Seen, first_word: int, end_word: int) -> Edited:
    """Vouch for some words as they are: they bear no machine's figure any more."""
    return _edit_words(
        session,
        editor,
        seen,
        lambda one: passage_state.with_words_heard(one, first_word, end_word),
        "words.heard",
    )


def mark_checked(session: Session, editor: Editor, seen: Seen) -> Edited:
    """Vouch for a whole passage."""
    return _edit_words(session, editor, seen, passage_state.heard, "passage.checked")


def mark_inaudible(session: Session, editor: Editor, seen: Seen, first_word: int, end_word: int) -> Edited:
    """Say that nobody can make out some words.

    Raises
    ------
    Refused
        There is no such word.
    """

    def edit(state: PassageState) -> PassageState:
        if not 0 <= first_word < end_word <= len(state.words):
            raise Refused(_("Choisissez d'abord les mots que l'on n'entend pas."))
        return passage_state.with_inaudible(state, first_word, end_word)

    return _edit_words(session, editor, seen, edit, "words.inaudible")


def split_passage(session: Session, editor: Editor, seen: Seen, first_word: int) -> Edited:
    """Cut a passage in two before a word; the second part gets an address of its own.

    Raises
    ------
    Refused
        One of the two would be empty.
    """
    transcript = _locked(session, seen.passage_id)
    state = state_of(_seen_passage(session, seen, transcript))
    if not 0 < first_word < len(state.words):
        raise Refused(_("Coupez entre deux mots : chaque partie doit en garder un."))
    sha = session.scalars(select(Recording.sha256).where(Recording.id == transcript.recording_id)).one()
    new_id = free_passage_id(session, sha, state.words[first_word].start_seconds)
    before, after = passage_state.split(state, first_word, new_id)
    order = read_order(session, transcript.id)
    place = next(one for one in order if one.passage_id == seen.passage_id)
    second = Place(
        new_id,
        after.start_seconds,
        after.end_seconds,
        place.speaker,
        starts_turn=False,
        exchange="outside" if place.exchange == "outside" else "continues",
    )
    change = Change(
        "passage.split",
        states={before.id: before, after.id: after},
        order=spoken_order.followed_by(_with_span(order, before), seen.passage_id, second),
    )
    return write_revision(session, transcript, change, editor)


def join_with_next(session: Session, editor: Editor, seen: Seen, seen_next: Seen) -> Edited:
    """Put a passage and the one after it together; the address of the second leads to the first.

    Raises
    ------
    Refused
        They do not follow each other, two people speak in them, or an exchange starts between them.
    """
    transcript = _locked(session, seen.passage_id)
    first = state_of(_seen_passage(session, seen, transcript))
    second = state_of(_seen_passage(session, seen_next, transcript))
    order = read_order(session, transcript.id)
    ids = [one.passage_id for one in order]
    number = ids.index(first.id)
    if number + 1 >= len(ids) or ids[number + 1] != second.id:
        raise Refused(_("Ces deux passages ne se suivent pas."))
    here, there = order[number], order[number + 1]
    if here.speaker.role != there.speaker.role:
        raise Refused(
            _("Deux personnes parlent dans ces passages. Dites d'abord qui parle, puis réunissez-les.")
        )
    if there.exchange == "starts":
        raise Refused(_("Un échange commence entre ces passages. Réunissez d'abord les échanges."))
    joined = passage_state.joined(first, second)
    change = Change(
        "passage.joined",
        states={joined.id: joined},
        # What the second one began, it begins no more: its turn goes on in the first.
        order=_with_span(tuple(one for one in order if one.passage_id != second.id), joined),
        gone={second.id: joined.id},
    )
    return write_revision(session, transcript, change, editor)


def move_edges(
    session: Session, editor: Editor, seen: Seen, start_seconds: float, end_seconds: float
) -> Edited:
    """Move the edges of a passage; words outside are brought inside.

    Raises
    ------
    Refused
        The span is empty, or reaches into a neighbour or past the end of the recording.
    """
    transcript = _locked(session, seen.passage_id)
    state = state_of(_seen_passage(session, seen, transcript))
    order = read_order(session, transcript.id)
    number = next(number for number, one in enumerate(order) if one.passage_id == state.id)
    earliest = order[number - 1].end_seconds if number else 0.0
    latest = _latest(session, transcript, order, number)
    # A machine's passages may overlap by a hair: what stands is always allowed to stand.
    earliest, latest = min(earliest, state.start_seconds), max(latest, state.end_seconds)
    start, end = round(start_seconds, 3), round(end_seconds, 3)
    if not earliest <= start <= end - LEAST_PASSAGE_SECONDS or end > latest:
        raise Refused(_("Les bords d'un passage restent entre ses voisins, le début avant la fin."))
    moved = passage_state.with_span(state, start, end)
    change = Change(
        "passage.moved",
        states={} if moved == state else {moved.id: moved},
        order=_with_span(order, moved),
    )
    return write_revision(session, transcript, change, editor)


def tell_speaker(
    session: Session, editor: Editor, transcript_id: int, seen: Sequence[Seen], role: str
) -> Edited:
    """Say who speaks in some passages; a machine's guess that was right is confirmed by it.

    Raises
    ------
    Refused
        The role is unknown.
    EditedMeanwhile, PassageGone
        Somebody else changed one of the passages since.
    """
    _check_role(role)
    transcript = lock_transcript(session, transcript_id)
    for one in seen:
        _seen_passage(session, one, transcript)
    order = spoken_order.with_speaker(
        read_order(session, transcript.id), {one.passage_id for one in seen}, role
    )
    return write_revision(session, transcript, Change("speaker.told", order=order), editor)


def tell_voice(session: Session, editor: Editor, transcript_id: int, voice: int, role: str) -> Edited:
    """Say whose voice it is, for all turns at once in which the machine heard it.

    What a person said of single passages before stays: it was said with those in ear.

    Raises
    ------
    Refused
        The role is unknown, or the voice is not heard in the recording.
    """
    _check_role(role)
    transcript = lock_transcript(session, transcript_id)
    order = read_order(session, transcript.id)
    heard = {
        one.passage_id
        for one in order
        if one.speaker.voice == voice and (not one.speaker.is_confirmed or one.speaker.role == role)
    }
    if not any(one.speaker.voice == voice for one in order):
        raise Refused(_("Cette voix ne s'entend pas dans l'enregistrement."))
    for known in session.scalars(
        select(Voice).where(Voice.recording_id == transcript.recording_id, Voice.number == voice)
    ):
        known.speaker_role = role
    change = Change("voice.told", order=spoken_order.with_speaker(order, heard, role))
    return write_revision(session, transcript, change, editor)


def place_exchange(session: Session, editor: Editor, seen: Seen, place: ExchangePlace) -> Edited:
    """Let an exchange start at a passage, join it to the one before, or leave the passage outside of any."""
    transcript = _locked(session, seen.passage_id)
    _seen_passage(session, seen, transcript)
    order = spoken_order.with_exchange(read_order(session, transcript.id), seen.passage_id, place)
    return write_revision(session, transcript, Change("exchange.placed", order=order), editor)


def _edit_words(
    session: Session,
    editor: Editor,
    seen: Seen,
    edit: Callable[[PassageState], PassageState],
    action: str,
    reason: str = "",
) -> Edited:
    transcript = _locked(session, seen.passage_id)
    before = state_of(_seen_passage(session, seen, transcript))
    after = edit(before)
    states = {} if after == before else {after.id: after}
    return write_revision(session, transcript, Change(action, reason, states), editor)


def _locked(session: Session, passage_id: str) -> Transcript:
    transcript_id = session.scalar(select(Passage.transcript_id).where(Passage.id == passage_id))
    if transcript_id is None:
        raise PassageGone(passage_id)
    return lock_transcript(session, transcript_id)


def _seen_passage(session: Session, seen: Seen, transcript: Transcript) -> Passage:
    """Return the passage, if it still is as the person read it."""
    # Read after the lock: another edit may have been waited for.
    passage = session.get(Passage, seen.passage_id, populate_existing=True)
    if passage is None:
        raise PassageGone(seen.passage_id)
    if passage.transcript_id != transcript.id:
        raise NotFound(_("Ce passage n'est pas de cette entrevue."))
    if passage.revision_number != seen.number:
        by, at = _last_edit(session, transcript, passage)
        raise EditedMeanwhile(passage, by, at)
    return passage


def _last_edit(session: Session, transcript: Transcript, passage: Passage) -> tuple[str, datetime]:
    revision, name = session.execute(
        select(Revision, Curator.name)
        .outerjoin(Curator, Revision.curator_id == Curator.id)
        .where(Revision.transcript_id == transcript.id, Revision.number == passage.revision_number)
    ).one()
    return name or "franquette", revision.created_at


def _check_role(role: str) -> None:
    if role not in ("leader", "interviewer", "unknown"):
        raise Refused(_("Dites qui parle : le ou la chef, la personne qui interroge, ou personne de connu."))


def _with_span(order: Order, state: PassageState) -> Order:
    return tuple(
        replace(one, start_seconds=state.start_seconds, end_seconds=state.end_seconds)
        if one.passage_id == state.id
        else one
        for one in order
    )


def _latest(session: Session, transcript: Transcript, order: Order, number: int) -> float:
    if number + 1 < len(order):
        return order[number + 1].start_seconds
    duration = session.scalar(
        select(Recording.duration_seconds).where(Recording.id == transcript.recording_id)
    )
    return duration if duration is not None else order[number].end_seconds


__all__ = [
    "Edited", "EditedMeanwhile", "Editor", "PassageGone", "Seen", "edit_passages", "join_with_next",
    "mark_checked", "mark_heard", "mark_inaudible", "move_edges", "place_exchange", "save_text", "save_texts",
    "split_passage", "tell_speaker", "tell_voice",
]  # fmt: skip
