"""What a curator sees when somebody else was faster: both texts, and the way on."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.reader_text import plain_text
from app.domain.word_difference import DifferencePart
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Correction
from app.services.corrections.correction_queue import spoken_difference
from app.services.editing.passage_following import find_present_passage
from app.services.showing.reader import Reader
from app.services.showing.view_parts import Quote


@dataclass(frozen=True, slots=True)
class CorrectionConflictView:
    """The passage as it is now, and what the curator wrote; `is_waiting`: it may still be accepted."""

    correction_id: int
    message: str
    quote: Quote
    seen_number: int
    your_text: str
    difference: tuple[DifferencePart, ...]
    is_waiting: bool


def view_conflict(reader: Reader, correction_id: int, your_text: str, message: str) -> CorrectionConflictView:
    """Return both texts of a correction that could not be accepted; raises NotFound."""
    correction = reader.session.get(Correction, correction_id)
    if correction is None:
        raise NotFound(_("Aucune correction ne porte le numéro %(id)s."), id=correction_id)
    passage, interview = find_present_passage(reader.session, correction.passage_id)
    text = plain_text(your_text)
    return CorrectionConflictView(
        correction_id=correction.id,
        message=message,
        quote=reader.builder([interview]).quote(passage, interview),
        seen_number=passage.revision_number,
        your_text=text,
        difference=spoken_difference(reader.words, plain_text(passage.text), text, passage.language),
        is_waiting=correction.decided_at is None,
    )
