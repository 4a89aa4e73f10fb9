"""Finds what the public may see: what is not published does not exist, what was withdrawn says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import ApplicationError, NotFound, Withdrawn
from app.errors import translatable as _
from app.models import Interview, Passage, PassageRedirect, Recording, Revision, Tag, Transcript, Turn
from app.models.transcript import HEARD_AGAIN
from app.services.reading.campaign_reading import interviews_with_parts


class InterviewWithdrawn(Withdrawn):
    """An interview that was public; its address answers with the day and the reason."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(_("L'entrevue avec %(leader)s a été retirée."), leader=interview.leader.name)
        self.interview_slug = interview.slug
        self.leader_slug = interview.leader.slug
        self.leader_name = interview.leader.name
        self.withdrawn_at: datetime | None = interview.withdrawn_at
        self.reason = interview.withdrawn_reason


class PassageMoved(ApplicationError):
    """A passage whose words are read in another one since an edit: its address leads there."""

    def __init__(self, passage_id: str, into_passage_id: str) -> None:
        super().__init__(_("Ce passage se lit maintenant dans un autre."))
        self.passage_id = passage_id
        self.into_passage_id = into_passage_id


def find_interview(session: Session, slug: str) -> Interview:
    """Return a public interview with its parts.

    Raises
    ------
    NotFound
        No such interview, or it is not public.
    InterviewWithdrawn
        It was, and was withdrawn.
    """
    interview = session.scalars(interviews_with_parts().where(Interview.slug == slug)).one_or_none()
    if interview is None:
        raise NotFound(_("Aucune entrevue publiée ne porte le nom « %(slug)s »."), slug=slug)
    return require_public(interview)


def require_public(interview: Interview) -> Interview:
    """Return the interview if the public may see it."""
    if interview.state == "withdrawn" and not interview.is_set_aside:
        raise InterviewWithdrawn(interview)
    if interview.state != "published":
        raise NotFound(_("Aucune entrevue publiée ne porte le nom « %(slug)s »."), slug=interview.slug)
    return interview


def find_passage(session: Session, passage_id: str) -> tuple[Passage, Interview]:
    """Return a public passage, its turn and tags loaded, and the interview that holds it.

    Raises
    ------
    NotFound
        No such passage, or it is not public.
    PassageMoved
        It was joined to another one, which is public.
    InterviewWithdrawn
        Its interview was withdrawn.
    """
    passage = session.scalars(
        select(Passage)
        .where(Passage.id == passage_id)
        .options(
            joinedload(Passage.turn),
            selectinload(Passage.tags).joinedload(Tag.theme),
            joinedload(Passage.transcript),
        )
    ).one_or_none()
    if passage is None:
        redirect = session.get(PassageRedirect, passage_id)
        if redirect is not None:
            find_passage(session, redirect.into_passage_id)
            raise PassageMoved(passage_id, redirect.into_passage_id)
        raise NotFound(_("Aucun passage publié ne porte le nom « %(id)s »."), id=passage_id)
    interview = session.scalars(
        interviews_with_parts()
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.id == passage.transcript.recording_id)
    ).one()
    if interview.state == "withdrawn" and not interview.is_set_aside:
        raise InterviewWithdrawn(interview)
    if interview.state != "published":
        raise NotFound(_("Aucun passage publié ne porte le nom « %(id)s »."), id=passage_id)
    return passage, interview


def read_turns(session: Session, transcript: Transcript) -> list[Turn]:
    """Return the turns of a transcript with their passages, tags and exchanges."""
    query = (
        select(Turn)
        .where(Turn.transcript_id == transcript.id)
        .options(
            selectinload(Turn.passages).options(
                selectinload(Passage.tags).joinedload(Tag.theme),
                joinedload(Passage.turn),
                joinedload(Passage.exchange),
            )
        )
        .order_by(Turn.position)
    )
    return list(session.scalars(query))


def last_revision(session: Session, transcript: Transcript) -> Revision | None:
    """Return the revision that is read now; a later hearing by a machine is only offered to curators."""
    return session.scalars(
        select(Revision)
        .where(Revision.transcript_id == transcript.id, Revision.action != HEARD_AGAIN)
        .order_by(Revision.number.desc())
    ).first()


def machine_revision(session: Session, transcript: Transcript) -> Revision | None:
    """Return the engine's revision that the text began with: it says with which model the sound was heard."""
    return session.scalars(
        select(Revision)
        .where(
            Revision.transcript_id == transcript.id,
            Revision.made_by == "machine",
            Revision.action != HEARD_AGAIN,
        )
        .order_by(Revision.number)
    ).first()
