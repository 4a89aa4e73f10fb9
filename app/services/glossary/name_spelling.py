"""Names that may be spoken in an interview although the engine is not told them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Interview, Invitation, Recording
from app.services.glossary.glossary_listing import entries_known_in


def names_around(session: Session, recording_id: int) -> tuple[str, ...]:
    """Return the interviewer's name, those of the campaign's leaders and parties, and its glossary.

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
    listed = [
        entry.text
        for entry in entries_known_in(session, interview.campaign_id)
        if entry.language in (None, interview.language)
    ]
    return tuple(dict.fromkeys(name for name in (interview.interviewer, *invited, *listed) if name))
