"""Brings in a transcript that exists already: a revision by a person, read instead of the machine's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.imported_text import Imported, SaidThere, put_into
from app.domain.passage_state import INAUDIBLE, PassageState
from app.domain.speaker_labels import guess_role
from app.domain.spoken_order import Order
from app.errors import Conflict, NotFound, Refused
from app.errors import translatable as _
from app.models import Interview, Passage, Recording, Transcript
from app.services.editing.passage_order import read_order
from app.services.editing.revision_writing import (
    Change,
    Edited,
    Editor,
    last_number,
    lock_transcript,
    state_of,
    write_revision,
)
from app.services.hearing.transcript_storing import free_passage_id
from transcription.written_alignment import (
    HeardWord,
    WrittenAlignment,
    align_written,
    word_key,
    written_words,
)
from transcription.written_transcript import (
    UnreadableTranscript,
    WrittenTranscript,
    read_written,
    write_written,
)

# Below this, two French texts about anything share as much by their small words.
LEAST_SHARE_HEARD = 0.35
MOST_LAG_SECONDS = 5.0
# Of the text as it is sent back with the form that confirms.
MOST_BYTES = 1_000_000
MOST_LABELS = 20
NOT_A_SPEAKER = "text"


@dataclass(frozen=True, slots=True)
class TextToImport:
    """What a person brings: the file's text, what each name in it stands for, and what they vouch for.

    `roles` goes by name: `leader`, `interviewer`, `unknown`, or `text` where the name is none.
    `is_checked`: every word was checked by ear; `is_sure`: it is this recording's all the same.
    """

    text: str
    roles: Mapping[str, str]
    is_checked: bool = False
    is_sure: bool = False
    filename: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, and to what: nothing is written yet."""

    interview: Interview
    transcript_id: int
    number: int
    written: WrittenTranscript
    text: str
    alignment: WrittenAlignment
    before: Mapping[str, PassageState]
    imported: Imported

    @property
    def is_doubtful(self) -> bool:
        """Whether the text may be that of another recording."""
        lag = self.alignment.lag_seconds
        return self.alignment.share_heard < LEAST_SHARE_HEARD or (
            lag is not None and abs(lag) > MOST_LAG_SECONDS
        )


def find_recording(session: Session, recording_id: int) -> Recording:
    """Return a recording with its interview and transcript; raises NotFound."""
    recording = session.scalars(
        select(Recording)
        .where(Recording.id == recording_id)
        .options(
            joinedload(Recording.interview).joinedload(Interview.leader), joinedload(Recording.transcript)
        )
    ).one_or_none()
    if recording is None:
        raise NotFound(_("Cet enregistrement n'existe pas."))
    return recording


def plan_import(session: Session, recording_id: int, given: TextToImport) -> ImportPlan:
    """Lay a text beside what was heard, and return what it would change.

    Raises
    ------
    Refused
        The text can't be read, or there is nothing heard to lay it beside.
    """
    recording = find_recording(session, recording_id)
    if recording.transcript is None:
        raise Refused(
            _(
                "La machine n'a pas encore transcrit cet enregistrement : ce sont ses temps qui placent le "
                "texte. Attendez-la."
            )
        )
    written = _read(given)
    order = read_order(session, recording.transcript.id)
    states = _states(session, recording.transcript)
    heard = _heard(order, states)
    if not heard:
        raise Refused(
            _("La machine n'a entendu aucun mot dans cet enregistrement : rien ne peut placer ce texte.")
        )
    words = written_words(written.parts)
    alignment = align_written(heard, words)
    roles = _roles(given, written, recording.interview)
    said = _said(order, written, roles, alignment)
    imported = put_into(
        order, states, said, _new_ids(session, recording.sha256, states), is_checked=given.is_checked
    )
    return ImportPlan(
        interview=recording.interview,
        transcript_id=recording.transcript.id,
        number=last_number(session, recording.transcript.id),
        written=written,
        text=write_written(written),
        alignment=alignment,
        before=states,
        imported=imported,
    )


def import_transcript(
    session: Session, editor: Editor, recording_id: int, given: TextToImport, seen_number: int
) -> Edited:
    """Write the text as the next revision of the transcript; what it replaces stays in the history.

    Raises
    ------
    Refused
        As `plan_import`, or the text looks like that of another recording and nobody said to be sure.
    Conflict
        Somebody edited the transcript since the person saw what the import would do.
    """
    recording = find_recording(session, recording_id)
    if recording.transcript is not None:
        lock_transcript(session, recording.transcript.id)
    plan = plan_import(session, recording_id, given)
    if plan.number != seen_number:
        raise Conflict(
            _("Quelqu'un a corrigé cette transcription entre-temps. Revoyez ce que l'import changerait.")
        )
    if plan.is_doubtful and not given.is_sure:
        raise Refused(_("Ce texte ne ressemble pas à ce qui s'entend. Si c'est le bon, cochez-le."))
    reason = f"{plan.written.form} {given.filename}".strip()
    change = Change("transcript.imported", reason, plan.imported.states, plan.imported.order)
    return write_revision(session, lock_transcript(session, plan.transcript_id), change, editor)


def role_of(label: str, roles: Mapping[str, str], interview: Interview) -> str:
    """Return what a name in a text stands for: what was said of it, or a guess."""
    return roles.get(label) or guess_role(label, interview.leader.name, interview.interviewer)


def _read(given: TextToImport) -> WrittenTranscript:
    no_labels = {label for label, role in given.roles.items() if role == NOT_A_SPEAKER}
    try:
        written = read_written(given.text, no_labels)
        counts = Counter(part.label for part in written.parts if part.label)
        if len(counts) > MOST_LABELS:
            # Nobody interviews so many: most of these are words before a colon.
            frequent = {label for label, _count in counts.most_common(MOST_LABELS)}
            written = read_written(given.text, no_labels | (set(counts) - frequent))
    except UnreadableTranscript as error:
        raise Refused(
            _("Ce texte ne peut être lu. Donnez du WebVTT, du SRT, du JSON de Whisper ou du texte simple.")
        ) from error
    if len(write_written(written).encode()) > MOST_BYTES:
        raise Refused(_("Ce texte est trop long pour une entrevue. Coupez-le en parties."))
    return written


def _states(session: Session, transcript: Transcript) -> dict[str, PassageState]:
    passages = session.scalars(select(Passage).where(Passage.transcript_id == transcript.id))
    return {passage.id: state_of(passage) for passage in passages}


def _heard(order: Order, states: Mapping[str, PassageState]) -> list[HeardWord]:
    return [
        HeardWord(word_key(word.text), (word.start_seconds + word.end_seconds) / 2, number)
        for number, place in enumerate(order)
        for word in states[place.passage_id].words
        if not word.text.startswith(INAUDIBLE)
    ]


def _roles(given: TextToImport, written: WrittenTranscript, interview: Interview) -> dict[str, str | None]:
    return {"": None, **{label: role_of(label, given.roles, interview) for label in written.labels}}


def _said(
    order: Order,
    written: WrittenTranscript,
    roles: Mapping[str, str | None],
    alignment: WrittenAlignment,
) -> dict[str, Sequence[SaidThere]]:
    """Return what is said in each passage that the text covers, from its first to its last."""
    first, last = alignment.passages[0], alignment.passages[-1]
    said: dict[str, list[SaidThere]] = {one.passage_id: [] for one in order[first : last + 1]}
    words = written_words(written.parts)
    for word, passage in zip(words, alignment.passages, strict=True):
        said[order[passage].passage_id].append(SaidThere(word.text, roles[written.parts[word.part].label]))
    return {passage_id: _joined(several) for passage_id, several in said.items()}


def _joined(several: Sequence[SaidThere]) -> list[SaidThere]:
    """Join the words of one speaker, so that marks that stand alone find their word."""
    joined: list[SaidThere] = []
    texts: list[list[str]] = []
    for one in several:
        if not joined or joined[-1].role != one.role:
            joined.append(one)
            texts.append([])
        texts[-1].append(one.text)
    return [SaidThere(" ".join(text), one.role) for one, text in zip(joined, texts, strict=True)]


def _new_ids(session: Session, sha256: str, states: Mapping[str, PassageState]) -> Callable[[float], str]:
    given: set[str] = set(states)

    def new_id(start_seconds: float) -> str:
        seconds = start_seconds
        while (found := free_passage_id(session, sha256, seconds)) in given:
            seconds += 0.001
        given.add(found)
        return found

    return new_id
