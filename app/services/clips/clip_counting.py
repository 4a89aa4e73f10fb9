"""Counts clips and the sites that show them, leader by leader, for the public account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from app.models import Campaign, Clip, ClipSite, Interview, Leader

# A site more would say nothing new of a clip, and a flood of invented names must find an end.
MOST_SITES_A_CLIP = 500


@dataclass(frozen=True, slots=True)
class ClipCount:
    """How much of a leader was quoted: clips that can be heard, and sites that showed one of them."""

    clips: int
    sites: int


NONE_QUOTED = ClipCount(0, 0)


def note_site(session: Session, clip_id: str, host: str, day: date) -> None:
    """Note that a site showed a clip that day, unless the clip has as many sites as are noted."""
    known = session.get(ClipSite, (clip_id, host))
    if known is not None:
        known.last_seen_on = max(known.last_seen_on, day)
        return
    sites = session.scalar(select(func.count()).select_from(ClipSite).where(ClipSite.clip_id == clip_id))
    if (sites or 0) < MOST_SITES_A_CLIP:
        session.add(ClipSite(clip_id=clip_id, host=host, first_seen_on=day, last_seen_on=day))
        session.flush()


def count_clips(session: Session, campaign: Campaign | None) -> Mapping[str, ClipCount]:
    """Return the counts of a campaign's leaders by slug; who was never quoted is not there.

    Clips that were withdrawn, or whose interview is not public, are not counted; nor are their sites.
    """
    of_campaign = (
        Interview.campaign_id.is_(None) if campaign is None else Interview.campaign_id == campaign.id
    )
    rows = session.execute(
        select(Leader.slug, func.count(distinct(Clip.id)), func.count(distinct(ClipSite.host)))
        .select_from(Clip)
        .join(Interview, Interview.id == Clip.interview_id)
        .join(Leader, Leader.id == Interview.leader_id)
        .outerjoin(ClipSite, ClipSite.clip_id == Clip.id)
        .where(of_campaign, Interview.state == "published", Clip.withdrawn_at.is_(None))
        .group_by(Leader.slug)
    )
    return {slug: ClipCount(clips, sites) for slug, clips, sites in rows}
