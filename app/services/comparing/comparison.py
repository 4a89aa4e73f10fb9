"""Compares the leaders of a campaign: reads what the grid needs, then what its cells show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from app.domain.comparison_grid import Cell, HeardInterview, InvitationFact, SpokenPassage, TagStrength, grid
from app.errors import translatable as _
from app.models import Campaign, Interview, Invitation, Passage, Tag, Theme, Turn
from app.services.intake.known_things import KnownThing, UnknownThing
from app.services.reading.campaign_reading import CampaignReading, choose_campaign, read_campaign
from app.services.theming.theme_listing import list_themes, pick_themes


@dataclass(frozen=True, slots=True)
class ComparisonReading:
    """A comparison as read.

    Attributes
    ----------
    leaders : tuple of str
        Slugs of the leaders shown, in the drawn order.
    cells : mapping
        By (leader slug, theme slug).
    passages : mapping of str to (Passage, Interview)
        Those that the cells show, by id: tags and turn loaded, words not.
    """

    reading: CampaignReading
    campaigns: Sequence[Campaign]
    all_themes: Sequence[Theme]
    themes: tuple[Theme, ...]
    leaders: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    passages: Mapping[str, tuple[Passage, Interview]]


def compare(
    session: Session,
    *,
    themes: Sequence[str] = (),
    leaders: Sequence[str] = (),
    campaign: str | None = None,
) -> ComparisonReading:
    """Compare leaders on themes within a campaign; nothing asked for means all of them.

    Raises
    ------
    UnknownThing
        A theme, leader or campaign does not exist, or the leader takes no part in that campaign.
    """
    all_themes = list_themes(session)
    picked = pick_themes(all_themes, themes)
    chosen, campaigns = choose_campaign(session, campaign, leaders)
    reading = read_campaign(session, chosen)
    shown = _pick_leaders(reading, leaders)
    cells = read_cells(session, reading, shown, [theme.slug for theme in picked])
    return ComparisonReading(
        reading, campaigns, all_themes, tuple(picked), shown, cells, read_shown(session, reading, cells)
    )


def read_cells(
    session: Session, reading: CampaignReading, leaders: Sequence[str], themes: Sequence[str]
) -> dict[tuple[str, str], Cell]:
    """Return the cells of these leaders on these themes; two queries, whatever the numbers."""
    spoken = _spoken_passages(session, [one for slug in leaders for one in reading.interviews.get(slug, ())])
    facts = {
        slug: (
            _invitation_fact(reading.invitations.get(slug)),
            [_heard(one, spoken) for one in reading.interviews.get(slug, ())],
        )
        for slug in leaders
    }
    return grid(facts, themes)


def read_shown(
    session: Session, reading: CampaignReading, cells: Mapping[tuple[str, str], Cell]
) -> dict[str, tuple[Passage, Interview]]:
    """Return the passages that the cells show, with the interviews that hold them."""
    ids = {
        passage_id
        for cell in cells.values()
        for passage_id in (*cell.shown_ids, *([cell.question_id] if cell.question_id else ()))
    }
    by_transcript = {
        one.recording.transcript.id: one
        for several in reading.interviews.values()
        for one in several
        if one.recording and one.recording.transcript
    }
    return {
        passage.id: (passage, by_transcript[passage.transcript_id]) for passage in read_passages(session, ids)
    }


def read_passages(session: Session, ids: set[str]) -> Sequence[Passage]:
    """Return passages with their turns and tags, without their words."""
    if not ids:
        return ()
    query = (
        select(Passage)
        .where(Passage.id.in_(ids))
        .options(
            defer(Passage.words), joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme)
        )
    )
    return session.scalars(query).all()


def is_readable(interview: Interview) -> bool:
    """Tell whether the interview's text is public."""
    return bool(
        interview.state == "published" and interview.recording and interview.recording.transcript is not None
    )


def _pick_leaders(reading: CampaignReading, slugs: Sequence[str]) -> tuple[str, ...]:
    for slug in slugs:
        if slug not in reading.leaders:
            known = [
                KnownThing("leader", one, reading.leaders[one].name, reading.leaders[one].name)
                for one in reading.order
            ]
            raise UnknownThing(
                _("Personne ne porte le nom « %(slug)s » parmi les chefs de cette campagne."), slug, known
            )
    return tuple(slug for slug in reading.order if not slugs or slug in slugs)


def _spoken_passages(session: Session, interviews: Sequence[Interview]) -> dict[int, list[SpokenPassage]]:
    """Return what the grid needs of the public passages, by transcript, in order of time."""
    transcripts = [
        one.recording.transcript.id
        for one in interviews
        if is_readable(one) and one.recording and one.recording.transcript
    ]
    if not transcripts:
        return {}
    themes: dict[str, dict[str, TagStrength]] = {}
    tags = session.execute(
        select(Tag.passage_id, Theme.slug, Tag.is_inherited, Tag.score)
        .join(Tag.theme)
        .join(Passage, Passage.id == Tag.passage_id)
        .where(Passage.transcript_id.in_(transcripts))
    )
    for passage_id, slug, is_inherited, score in tags:
        themes.setdefault(passage_id, {})[slug] = TagStrength(is_inherited, score)
    rows = session.execute(
        select(
            Passage.transcript_id,
            Passage.id,
            Passage.start_seconds,
            Passage.end_seconds,
            Turn.speaker_role,
            Passage.exchange_id,
        )
        .join(Passage.turn)
        .where(Passage.transcript_id.in_(transcripts))
        .order_by(Passage.transcript_id, Passage.position)
    )
    spoken: dict[int, list[SpokenPassage]] = {}
    for transcript_id, passage_id, start, end, role, exchange in rows:
        passage = SpokenPassage(passage_id, start, end, role, exchange, themes.get(passage_id, {}))
        spoken.setdefault(transcript_id, []).append(passage)
    return spoken


def _heard(interview: Interview, spoken: Mapping[int, Sequence[SpokenPassage]]) -> HeardInterview:
    readable = is_readable(interview)
    transcript = interview.recording.transcript if interview.recording else None
    passages = spoken.get(transcript.id, ()) if readable and transcript else ()
    return HeardInterview(interview.slug, readable, interview.recorded_on, tuple(passages))


def _invitation_fact(invitation: Invitation | None) -> InvitationFact | None:
    if invitation is None:
        return None
    if invitation.state in ("declined", "accepted"):
        return InvitationFact(invitation.state, invitation.answered_on)
    return InvitationFact(invitation.state, invitation.checked_on or invitation.sent_on)
