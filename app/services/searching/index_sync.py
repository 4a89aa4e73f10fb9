"""Keeps the search index true to what is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.database import Database
from app.models import Interview, Passage, Recording, Tag, Transcript
from app.search.passage_documents import PassageDocument
from app.search.search_index import SearchIndex


def sync_interview(database: Database, index: SearchIndex, interview_id: int) -> None:
    """Put the passages of a published interview into the index; take those of any other out."""
    with database.read() as session:
        interview = session.scalars(_interviews().where(Interview.id == interview_id)).one()
        passages = _passages_of(session, interview)
        if interview.state == "published":
            index.upsert([_document(interview, passage) for passage in passages if passage.text])
        else:
            index.remove([passage.id for passage in passages])


def sync_passages(
    database: Database, index: SearchIndex, interview_id: int, changed: Collection[str], gone: Collection[str]
) -> None:
    """Bring single passages of an interview up to date in the index; the others are not read."""
    with database.read() as session:
        interview = session.scalars(_interviews().where(Interview.id == interview_id)).one()
        if interview.state != "published":
            return
        query = _passages_query(interview).where(Passage.id.in_(changed))
        passages = session.scalars(query).all()
        spoken = [passage for passage in passages if passage.text]
        silent = [passage.id for passage in passages if not passage.text]
        if spoken:
            index.upsert([_document(interview, passage) for passage in spoken])
        if silent or gone:
            index.remove([*silent, *gone])


def rebuild_index(database: Database, index: SearchIndex) -> int:
    """Make the index again from the database; returns how many passages it holds."""
    with database.read() as session:
        return index.replace_all(_all_documents(session))


def _all_documents(session: Session) -> Iterator[PassageDocument]:
    for interview in session.scalars(_interviews().where(Interview.state == "published")):
        for passage in _passages_of(session, interview):
            if passage.text:
                yield _document(interview, passage)


def _interviews() -> Select[Interview]:
    return select(Interview).options(
        joinedload(Interview.leader), joinedload(Interview.party), joinedload(Interview.campaign)
    )


def _passages_of(session: Session, interview: Interview) -> Iterable[Passage]:
    return session.scalars(_passages_query(interview)).all()


def _passages_query(interview: Interview) -> Select[Passage]:
    return (
        select(Passage)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .where(Recording.interview_id == interview.id)
        .options(joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme))
        .order_by(Passage.position)
    )


def _document(interview: Interview, passage: Passage) -> PassageDocument:
    return PassageDocument(
        passage_id=passage.id,
        interview_slug=interview.slug,
        leader_slug=interview.leader.slug,
        leader_name=interview.leader.name,
        party_slug=interview.party.slug,
        campaign_slug=interview.campaign.slug if interview.campaign else None,
        theme_slugs=tuple(tag.theme.slug for tag in passage.tags),
        speaker_role=passage.turn.speaker_role,
        status=passage.status,
        language=passage.language,
        text=passage.text,
        start_seconds=passage.start_seconds,
        end_seconds=passage.end_seconds,
        recorded_on=interview.recorded_on or interview.created_at.date(),
    )
