"""Sets two texts of one passage side by side: the one that stands, and the one that came too late."""

from __future__ import annotations

from app.domain.word_difference import word_difference
from app.errors import NotFound
from app.services.editing.editor_reading import interview_of, read_editor_passages
from app.services.editing.editor_views import DifferencePiece, EditConflict, EditorPassage
from app.services.editing.passage_following import present_ids
from app.services.editing.transcript_editing import EditedMeanwhile, PassageGone
from app.services.showing.reader import Reader


def view_conflict(
    reader: Reader, error: EditedMeanwhile | PassageGone, curator_id: int, mine: str | None
) -> EditConflict:
    """Return what the person chooses from; `mine` is None where the edit was not about the text.

    A passage that was joined to another is shown as that one. Where nobody knows where it went, `passage` is
    None, and the text of the person is all that there is.
    """
    words = reader.words
    now_id = present_ids(reader.session, [error.passage_id])[error.passage_id]
    interview_id, passage = _read(reader, now_id, curator_id)
    later = error if isinstance(error, EditedMeanwhile) else None
    return EditConflict(
        message=words.error(error),
        interview_id=interview_id,
        passage_id=error.passage_id,
        passage=passage,
        is_gone=later is None,
        by=later.by if later else "",
        at=later.at.isoformat() if later else "",
        at_text=words.instant(later.at) if later else "",
        mine=mine,
        difference=()
        if mine is None or passage is None
        else tuple(DifferencePiece(one.change, one.text) for one in word_difference(passage.text, mine)),
    )


def _read(reader: Reader, passage_id: str, curator_id: int) -> tuple[int, EditorPassage | None]:
    try:
        interview_id = interview_of(reader.session, passage_id)
    except NotFound:
        return 0, None
    passages = read_editor_passages(reader, interview_id, curator_id, [passage_id])
    return interview_id, next(iter(passages), None)
