"""Keeps what curators type and have not saved yet, so that no crash takes it."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.errors import translatable as _
from app.models import Passage, PassageDraft
from app.models.base import now
from app.services.editing.transcript_editing import MOST_TEXT_CHARACTERS, PassageGone, Seen


def keep_draft(session: Session, curator_id: int, seen: Seen, text: str) -> PassageDraft:
    """Keep a draft in place of the curator's earlier one of the same passage.

    Raises
    ------
    Refused
        The text is too long.
    PassageGone
        The passage was joined to its neighbour meanwhile.
    """
    if len(text) > MOST_TEXT_CHARACTERS:
        raise Refused(_("Ce texte est trop long pour un passage. Coupez le passage, puis recommencez."))
    # Held, so that two drafts of one passage sent together come one after the other.
    if session.get(Passage, seen.passage_id, with_for_update=True) is None:
        raise PassageGone(seen.passage_id)
    draft = session.scalars(
        select(PassageDraft).where(
            PassageDraft.curator_id == curator_id, PassageDraft.passage_id == seen.passage_id
        )
    ).one_or_none()
    if draft is None:
        draft = PassageDraft(curator_id=curator_id, passage_id=seen.passage_id)
        session.add(draft)
    draft.text, draft.seen_number, draft.saved_at = text, seen.number, now()
    session.flush()
    return draft


def drop_draft(session: Session, curator_id: int, passage_id: str) -> None:
    """Forget a draft: it was saved, or its author gave it up."""
    session.execute(
        delete(PassageDraft).where(
            PassageDraft.curator_id == curator_id, PassageDraft.passage_id == passage_id
        )
    )


def drafts_of(session: Session, curator_id: int, transcript_id: int) -> dict[str, PassageDraft]:
    """Return the drafts of a curator in one transcript, by passage."""
    rows = session.scalars(
        select(PassageDraft)
        .join(Passage, Passage.id == PassageDraft.passage_id)
        .where(PassageDraft.curator_id == curator_id, Passage.transcript_id == transcript_id)
    )
    return {row.passage_id: row for row in rows}
