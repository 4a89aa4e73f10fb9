"""What a person may choose from while describing a recording: people, parties, campaigns, languages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.models import Campaign, Interview, Leader, Leadership, Party, Recording
from app.services.reading.campaign_reading import list_campaigns
from app.services.showing.wording import Wording


@dataclass(frozen=True, slots=True)
class LeaderChoice:
    """A leader by name, with the party that they head now; empty where it could be several."""

    name: str
    party_name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a list, and how it reads."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class IntakeChoices:
    """All lists of the form."""

    leaders: tuple[LeaderChoice, ...]
    parties: tuple[str, ...]
    campaigns: tuple[Choice, ...]
    languages: tuple[Choice, ...]


def intake_choices(session: Session, words: Wording) -> IntakeChoices:
    """Return what the archive knows, by name; campaigns the latest first."""
    leaders = session.scalars(
        select(Leader)
        .options(selectinload(Leader.leaderships).joinedload(Leadership.party))
        .order_by(Leader.name)
    ).all()
    return IntakeChoices(
        leaders=tuple(LeaderChoice(one.name, _party_now(one)) for one in leaders),
        parties=tuple(session.scalars(select(Party.name).order_by(Party.name))),
        campaigns=tuple(
            Choice(one.slug, words.pick(one.name_fr, one.name_en)) for one in list_campaigns(session)
        ),
        languages=(Choice("fr", words.gettext("français")), Choice("en", words.gettext("anglais"))),
    )


def usual_details(session: Session) -> dict[str, str]:
    """Return what the recording that came in last was told to be, where the next one is likely the same."""
    row = session.execute(
        select(Interview.interviewer, Interview.language, Campaign.slug)
        .join(Recording, Recording.interview_id == Interview.id)
        .outerjoin(Campaign, Interview.campaign_id == Campaign.id)
        .order_by(Recording.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return {}
    return {"interviewer": row.interviewer, "language": row.language, "campaign": row.slug or ""}


def _party_now(leader: Leader) -> str:
    names = {one.party.name for one in leader.leaderships if one.to_on is None}
    return next(iter(names)) if len(names) == 1 else ""
