"""The pages that show the whole: home, a campaign, the leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.domain.comparison_grid import Cell
from app.models import (
    Campaign,
    Fact,
    Interview,
    Leader,
    Leadership,
    Party,
    Passage,
    Recording,
    Theme,
    Transcript,
)
from app.services.comparing.cell_views import CellViewer
from app.services.comparing.comparison import read_cells
from app.services.reading.campaign_reading import (
    CampaignReading,
    choose_campaign,
    interviews_with_parts,
    list_campaigns,
    read_campaign,
)
from app.services.reading.public_views import (
    CampaignView,
    HomeView,
    LeaderRow,
    LeadersOfCampaign,
    LeadersView,
    ThemeRow,
)
from app.services.showing.reader import Reader
from app.services.showing.view_building import ViewBuilder
from app.services.showing.view_parts import CampaignMark
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import active_themes, list_themes

LATEST_SHOWN = 6


def order_rule(words: Wording) -> str:
    """Return the rule of the order of leaders, in one sentence."""
    return words.gettext(
        "L'ordre est tiré au sort une fois par campagne, par un calcul que chacun peut refaire ; "
        "il est le même sur toutes les pages."
    )


def view_home(reader: Reader, campaign: str | None = None) -> HomeView:
    """Return the first page, for the latest campaign or another."""
    words = reader.words
    chosen, campaigns = choose_campaign(reader.session, campaign)
    reading = read_campaign(reader.session, chosen)
    latest = reader.session.scalars(
        interviews_with_parts()
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Interview.state == "published")
        .order_by(Interview.published_at.desc(), Interview.slug)
        .limit(LATEST_SHOWN)
    ).all()
    drawn = {one.id: one for one in (*reading.published, *latest)}
    builder = reader.builder(list(drawn.values()))
    themes = active_themes(list_themes(reader.session))
    cells = read_cells(reader.session, reading, reading.order, [theme.slug for theme in themes])
    return HomeView(
        campaign=builder.campaign(chosen, is_current=True) if reading.order or chosen else None,
        summary=words.pick(chosen.summary_fr, chosen.summary_en) if chosen else "",
        synthetic_notice=builder.synthetic_notice(bool(chosen and chosen.is_synthetic)),
        leaders=_rows(builder, reading),
        order_rule=order_rule(words),
        themes=theme_rows(builder, reading, themes, cells),
        latest=tuple(builder.card(one) for one in latest),
        counts_text=_counts_text(reader),
        other_campaigns=other_campaigns(builder, campaigns, chosen),
        compare_url=words.url("compare", campaign=reading.slug),
    )


def view_campaign(reader: Reader, slug: str) -> CampaignView:
    """Return a campaign's page: invitations, interviews and sourced facts."""
    words = reader.words
    chosen, campaigns = choose_campaign(reader.session, slug)
    assert chosen is not None  # noqa: S101 (an unknown slug was refused above)
    reading = read_campaign(reader.session, chosen)
    facts = reader.session.scalars(
        select(Fact)
        .where(Fact.campaign_id == chosen.id)
        .options(joinedload(Fact.leader))
        .order_by(Fact.position)
    ).all()
    builder = reader.builder(reading.published)
    return CampaignView(
        campaign=builder.campaign(chosen, is_current=True),
        summary=words.pick(chosen.summary_fr, chosen.summary_en),
        synthetic_notice=builder.synthetic_notice(chosen.is_synthetic),
        leaders=_rows(builder, reading),
        order_rule=order_rule(words),
        facts=tuple(builder.fact(fact) for fact in facts),
        compare_url=words.url("compare", campaign=chosen.slug),
        other_campaigns=other_campaigns(builder, campaigns, chosen),
    )


def view_leaders(reader: Reader) -> LeadersView:
    """Return every leader, campaign by campaign, and those of no campaign."""
    readings = [read_campaign(reader.session, one) for one in list_campaigns(reader.session)]
    outside = read_campaign(reader.session, None)
    groups = [*readings, outside] if outside.order else readings
    builder = reader.builder([one for reading in groups for one in reading.published])
    listed = {slug for reading in groups for slug in reading.order}
    others = _unlisted_leaders(reader, listed)
    return LeadersView(
        campaigns=tuple(
            LeadersOfCampaign(
                builder.campaign(reading.campaign),
                builder.synthetic_notice(bool(reading.campaign and reading.campaign.is_synthetic)),
                _rows(builder, reading),
            )
            for reading in groups
        ),
        others=tuple(builder.leader(one, _last_party(one)) for one in others),
        order_rule=order_rule(reader.words),
    )


def theme_rows(
    builder: ViewBuilder,
    reading: CampaignReading,
    themes: Sequence[Theme],
    cells: Mapping[tuple[str, str], Cell],
) -> tuple[ThemeRow, ...]:
    """Return the themes with how many leaders of the campaign answered on each."""
    words = builder.words
    rows = []
    for theme in themes:
        count = sum(cells[slug, theme.slug].state == "answered" for slug in reading.order)
        rows.append(
            ThemeRow(
                theme=builder.theme(theme),
                description=words.pick(theme.description_fr, theme.description_en),
                leader_count=count,
                count_text=words.ngettext("%(num)s réponse", "%(num)s réponses", count),
                compare_url=words.url("compare", campaign=reading.slug, theme=theme.slug),
            )
        )
    return tuple(rows)


def other_campaigns(
    builder: ViewBuilder, campaigns: Sequence[Campaign], chosen: Campaign | None
) -> tuple[CampaignMark, ...]:
    """Return the campaigns that are not the one shown."""
    return tuple(builder.campaign(one) for one in campaigns if chosen is None or one.id != chosen.id)


def _rows(builder: ViewBuilder, reading: CampaignReading) -> tuple[LeaderRow, ...]:
    viewer = CellViewer(builder, reading, {})
    return tuple(viewer.row(slug) for slug in reading.order)


def _unlisted_leaders(reader: Reader, listed: set[str]) -> list[Leader]:
    query = (
        select(Leader)
        .options(selectinload(Leader.leaderships).joinedload(Leadership.party))
        .order_by(Leader.slug)
    )
    return [one for one in reader.session.scalars(query) if one.slug not in listed]


def _last_party(leader: Leader) -> Party | None:
    return leader.leaderships[-1].party if leader.leaderships else None


def _counts_text(reader: Reader) -> str:
    """Say how many interviews, how long and how many passages are public."""
    words = reader.words
    interviews, seconds = reader.session.execute(
        select(func.count(Recording.id), func.coalesce(func.sum(Recording.duration_seconds), 0.0))
        .join(Interview, Interview.id == Recording.interview_id)
        .where(Interview.state == "published")
    ).one()
    passages = reader.session.scalar(
        select(func.count(Passage.id))
        .join(Transcript, Transcript.id == Passage.transcript_id)
        .join(Recording, Recording.id == Transcript.recording_id)
        .join(Interview, Interview.id == Recording.interview_id)
        .where(Interview.state == "published")
    )
    return words.gettext(
        "%(interviews)s, %(length)s d'écoute, %(passages)s",
        interviews=words.ngettext("%(num)s entrevue", "%(num)s entrevues", interviews),
        length=words.length(seconds),
        passages=words.ngettext("%(num)s passage", "%(num)s passages", passages or 0),
    )
