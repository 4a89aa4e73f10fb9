"""Names that may be spoken in an interview although the engine is not told them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Interview, Invitation, Recording


def names_around(session: Session, recording_id: int) -> tuple[str, ...]:
    """Return the interviewer's name and those of the leaders and parties of the campaign, without repetition.

    So many, told to the engine, would be heard everywhere; their spelling is restored by sound instead.
    """
    interview = session.scalars(
        select(Interview)
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Recording.id == recording_id)
    ).one()
    invitations = session.scalars(
        select(Invitation)
        .where(Invitation.campaign_id == interview.campaign_id)
        .options(joinedload(Invitation.leader), joinedload(Invitation.party))
        .order_by(Invitation.id)
    )
    invited = [name for one in invitations for name in (one.leader.name, one.party.name)]
    return tuple(dict.fromkeys(name for name in (interview.interviewer, *invited) if name))
