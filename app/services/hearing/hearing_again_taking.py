"""Takes words over from a second hearing: for one passage, or for all that no person touched."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from app.domain.heard_again import taken
from app.errors import Refused
from app.errors import translatable as _
from app.models.transcript import HEARD_TAKEN
from app.services.editing.revision_writing import Edited, Editor, lock_transcript
from app.services.editing.transcript_editing import Seen, edit_passages
from app.services.hearing.hearing_again_reading import Offered, OfferedPassage, find_offered, read_offered

NOTHING_LEFT = _("Il n'y a plus rien à reprendre ici : le texte dit déjà cela, ou il a changé.")


def take_passage(session: Session, editor: Editor, interview_id: int, number: int, seen: Seen) -> Edited:
    """Let a passage read as it was heard again, whoever settled it before: a person asks for it.

    Raises
    ------
    Refused
        The passage reads like that already, or is no more.
    EditedMeanwhile
        Somebody else changed it since.
    """
    offered = _offered(session, interview_id, number)
    found = next((one for one in offered.passages if one.passage.id == seen.passage_id), None)
    return _take(session, editor, offered, {seen: found} if found else {})


def take_untouched(
    session: Session, editor: Editor, interview_id: int, number: int, seen_number: int
) -> Edited:
    """Let every passage that no person touched read as it was heard again, in one revision.

    `seen_number` is the transcript's revision that the person saw: what changed since stays as it is, and so
    does a passage in which nothing was heard this time.

    Raises
    ------
    Refused
        There is no such passage.
    """
    offered = _offered(session, interview_id, number)
    free = {
        Seen(one.passage.id, one.passage.revision_number): one
        for one in offered.passages
        if one.is_free_to_take and one.passage.revision_number <= seen_number
    }
    return _take(session, editor, offered, free)


def _offered(session: Session, interview_id: int, number: int) -> Offered:
    revision = find_offered(session, interview_id, number)
    # What is compared must not change before it is written.
    lock_transcript(session, revision.transcript_id)
    return read_offered(session, revision)


def _take(session: Session, editor: Editor, offered: Offered, passages: dict[Seen, OfferedPassage]) -> Edited:
    if not passages:
        raise Refused(NOTHING_LEFT)
    edits = {seen: partial(taken, heard=one.heard) for seen, one in passages.items()}
    return edit_passages(session, editor, edits, action=HEARD_TAKEN, reason=f"r{offered.revision.number}")
