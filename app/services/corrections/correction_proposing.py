"""A reader proposes another text for a passage; nobody sees it before a curator decides."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.reader_text import brings_address, most_characters, plain_text
from app.errors import Conflict, Refused
from app.errors import translatable as _
from app.models import Correction, Interview, Passage
from app.services.reading.public_interviews import find_passage

# Enough for a curator to know that the passage is wrong; a flood stops here.
MOST_WAITING = 40
MOST_OF_ONE_READER = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reader sends. `is_nothing`: nothing was said here, whatever was typed.

    `seen_number` is the revision of the passage that they read; None where the form did not say.
    """

    passage_id: str
    text: str
    is_nothing: bool
    has_heard: bool
    seen_number: int | None
    reader_mark: str


class PassageChanged(Conflict):
    """The text changed while the reader was writing."""


def propose_correction(session: Session, proposal: Proposal) -> None:
    """Keep a proposal for the curators; the same one sent twice is kept once.

    Raises
    ------
    NotFound, InterviewWithdrawn
        The passage is not public, or not any more.
    PassageChanged
        Its text is not the one that the reader read.
    Refused
        It was not heard, or the text is empty, the same, too long, holds a Web address, or too many wait.
    """
    passage, interview = find_passage(session, proposal.passage_id)
    if not proposal.has_heard:
        raise Refused(_("Écoutez le passage, puis cochez que vous l'avez écouté : le son fait foi."))
    text = "" if proposal.is_nothing else _checked_text(proposal.text, passage)
    if proposal.seen_number != passage.revision_number:
        raise PassageChanged(
            _("Le texte a changé pendant que vous écriviez. Comparez-le au vôtre, puis envoyez de nouveau.")
        )
    if text == plain_text(passage.text):
        raise Refused(_("Votre texte est celui qui est affiché : changez-y ce que vous entendez autrement."))
    answer = "nothing" if proposal.is_nothing else "text"
    if not _is_known(session, passage, answer, text, proposal.reader_mark):
        _require_room(session, passage, proposal.reader_mark)
        session.add(_correction(passage, interview, answer, text, proposal.reader_mark))
        session.flush()


def _checked_text(typed: str, passage: Passage) -> str:
    text = plain_text(typed)
    if not any(one.isalnum() for one in text):
        raise Refused(_("Écrivez ce que vous entendez, ou cochez que rien n'a été dit ici."))
    longest = most_characters(passage.text)
    if len(text) > longest:
        raise Refused(
            _("Votre texte compte %(count)s caractères ; ce passage en accepte %(most)s."),
            count=len(text),
            most=longest,
        )
    if brings_address(text, passage.text):
        raise Refused(_("Une correction ne contient pas d'adresse Web : écrivez seulement ce qui est dit."))
    return text


def _is_known(session: Session, passage: Passage, answer: str, text: str, mark: str) -> bool:
    query = _waiting(passage).where(
        Correction.answer == answer, Correction.text == text, Correction.reader_mark == mark
    )
    return session.scalar(query) != 0


def _require_room(session: Session, passage: Passage, mark: str) -> None:
    of_reader = session.scalar(_waiting(passage).where(Correction.reader_mark == mark)) or 0
    if of_reader >= MOST_OF_ONE_READER:
        raise Refused(
            _("Vous avez déjà proposé %(count)s textes pour ce passage ; ils seront lus."), count=of_reader
        )
    if (session.scalar(_waiting(passage)) or 0) >= MOST_WAITING:
        raise Refused(_("Assez de propositions attendent déjà pour ce passage ; elles seront lues."))


def _waiting(passage: Passage) -> Select[int]:
    return select(func.count(Correction.id)).where(
        Correction.passage_id == passage.id, Correction.state == "waiting", Correction.kind == "reader"
    )


def _correction(passage: Passage, interview: Interview, answer: str, text: str, mark: str) -> Correction:
    return Correction(
        kind="reader",
        passage_id=passage.id,
        interview_id=interview.id,
        language=passage.language,
        start_seconds=passage.start_seconds,
        end_seconds=passage.end_seconds,
        seen_text=passage.text,
        seen_number=passage.revision_number,
        answer=answer,
        text=text,
        reader_mark=mark,
    )
