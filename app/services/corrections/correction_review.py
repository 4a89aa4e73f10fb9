"""A curator decides: what is accepted becomes a revision, what is refused says why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.reader_text import plain_text
from app.errors import Conflict, NotFound, Refused
from app.errors import translatable as _
from app.models import Correction, Passage
from app.models.base import now
from app.models.correction import CORRECTION_REFUSALS
from app.services.audit.audit_writing import write_audit
from app.services.corrections.correction_queue import proposed_text, read_waiting
from app.services.editing.passage_following import find_present_passage, present_ids
from app.services.editing.transcript_editing import Edited, Editor, Seen, save_text

MOST_REASON_CHARACTERS = 300


class CorrectionDecided(Conflict):
    """Another curator decided first; both texts stay to be seen."""

    def __init__(self, correction: Correction) -> None:
        super().__init__(_("Cette correction est déjà décidée. Rien de plus n'a été écrit."))
        self.correction_id = correction.id


@dataclass(frozen=True, slots=True)
class _Open:
    """Answers that say the same, all waiting, the earliest first, and the passage where their words are."""

    corrections: tuple[Correction, ...]
    passage: Passage


def accept_correction(
    session: Session, editor: Editor, correction_id: int, text: str, seen_number: int
) -> Edited:
    """Give the passage the text that the curator settled on; the answers that say the same go with it.

    `text` is the whole passage as the curator left it in the form: the readers' words, or better ones; empty
    where nothing was said. `seen_number` is the revision of the passage that the curator read.

    Raises
    ------
    NotFound
        No such correction, or its interview is not public.
    CorrectionDecided
        It was decided before.
    EditedMeanwhile, PassageGone
        Somebody else changed the passage since.
    Refused
        The text is the one that stands there.
    """
    found = _open_corrections(session, correction_id)
    before, proposed = found.passage.text, proposed_text(found.corrections[0], found.passage)
    kept = plain_text(text)
    if kept == plain_text(before) and seen_number == found.passage.revision_number:
        raise Refused(_("Ce texte est déjà celui du passage : changez-le, ou refusez la proposition."))
    edited = save_text(
        session,
        editor,
        Seen(found.passage.id, seen_number),
        kept,
        action="correction.accepted",
        reason=f"Correction {found.corrections[0].id}",
    )
    after = session.get_one(Passage, found.passage.id).text
    state = "accepted" if kept == proposed else "edited"
    _decide(session, found, editor, state, before=before, after=after, number=edited.revision_number)
    return edited


def refuse_correction(
    session: Session, editor: Editor, correction_id: int, refusal: str, reason: str = ""
) -> None:
    """Leave the passage as it is and say why; the answers that say the same are refused with it.

    Raises
    ------
    NotFound, CorrectionDecided
        As `accept_correction`.
    Refused
        The reason is not one of the list, or its words are too long.
    """
    if refusal not in CORRECTION_REFUSALS:
        raise Refused(_("Choisissez pourquoi vous refusez : la raison est publiée."))
    said = " ".join(reason.split())
    if len(said) > MOST_REASON_CHARACTERS:
        raise Refused(_("La raison a au plus %(count)s caractères."), count=MOST_REASON_CHARACTERS)
    found = _open_corrections(session, correction_id)
    _decide(session, found, editor, "refused", before=found.passage.text, refusal=refusal, reason=said)
    write_audit(
        session,
        editor.actor,
        "correction.refused",
        f"passage:{found.passage.id}",
        {"corrections": [one.id for one in found.corrections], "refusal": refusal, "reason": said},
    )


def _open_corrections(session: Session, correction_id: int) -> _Open:
    correction = session.get(Correction, correction_id)
    if correction is None or correction.state == "same":
        raise NotFound(_("Aucune correction ne porte le numéro %(id)s."), id=correction_id)
    if correction.decided_at is not None:
        raise CorrectionDecided(correction)
    now_in = present_ids(session, [correction.passage_id])[correction.passage_id]
    passage, _interview = find_present_passage(session, now_in)
    waiting, ranked = read_waiting(session, passage.id)
    for one in (agreed for answers in ranked for agreed in answers.agreed):
        if any(answer.id == correction_id for answer in one.answers):
            return _Open(tuple(waiting[answer.id] for answer in one.answers), passage)
    raise NotFound(_("L'entrevue de la correction %(id)s n'est pas publiée."), id=correction_id)


def _decide(
    session: Session,
    found: _Open,
    editor: Editor,
    state: str,
    *,
    before: str,
    after: str | None = None,
    number: int | None = None,
    refusal: str | None = None,
    reason: str = "",
) -> None:
    at = now()
    for one in found.corrections:
        one.state, one.decided_at, one.curator_id = state, at, editor.curator_id
        one.decided_with = found.corrections[0].id
        one.before_text, one.after_text, one.revision_number = before, after, number
        one.refusal, one.reason = refusal, reason
        # Nobody needs to tell these readers apart any more.
        one.reader_mark = None
    session.flush()
