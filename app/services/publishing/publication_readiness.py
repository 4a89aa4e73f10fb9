"""Reads what a publication should wait for: unconfirmed speakers, spots nobody heard, consent, balance."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.publication_checklist import Readiness
from app.models import Interview, Recording, Transcript, Turn
from app.services.guided_pass.doubtful_reading import read_spots
from app.services.reading.campaign_reading import interviews_with_parts


def read_readiness(session: Session) -> tuple[tuple[Interview, Readiness], ...]:
    """Return every interview with a recording, those set aside left out, and how ready each is.

    The doubtful spots of an interview that is public already are not counted: nothing waits for them.
    """
    interviews = session.scalars(
        interviews_with_parts().where(Interview.recording.has()).order_by(Interview.created_at, Interview.id)
    ).all()
    interviews = [one for one in interviews if not one.is_set_aside]
    to_confirm = _turns_to_confirm(session, [one.id for one in interviews])
    return tuple((one, _readiness(session, one, to_confirm.get(one.id, 0))) for one in interviews)


def _readiness(session: Session, interview: Interview, turns_to_confirm: int) -> Readiness:
    has_text = interview.recording is not None and interview.recording.transcript is not None
    is_public = interview.state == "published"
    spots_to_hear = 0
    if has_text and not is_public:
        progress = read_spots(session, interview.id).progress
        spots_to_hear = progress.spot_count - progress.settled_count
    return Readiness(
        interview_id=interview.id,
        leader=interview.leader.name,
        campaign=interview.campaign.slug if interview.campaign else None,
        has_text=has_text,
        is_public=is_public,
        turns_to_confirm=turns_to_confirm,
        spots_to_hear=spots_to_hear,
        is_consent_noted=interview.consent_noted_on is not None,
    )


def _turns_to_confirm(session: Session, interview_ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(Recording.interview_id, func.count(Turn.id))
        .join(Transcript, Transcript.recording_id == Recording.id)
        .join(Turn, Turn.transcript_id == Transcript.id)
        .where(Recording.interview_id.in_(interview_ids), Turn.is_speaker_confirmed.is_(False))
        .group_by(Recording.interview_id)
    )
    return dict(rows.all())
