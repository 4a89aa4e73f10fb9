"""Tags every recording anew with what was learned since: machine tags only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.database import Database
from app.models import Interview, Recording, Transcript
from app.search.search_index import SearchIndex
from app.services.searching.index_sync import sync_interview
from app.services.theming.theme_listing import theme_by_slug
from app.services.theming.theme_tagging import TagChanges, tag_recording


@dataclass(frozen=True, slots=True)
class RetaggedInterview:
    """What changed in one interview."""

    slug: str
    changes: TagChanges


def retag(database: Database, index: SearchIndex, theme: str | None = None) -> Iterator[RetaggedInterview]:
    """Tag the recordings one after the other, each in its own transaction; the index follows.

    Raises
    ------
    UnknownThing
        No theme has that slug.
    """
    with database.read() as session:
        if theme is not None:
            theme_by_slug(session, theme)
        rows = session.execute(
            select(Recording.id, Interview.id, Interview.slug)
            .join(Transcript, Transcript.recording_id == Recording.id)
            .join(Interview, Recording.interview_id == Interview.id)
            .order_by(Interview.slug)
        ).all()
    for recording_id, interview_id, slug in rows:
        changes = tag_recording(database, recording_id, theme)
        if changes.added or changes.removed:
            sync_interview(database, index, interview_id)
        yield RetaggedInterview(slug, changes)
