"""Lists every public page, for the map of the site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.page_addresses import PAGES, path_template
from app.models import Campaign, Clip, Interview, Leader, Passage, Recording, Theme, Transcript


def list_public_pages(session: Session, most: int) -> list[tuple[str, dict[str, str]]]:
    """Return (page name, values of its address), the most general first, at most so many."""
    return list(islice(_pages(session, most), most))


def _pages(session: Session, most: int) -> Iterator[tuple[str, dict[str, str]]]:
    for name in PAGES:
        if "{" not in path_template(name, "fr") and name != "search":
            yield name, {}
    by_slug = (
        ("campaign", Campaign.slug),
        ("leader", Leader.slug),
        ("corrections", Leader.slug),
        ("theme", Theme.slug),
    )
    for name, column in by_slug:
        for slug in session.scalars(select(column).order_by(column)):
            yield name, {"slug": slug}
    published = select(Interview.slug).where(Interview.state == "published").order_by(Interview.slug)
    for slug in session.scalars(published):
        yield "interview", {"slug": slug}
    passages = (
        select(Passage.id)
        .join(Transcript, Transcript.id == Passage.transcript_id)
        .join(Recording, Recording.id == Transcript.recording_id)
        .join(Interview, Interview.id == Recording.interview_id)
        .where(Interview.state == "published")
        .order_by(Passage.id)
        .limit(most)
    )
    for passage_id in session.scalars(passages):
        yield "passage", {"id": passage_id}
    clips = (
        select(Clip.id)
        .join(Interview, Interview.id == Clip.interview_id)
        .where(Interview.state == "published", Clip.withdrawn_at.is_(None))
        .order_by(Clip.id)
        .limit(most)
    )
    for clip_id in session.scalars(clips):
        yield "clip", {"id": clip_id}
