"""What the API answers: lists, an interview, a passage, a search, a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.domain.draw_order import draw_hash
from app.domain.search_query import SearchQuery
from app.models import Campaign, Fact, Interview, Leader, Leadership, Party
from app.search.search_index import SearchIndex
from app.services.clips.clip_counting import NONE_QUOTED, count_clips
from app.services.comparing.cell_views import CellViewer
from app.services.comparing.comparison import compare
from app.services.corrections.office_notes import notes_of
from app.services.exporting.export_records import (
    CampaignRecord,
    CampaignsRecord,
    ComparedLeaderRecord,
    ComparisonRecord,
    FacetsRecord,
    InterviewRecord,
    InterviewsRecord,
    LeadersRecord,
    PartiesRecord,
    PassageRecord,
    QuotedRecord,
    SearchHitRecord,
    SearchRecord,
    Texts,
    ThemesRecord,
)
from app.services.exporting.record_building import RecordBuilder
from app.services.reading.campaign_reading import interviews_with_parts, list_campaigns, read_campaign
from app.services.reading.public_interviews import find_interview, find_passage
from app.services.reading.site_overview import order_rule
from app.services.searching.passage_search import FoundPassage, search_passages
from app.services.showing.reader import Reader
from app.services.theming.theme_listing import list_themes


def export_leaders(reader: Reader) -> LeadersRecord:
    """Return every leader."""
    query = (
        select(Leader)
        .options(selectinload(Leader.leaderships).joinedload(Leadership.party))
        .order_by(Leader.slug)
    )
    builder = RecordBuilder(reader.words)
    return LeadersRecord(leaders=[builder.leader(one) for one in reader.session.scalars(query)])


def export_parties(reader: Reader) -> PartiesRecord:
    """Return every party."""
    builder = RecordBuilder(reader.words)
    parties = reader.session.scalars(select(Party).order_by(Party.slug))
    return PartiesRecord(parties=[builder.party(one) for one in parties])


def export_campaigns(reader: Reader) -> CampaignsRecord:
    """Return every campaign with its invitations and facts."""
    campaigns = list_campaigns(reader.session)
    facts = reader.session.scalars(
        select(Fact).options(joinedload(Fact.leader)).order_by(Fact.campaign_id, Fact.position)
    ).all()
    return CampaignsRecord(campaigns=[_campaign(reader, one, facts) for one in campaigns])


def export_themes(reader: Reader) -> ThemesRecord:
    """Return every theme."""
    builder = RecordBuilder(reader.words)
    return ThemesRecord(themes=[builder.theme(one) for one in list_themes(reader.session)])


def export_interviews(reader: Reader, limit: int, offset: int) -> InterviewsRecord:
    """Return public interviews, the latest published first."""
    builder = RecordBuilder(reader.words)
    total = reader.session.scalar(select(func.count(Interview.id)).where(Interview.state == "published"))
    interviews = reader.session.scalars(
        interviews_with_parts()
        .where(Interview.state == "published")
        .order_by(Interview.published_at.desc(), Interview.slug)
        .limit(limit)
        .offset(offset)
    )
    return InterviewsRecord(total=total or 0, interviews=[builder.interview(one) for one in interviews])


def export_interview(reader: Reader, slug: str) -> InterviewRecord:
    """Return a public interview."""
    return RecordBuilder(reader.words).interview(find_interview(reader.session, slug))


def export_passage(reader: Reader, passage_id: str) -> PassageRecord:
    """Return a public passage."""
    passage, interview = find_passage(reader.session, passage_id)
    notes = notes_of(reader.session, interview.id).get(passage.id, ())
    return RecordBuilder(reader.words).passage(passage, interview, notes)


def export_search(reader: Reader, index: SearchIndex, query: SearchQuery) -> SearchRecord:
    """Return the answer of a search."""
    answer = search_passages(reader.session, index, query)
    builder = RecordBuilder(reader.words)
    facets = {name: dict(answer.facets.get(name, {})) for name in FacetsRecord.model_fields}
    return SearchRecord(
        query=query.text,
        total=answer.total,
        hits=[_hit(builder, one) for one in answer.found],
        facets=FacetsRecord(**facets),
        suggestion=answer.suggestion,
    )


def export_comparison(
    reader: Reader, themes: Sequence[str], leaders: Sequence[str], campaign: str | None
) -> ComparisonRecord:
    """Return a comparison, leaders in the drawn order."""
    compared = compare(reader.session, themes=themes, leaders=leaders, campaign=campaign)
    reading = compared.reading
    builder = RecordBuilder(reader.words)
    viewer = CellViewer(reader.builder(), reading, compared.passages)
    return ComparisonRecord(
        campaign=reading.campaign.slug if reading.campaign else None,
        themes=[builder.theme(theme) for theme in compared.themes],
        leaders=[
            ComparedLeaderRecord(
                slug=slug,
                name=reading.leaders[slug].name,
                party=reading.parties[slug].slug,
                draw_sha256=draw_hash(reading.slug, slug),
            )
            for slug in compared.leaders
        ],
        order_rule=order_rule(reader.words),
        cells=[
            builder.cell(
                compared.cells[slug, theme.slug],
                dict(compared.passages),
                viewer.evidence(compared.cells[slug, theme.slug]).url,
            )
            for theme in compared.themes
            for slug in compared.leaders
        ],
    )


def _campaign(reader: Reader, campaign: Campaign, facts: Sequence[Fact]) -> CampaignRecord:
    reading = read_campaign(reader.session, campaign)
    counts = count_clips(reader.session, campaign)
    builder = RecordBuilder(reader.words)
    return CampaignRecord(
        slug=campaign.slug,
        name=Texts(fr=campaign.name_fr, en=campaign.name_en),
        summary=Texts(fr=campaign.summary_fr, en=campaign.summary_en),
        polling_on=campaign.polling_on,
        is_synthetic=campaign.is_synthetic,
        leaders=list(reading.order),
        invitations=[
            builder.invitation(reading.invitations[slug])
            for slug in reading.order
            if slug in reading.invitations
        ],
        facts=[builder.fact(one) for one in facts if one.campaign_id == campaign.id],
        quoted=[
            QuotedRecord(leader=slug, clips=one.clips, sites=one.sites)
            for slug in reading.order
            for one in (counts.get(slug, NONE_QUOTED),)
        ],
        url=builder.page("campaign", slug=campaign.slug),
    )


def _hit(builder: RecordBuilder, found: FoundPassage) -> SearchHitRecord:
    hit = found.hit
    return SearchHitRecord.model_validate(
        {
            "passage_id": hit.passage_id,
            "interview": hit.interview_slug,
            "leader": hit.leader_slug,
            "speaker_role": found.passage.turn.speaker_role,
            "start_seconds": hit.start_seconds,
            "end_seconds": hit.end_seconds,
            "text": hit.text,
            "highlights": list(hit.highlights),
            "match": hit.match,
            "themes": [tag.theme.slug for tag in found.passage.tags],
            "recorded_on": found.interview.recorded_on,
            "url": builder.page("passage", id=hit.passage_id),
        }
    )
