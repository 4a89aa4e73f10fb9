"""Puts what a manifest tells into the archive; telling it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.slug import slugify
from app.errors import ApplicationError, Refused
from app.errors import translatable as _
from app.models import Campaign, Fact, Interview, Invitation, Leader, Leadership
from app.models.base import now
from app.services.intake.leader_registration import register_leader, register_party
from app.services.intake.manifest_reading import (
    CampaignRow,
    FactRow,
    InterviewRow,
    InvitationRow,
    LeadershipRow,
    Manifest,
    RecordingRow,
)
from app.services.intake.recording_intake import IntakeDetails, IntakeOutcome, take_in
from app.storage.media_store import MediaStore


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: taken in, known already, or refused with a sentence."""

    name: str
    outcome: IntakeOutcome | None
    error: ApplicationError | None


def take_in_manifest(
    database: Database,
    store: MediaStore,
    manifest: Manifest,
    *,
    publish: bool,
    max_bytes: int,
    actor: str,
    told: Callable[[FileOutcome], None] = lambda _outcome: None,
) -> list[FileOutcome]:
    """List the campaigns and people of a manifest, then take its recordings in, one by one."""
    with database.write() as session:
        _list_people(session, manifest)
    outcomes = []
    for row in manifest.recordings:
        outcome = _take_in_row(database, store, manifest, row, publish, max_bytes, actor)
        told(outcome)
        outcomes.append(outcome)
    return outcomes


def _take_in_row(
    database: Database,
    store: MediaStore,
    manifest: Manifest,
    row: RecordingRow,
    publish: bool,
    max_bytes: int,
    actor: str,
) -> FileOutcome:
    details = IntakeDetails(
        leader=row.leader,
        party=row.party,
        recorded_on=row.recorded_on,
        place=row.place,
        interviewer=row.interviewer,
        campaign_slug=row.campaign,
        language=row.language,
        publish_when_ready=publish or row.publish,
        is_synthetic=manifest.is_synthetic,
    )
    path = manifest.folder / Path(row.file)
    try:
        taken = take_in(database, store, path, details, max_bytes=max_bytes, actor=actor)
    except ApplicationError as error:
        return FileOutcome(row.file, None, error)
    return FileOutcome(row.file, taken, None)


def _list_people(session: Session, manifest: Manifest) -> None:
    for campaign in manifest.campaigns:
        _list_campaign(session, campaign, manifest.is_synthetic)
    for party in manifest.parties:
        register_party(
            session, party.name, short_name=party.short_name, colour=party.colour,
            is_synthetic=manifest.is_synthetic,
        )  # fmt: skip
    for leadership in manifest.leaderships:
        _list_leadership(session, leadership, manifest.is_synthetic)
    for invitation in manifest.invitations:
        _list_invitation(session, invitation, manifest.is_synthetic)
    positions: dict[str, int] = {}
    for fact in manifest.facts:
        positions[fact.campaign] = positions.get(fact.campaign, 0) + 1
        _list_fact(session, fact, positions[fact.campaign])
    for interview in manifest.interviews:
        _list_interview(session, interview, manifest.is_synthetic)
    session.flush()


def _campaign(session: Session, slug: str) -> Campaign:
    campaign = session.scalar(select(Campaign).where(Campaign.slug == slug))
    if campaign is None:
        raise Refused(
            _("Le manifeste nomme la campagne « %(slug)s », qui n'existe pas. Ajoutez-la à [[campaigns]]."),
            slug=slug,
        )
    return campaign


def _list_campaign(session: Session, row: CampaignRow, is_synthetic: bool) -> None:
    campaign = session.scalar(select(Campaign).where(Campaign.slug == row.slug))
    if campaign is None:
        campaign = Campaign(slug=row.slug)
        session.add(campaign)
    campaign.name_fr, campaign.name_en = row.name_fr, row.name_en
    campaign.summary_fr, campaign.summary_en = row.summary_fr, row.summary_en
    campaign.polling_on, campaign.is_synthetic = row.polling_on, is_synthetic
    session.flush()


def _list_leadership(session: Session, row: LeadershipRow, is_synthetic: bool) -> None:
    party = register_party(session, row.party, is_synthetic=is_synthetic)
    leader = register_leader(session, row.leader, party, is_synthetic=is_synthetic)
    leadership = session.scalars(
        select(Leadership).where(Leadership.leader_id == leader.id, Leadership.party_id == party.id)
    ).one()
    leadership.from_on, leadership.to_on, leadership.source = row.from_on, row.to_on, row.source


def _list_invitation(session: Session, row: InvitationRow, is_synthetic: bool) -> None:
    campaign = _campaign(session, row.campaign)
    party = register_party(session, row.party, is_synthetic=is_synthetic)
    leader = register_leader(session, row.leader, party, is_synthetic=is_synthetic)
    invitation = session.scalar(
        select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.leader_id == leader.id)
    )
    if invitation is None:
        invitation = Invitation(campaign_id=campaign.id, leader_id=leader.id)
        session.add(invitation)
    invitation.party_id, invitation.state = party.id, row.state
    invitation.sent_on, invitation.answered_on = row.sent_on, row.answered_on
    invitation.checked_on = row.checked_on
    invitation.note_fr, invitation.note_en = row.note_fr, row.note_en
    session.flush()


def _list_fact(session: Session, row: FactRow, position: int) -> None:
    campaign = _campaign(session, row.campaign)
    fact = session.scalar(
        select(Fact).where(Fact.campaign_id == campaign.id, Fact.position == position)
    ) or Fact(campaign_id=campaign.id, position=position)
    fact.leader_id = _known_leader_id(session, row.leader, campaign) if row.leader else None
    fact.dated, fact.source, fact.confidence = row.dated, row.source, row.confidence
    fact.text_fr, fact.text_en = row.text_fr, row.text_en
    session.add(fact)
    session.flush()


def _known_leader_id(session: Session, name: str, campaign: Campaign) -> int:
    leader_id = session.scalar(select(Leader.id).where(Leader.slug == slugify(name)))
    if leader_id is None:
        raise Refused(
            _("Un fait de la campagne « %(slug)s » nomme %(leader)s, que le manifeste ne connaît pas."),
            slug=campaign.slug,
            leader=name,
        )
    return leader_id


def _list_interview(session: Session, row: InterviewRow, is_synthetic: bool) -> None:
    if session.scalar(select(Interview.id).where(Interview.slug == row.slug)) is not None:
        return
    party = register_party(session, row.party, is_synthetic=is_synthetic)
    leader = register_leader(session, row.leader, party, is_synthetic=is_synthetic)
    session.add(
        Interview(
            slug=row.slug,
            leader_id=leader.id,
            party_id=party.id,
            campaign_id=_campaign(session, row.campaign).id if row.campaign else None,
            interviewer=row.interviewer,
            recorded_on=row.recorded_on,
            dated_fr=row.dated_fr,
            dated_en=row.dated_en,
            place=row.place,
            language=row.language,
            # That the interview took place is public; its page says that there is nothing to hear here.
            state="published",
            published_at=now(),
            is_synthetic=is_synthetic,
        )
    )
    session.flush()
