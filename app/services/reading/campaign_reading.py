"""Reads a campaign: who was invited, who was interviewed, in the drawn order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.draw_order import draw_order
from app.errors import translatable as _
from app.models import Campaign, Interview, Invitation, Leader, Party, Recording
from app.services.intake.known_things import KnownThing, UnknownThing


@dataclass(frozen=True, slots=True)
class CampaignReading:
    """A campaign as read; `campaign` is None for the interviews made outside any campaign.

    All mappings go by leader slug; `order` is the drawn one.
    """

    campaign: Campaign | None
    order: tuple[str, ...]
    leaders: Mapping[str, Leader]
    parties: Mapping[str, Party]
    invitations: Mapping[str, Invitation]
    interviews: Mapping[str, tuple[Interview, ...]]

    @property
    def slug(self) -> str:
        """The campaign's slug; empty outside any campaign."""
        return self.campaign.slug if self.campaign else ""

    @property
    def published(self) -> tuple[Interview, ...]:
        """The public interviews, in the order of leaders, then of days."""
        return tuple(
            interview
            for slug in self.order
            for interview in self.interviews.get(slug, ())
            if interview.state == "published"
        )


def list_campaigns(session: Session) -> Sequence[Campaign]:
    """Return every campaign, the latest polling day first."""
    return session.scalars(select(Campaign).order_by(Campaign.polling_on.desc(), Campaign.slug)).all()


def interviews_with_parts() -> Select[Interview]:
    """Return the query of interviews with all that a card shows of them."""
    return select(Interview).options(
        joinedload(Interview.leader),
        joinedload(Interview.party),
        joinedload(Interview.campaign),
        joinedload(Interview.recording).options(
            selectinload(Recording.renditions), joinedload(Recording.transcript)
        ),
    )


def choose_campaign(
    session: Session, slug: str | None = None, leaders: Collection[str] = ()
) -> tuple[Campaign | None, Sequence[Campaign]]:
    """Return the campaign to show, and all of them.

    Without a slug: the latest that has a public interview with its sound, among those where the leaders
    asked for take part; None when only interviews outside any campaign fit, or nothing exists.
    """
    campaigns = list_campaigns(session)
    if slug:
        for campaign in campaigns:
            if campaign.slug == slug:
                return campaign, campaigns
        raise UnknownThing(
            _("Aucune campagne ne porte le nom « %(slug)s »."),
            slug,
            [KnownThing("campaign", one.slug, one.name_fr, one.name_en) for one in campaigns],
        )
    taking_part = _taking_part(session)
    heard = set(
        session.scalars(
            select(Interview.campaign_id)
            .join(Recording, Recording.interview_id == Interview.id)
            .where(Interview.state == "published")
        )
    )
    wanted = set(leaders)
    fitting = [one for one in campaigns if wanted <= taking_part.get(one.id, set())]
    for campaign in fitting:
        if campaign.id in heard:
            return campaign, campaigns
    if None in heard and wanted <= taking_part.get(None, set()):
        return None, campaigns
    return next(iter(fitting or campaigns), None), campaigns


def read_campaign(session: Session, campaign: Campaign | None) -> CampaignReading:
    """Read who takes part; outside any campaign (None), the leaders with a public interview do."""
    invitations: Sequence[Invitation] = ()
    query = interviews_with_parts().order_by(Interview.recorded_on, Interview.slug)
    query = query.where(~Interview.is_set_aside)
    if campaign is None:
        query = query.where(Interview.campaign_id.is_(None), Interview.state == "published")
    else:
        query = query.where(Interview.campaign_id == campaign.id)
        invitations = session.scalars(
            select(Invitation)
            .where(Invitation.campaign_id == campaign.id)
            .options(joinedload(Invitation.leader), joinedload(Invitation.party))
        ).all()
    interviews = session.scalars(query).all()
    by_leader: dict[str, list[Interview]] = {}
    for interview in interviews:
        by_leader.setdefault(interview.leader.slug, []).append(interview)
    people: list[Invitation | Interview] = [*interviews, *invitations]
    leaders = {one.leader.slug: one.leader for one in people}
    return CampaignReading(
        campaign=campaign,
        order=draw_order(campaign.slug if campaign else "", leaders),
        leaders=leaders,
        parties={one.leader.slug: one.party for one in reversed(people)},
        invitations={one.leader.slug: one for one in invitations},
        interviews={slug: tuple(several) for slug, several in by_leader.items()},
    )


def _taking_part(session: Session) -> dict[int | None, set[str]]:
    """Return the slugs of the leaders of each campaign, by its id."""
    found: dict[int | None, set[str]] = {}
    invited = session.execute(select(Invitation.campaign_id, Leader.slug).join(Invitation.leader))
    interviewed = session.execute(
        select(Interview.campaign_id, Leader.slug)
        .join(Interview.leader)
        .where(Interview.campaign_id.is_not(None) | (Interview.state == "published"), ~Interview.is_set_aside)
    )
    for campaign_id, slug in [*invited, *interviewed]:
        found.setdefault(campaign_id, set()).add(slug)
    return found
