"""The page of a leader: offices, campaigns, and what was said in each."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import translatable as _
from app.models import Campaign, Fact, Interview, Invitation, Leader, Leadership, Theme
from app.services.comparing.cell_views import CellViewer
from app.services.comparing.comparison import is_readable, read_cells, read_shown
from app.services.intake.known_things import KnownThing, UnknownThing
from app.services.reading.campaign_reading import CampaignReading, list_campaigns, read_campaign
from app.services.reading.public_views import LeaderCampaign, LeadershipView, LeaderView
from app.services.showing.reader import Reader
from app.services.showing.view_building import ViewBuilder, source_url
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import active_themes, list_themes


def view_leader(reader: Reader, slug: str) -> LeaderView:
    """Return a leader's page."""
    words = reader.words
    leader = find_leader(reader.session, slug)
    campaigns = _campaigns_of(reader, leader)
    readings = [read_campaign(reader.session, one) for one in campaigns]
    readings = [reading for reading in readings if slug in reading.leaders]
    builder = reader.builder([one for reading in readings for one in reading.interviews.get(slug, ())])
    themes = active_themes(list_themes(reader.session))
    party = leader.leaderships[-1].party if leader.leaderships else None
    if readings and party is None:
        party = readings[0].parties.get(slug)
    return LeaderView(
        leader=builder.leader(leader, party),
        leaderships=tuple(_leadership(builder, one) for one in leader.leaderships),
        campaigns=tuple(_campaign(reader, builder, one, leader, themes) for one in readings),
        synthetic_notice=builder.synthetic_notice(leader.is_synthetic),
        search_url=words.url("search", leader=slug),
        corrections_url=words.url("corrections", slug=slug),
        is_heard=any(is_readable(one) for reading in readings for one in reading.interviews.get(slug, ())),
    )


def find_leader(session: Session, slug: str) -> Leader:
    """Return a leader and the parties headed; raises UnknownThing."""
    query = (
        select(Leader)
        .where(Leader.slug == slug)
        .options(selectinload(Leader.leaderships).joinedload(Leadership.party))
    )
    leader = session.scalars(query).one_or_none()
    if leader is None:
        known = session.scalars(select(Leader).order_by(Leader.slug).limit(60))
        raise UnknownThing(
            _("Personne ne porte le nom « %(slug)s » dans cette archive."),
            slug,
            [KnownThing("leader", one.slug, one.name, one.name) for one in known],
        )
    return leader


def _campaigns_of(reader: Reader, leader: Leader) -> list[Campaign | None]:
    """Return the leader's campaigns, the latest first, and None for interviews outside any."""
    invited = select(Invitation.campaign_id).where(Invitation.leader_id == leader.id)
    interviewed = select(Interview.campaign_id).where(Interview.leader_id == leader.id)
    ids = {*reader.session.scalars(invited), *reader.session.scalars(interviewed)}
    campaigns: list[Campaign | None] = [one for one in list_campaigns(reader.session) if one.id in ids]
    return [*campaigns, None] if None in ids else campaigns


def _campaign(
    reader: Reader, builder: ViewBuilder, reading: CampaignReading, leader: Leader, themes: list[Theme]
) -> LeaderCampaign:
    cells = read_cells(reader.session, reading, [leader.slug], [theme.slug for theme in themes])
    viewer = CellViewer(builder, reading, read_shown(reader.session, reading, cells))
    row = viewer.row(leader.slug)
    facts = reader.session.scalars(
        select(Fact)
        .where(
            Fact.campaign_id == (reading.campaign.id if reading.campaign else -1), Fact.leader_id == leader.id
        )
        .options(joinedload(Fact.leader))
        .order_by(Fact.position)
    ).all()
    return LeaderCampaign(
        campaign=builder.campaign(reading.campaign),
        state=row.state,
        state_text=row.state_text,
        invitation=row.invitation,
        interviews=row.interviews,
        facts=tuple(builder.fact(fact) for fact in facts),
        cells=tuple(viewer.cell(cells[leader.slug, theme.slug], theme) for theme in themes),
        compare_url=builder.words.url("compare", campaign=reading.slug),
    )


def _leadership(builder: ViewBuilder, leadership: Leadership) -> LeadershipView:
    return LeadershipView(
        builder.party(leadership.party),
        _period(builder.words, leadership),
        leadership.source,
        source_url(leadership.source),
    )


def _period(words: Wording, leadership: Leadership) -> str:
    first, last = words.day(leadership.from_on), words.day(leadership.to_on)
    if first and last:
        return words.gettext("du %(first)s au %(last)s", first=first, last=last)
    if first:
        return words.gettext("depuis le %(first)s", first=first)
    if last:
        return words.gettext("jusqu'au %(last)s", last=last)
    return words.gettext("dates non connues")
