"""Vouches for a passage with the text that a person typed in it, in one go."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from app.services.editing.revision_writing import Edited, Editor
from app.services.editing.transcript_editing import Seen, mark_checked, save_text


def check_passage(session: Session, editor: Editor, seen: Seen, text: str | None) -> Edited:
    """Save the text, where there is one, then vouch for the passage: two revisions where both are new.

    Raises
    ------
    Refused
        The text is too long.
    EditedMeanwhile, PassageGone
        Somebody else changed the passage since.
    """
    if text is None:
        return mark_checked(session, editor, seen)
    saved = save_text(session, editor, seen, text)
    if not saved.is_new:
        return mark_checked(session, editor, seen)
    checked = mark_checked(session, editor, replace(seen, number=saved.revision_number))
    return replace(checked, changed=tuple(sorted({*saved.changed, *checked.changed})))
