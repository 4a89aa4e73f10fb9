"""What the studio's page of publication shows: who is ready, what is missing, what is set for when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.publication_checklist import Point, Readiness, left_behind, open_points
from app.errors import translatable as _
from app.models import Interview, PlannedInterview, PublicationPlan
from app.models.base import now
from app.services.publishing.publication_readiness import read_readiness
from app.services.publishing.studio_reading import INTERVIEW_STATES
from app.services.showing.wording import PLACE, Wording

_MET: dict[Point, str] = {
    "speakers": _("Chaque voix est confirmée par une personne."),
    "spots": _("Chaque endroit douteux a été entendu."),
    "consent": _("L'accord pour publier est noté."),
    "balance": _("Personne de la même campagne ne reste derrière."),
}
_PLAN_STATES = {
    "planned": _("À venir"),
    "done": _("Faite"),
    "failed": _("N'a pas pu se faire"),
    "cancelled": _("Annulée"),
}
SHOWN_PLANS = 20


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of the list: whether it is met, said in words, and where one can do something about it."""

    code: str
    is_met: bool
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishableInterview:
    """An interview with its list; `planned_text` says when it is set to become public."""

    id: int
    leader_name: str
    party_name: str
    recorded_text: str
    state_text: str
    is_public: bool
    can_be_chosen: bool
    is_chosen: bool
    is_ready: bool
    points: tuple[PointView, ...]
    consent_note: str
    consent_text: str
    planned_text: str


@dataclass(frozen=True, slots=True)
class PublishableCampaign:
    """The interviews of one campaign, in the order in which they came in."""

    name: str
    interviews: tuple[PublishableInterview, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A moment set for several interviews."""

    id: int
    at: str
    at_text: str
    state: str
    state_text: str
    leaders_text: str
    failure: str
    can_cancel: bool


@dataclass(frozen=True, slots=True)
class PublicationView:
    """The page; `refusal` and what was typed stand again after a refused form. `earliest` is local time."""

    campaigns: tuple[PublishableCampaign, ...]
    plans: tuple[PlanView, ...]
    notice: str
    refusal: str
    earliest: str
    typed_at: str
    typed_reason: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was in the form that comes back with a refusal."""

    chosen: frozenset[int] = frozenset()
    at: str = ""
    reason: str = ""
    refusal: str = ""


def view_publication(session: Session, words: Wording, notice: str, typed: Typed) -> PublicationView:
    """Return all that waits to be public, with its list, and the moments that are set."""
    everything = read_readiness(session)
    plans = _plans(session)
    planned = {one.interview_id: plan for plan in plans if plan.state == "planned" for one in plan.interviews}
    facts = [readiness for _interview, readiness in everything]
    in_order = sorted(everything, key=lambda pair: _campaign_order(pair[0]))
    campaigns = tuple(
        PublishableCampaign(
            name or words.gettext("Hors campagne"),
            tuple(_interview(words, one, fact, facts, planned.get(one.id), typed) for one, fact in group),
        )
        for name, group in groupby(in_order, key=lambda pair: _campaign_name(words, pair[0]))
    )
    return PublicationView(
        campaigns=campaigns,
        plans=tuple(_plan(words, plan) for plan in plans),
        notice=notice,
        refusal=typed.refusal,
        earliest=now().astimezone(PLACE).strftime("%Y-%m-%dT%H:%M"),
        typed_at=typed.at,
        typed_reason=typed.reason,
    )


def _campaign_order(interview: Interview) -> tuple[bool, int]:
    campaign = interview.campaign
    return campaign is None, -campaign.polling_on.toordinal() if campaign else 0


def _campaign_name(words: Wording, interview: Interview) -> str:
    campaign = interview.campaign
    return words.pick(campaign.name_fr, campaign.name_en) if campaign else ""


def _interview(
    words: Wording,
    interview: Interview,
    fact: Readiness,
    facts: Collection[Readiness],
    plan: PublicationPlan | None,
    typed: Typed,
) -> PublishableInterview:
    points = () if fact.is_public or not fact.has_text else _points(words, fact, facts)
    return PublishableInterview(
        id=interview.id,
        leader_name=interview.leader.name,
        party_name=interview.party.name,
        recorded_text=words.day(interview.recorded_on) or words.pick(interview.dated_fr, interview.dated_en),
        state_text=words.gettext(INTERVIEW_STATES[interview.state]),
        is_public=fact.is_public,
        can_be_chosen=fact.has_text and not fact.is_public and plan is None,
        is_chosen=interview.id in typed.chosen,
        is_ready=all(one.is_met for one in points),
        points=points,
        consent_note=interview.consent_note,
        consent_text=words.day(interview.consent_noted_on),
        planned_text=words.instant(plan.publish_at) if plan else "",
    )


def _points(words: Wording, fact: Readiness, facts: Collection[Readiness]) -> tuple[PointView, ...]:
    behind = left_behind([fact.interview_id], facts)
    missing = {
        "speakers": words.ngettext(
            "%(num)s prise de parole n'est attribuée que par la machine.",
            "%(num)s prises de parole ne sont attribuées que par la machine.",
            fact.turns_to_confirm,
        ),
        "spots": words.ngettext(
            "%(num)s endroit douteux attend une oreille.",
            "%(num)s endroits douteux attendent une oreille.",
            fact.spots_to_hear,
        ),
        "consent": words.gettext("L'accord pour publier n'est pas noté."),
        "balance": words.gettext(
            "Publiée seule, elle laisse derrière : %(leaders)s.", leaders=", ".join(behind)
        ),
    }
    pages = {
        "speakers": f"/atelier/entrevues/{fact.interview_id}/voix",
        "spots": f"/atelier/entrevues/{fact.interview_id}/ecoute",
    }
    return tuple(
        PointView(
            point, is_met, words.gettext(_MET[point]) if is_met else missing[point], pages.get(point, "")
        )
        for point, is_met in open_points(fact, behind).items()
    )


def _plans(session: Session) -> list[PublicationPlan]:
    query = (
        select(PublicationPlan)
        .options(
            selectinload(PublicationPlan.interviews)
            .joinedload(PlannedInterview.interview)
            .options(joinedload(Interview.leader))
        )
        .order_by(PublicationPlan.publish_at.desc(), PublicationPlan.id.desc())
        .limit(SHOWN_PLANS)
    )
    return list(session.scalars(query))


def _plan(words: Wording, plan: PublicationPlan) -> PlanView:
    return PlanView(
        id=plan.id,
        at=plan.publish_at.isoformat(),
        at_text=words.instant(plan.publish_at),
        state=plan.state,
        state_text=words.gettext(_PLAN_STATES[plan.state]),
        leaders_text=", ".join(one.interview.leader.name for one in plan.interviews),
        failure=words.gettext(plan.failure) if plan.failure else "",
        can_cancel=plan.state == "planned",
    )
