"""The comparison page: leaders in columns, themes in rows."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.comparing.cell_views import CellViewer
from app.services.comparing.comparison import ComparisonReading, compare
from app.services.reading.public_views import ComparisonRow, ComparisonView, FilterOption
from app.services.reading.site_overview import order_rule
from app.services.showing.reader import Reader
from app.services.showing.view_building import ViewBuilder
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import active_themes


def view_comparison(
    reader: Reader,
    themes: Sequence[str] = (),
    leaders: Sequence[str] = (),
    campaign: str | None = None,
) -> ComparisonView:
    """Return the comparison of leaders on themes."""
    words = reader.words
    compared = compare(reader.session, themes=themes, leaders=leaders, campaign=campaign)
    reading = compared.reading
    builder = reader.builder(reading.published)
    viewer = CellViewer(builder, reading, compared.passages)
    return ComparisonView(
        campaign=builder.campaign(reading.campaign, True) if reading.campaign or reading.order else None,
        campaigns=tuple(builder.campaign(one, one is reading.campaign) for one in compared.campaigns),
        synthetic_notice=builder.synthetic_notice(bool(reading.campaign and reading.campaign.is_synthetic)),
        leaders=tuple(viewer.row(slug) for slug in compared.leaders),
        rows=tuple(
            ComparisonRow(
                builder.theme(theme),
                tuple(viewer.cell(compared.cells[slug, theme.slug], theme) for slug in compared.leaders),
            )
            for theme in compared.themes
        ),
        order_rule=order_rule(words),
        order_url=words.url("method") + "#ordre",
        theme_options=_theme_options(builder, compared, themes),
        leader_options=_leader_options(words, compared, leaders),
        campaign_options=_campaign_options(builder, compared),
        action_url=words.url("compare"),
        permalink=words.absolute(words.url("compare", campaign=reading.slug, theme=themes, leader=leaders)),
        is_filtered=bool(themes or leaders),
        reset_url=words.url("compare", campaign=reading.slug),
    )


def _theme_options(
    builder: ViewBuilder, compared: ComparisonReading, asked: Sequence[str]
) -> tuple[FilterOption, ...]:
    name = builder.words.parameter("theme")
    return tuple(
        FilterOption(name, theme.slug, builder.theme(theme).label, theme.slug in asked)
        for theme in active_themes(compared.all_themes)
    )


def _leader_options(
    words: Wording, compared: ComparisonReading, asked: Sequence[str]
) -> tuple[FilterOption, ...]:
    name = words.parameter("leader")
    return tuple(
        FilterOption(name, slug, compared.reading.leaders[slug].name, slug in asked)
        for slug in compared.reading.order
    )


def _campaign_options(builder: ViewBuilder, compared: ComparisonReading) -> tuple[FilterOption, ...]:
    name = builder.words.parameter("campaign")
    return tuple(
        FilterOption(name, one.slug, builder.campaign(one).name, one is compared.reading.campaign)
        for one in compared.campaigns
    )
