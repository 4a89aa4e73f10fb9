"""What follows an edit: themes and search of the passages it touched, and of no others."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from app.database import Database
from app.errors import Unavailable
from app.models import Transcript
from app.search.search_index import SearchIndex
from app.services.editing.revision_writing import Edited
from app.services.searching.index_sync import sync_passages
from app.services.theming.theme_tagging import tag_passages


def follow_edit(database: Database, index: SearchIndex, edited: Edited) -> bool:
    """Index and tag what an edit touched, once it is committed; tells whether the search could follow.

    Readers find the new words first: knowing their themes takes longer, and is indexed where it changed. The
    edit stands even where the index can't be written now: `franquette reindex` mends that.
    """
    if not edited.is_new:
        return True
    is_found = _index(database, index, edited)
    if not edited.is_reworded:
        return is_found
    with database.read() as session:
        recording_id = session.scalars(
            select(Transcript.recording_id).where(Transcript.id == edited.transcript_id)
        ).one()
    changes = tag_passages(database, recording_id, edited.changed)
    if changes.added or changes.removed:
        is_found = _index(database, index, edited)
    return is_found


def _index(database: Database, index: SearchIndex, edited: Edited) -> bool:
    try:
        sync_passages(database, index, edited.interview_id, edited.changed, edited.gone)
    except Unavailable as error:
        structlog.get_logger().error("index.sync_failed", interview_id=edited.interview_id, reason=str(error))
        return False
    return True
