"""The pages of themes."""

from __future__ import annotations

from app.services.comparing.cell_views import CellViewer
from app.services.comparing.comparison import compare, read_cells
from app.services.reading.campaign_reading import choose_campaign, read_campaign
from app.services.reading.public_views import ThemesView, ThemeView
from app.services.reading.site_overview import order_rule, theme_rows
from app.services.showing.reader import Reader
from app.services.theming.theme_listing import active_themes, list_themes


def view_themes(reader: Reader, campaign: str | None = None) -> ThemesView:
    """Return the list of themes, with the answers of one campaign counted."""
    chosen, campaigns = choose_campaign(reader.session, campaign)
    reading = read_campaign(reader.session, chosen)
    themes = list_themes(reader.session)
    active = active_themes(themes)
    cells = read_cells(reader.session, reading, reading.order, [theme.slug for theme in active])
    builder = reader.builder()
    return ThemesView(
        campaign=builder.campaign(chosen, is_current=True) if chosen or reading.order else None,
        themes=theme_rows(builder, reading, active, cells),
        retired=tuple(builder.theme(theme) for theme in themes if theme.retired_on is not None),
        campaigns=tuple(builder.campaign(one, one is chosen) for one in campaigns),
    )


def view_theme(reader: Reader, slug: str, campaign: str | None = None) -> ThemeView:
    """Return a theme's page: one cell for each leader of a campaign."""
    words = reader.words
    compared = compare(reader.session, themes=[slug], campaign=campaign)
    theme, reading = compared.themes[0], compared.reading
    builder = reader.builder(list({one.id: one for _, one in compared.passages.values()}.values()))
    viewer = CellViewer(builder, reading, compared.passages)
    retired = words.day(theme.retired_on)
    return ThemeView(
        theme=builder.theme(theme),
        description=words.pick(theme.description_fr, theme.description_en),
        retired_text=words.gettext("Thème retiré le %(day)s", day=retired) if retired else "",
        campaign=builder.campaign(reading.campaign, True) if reading.campaign or reading.order else None,
        campaigns=tuple(builder.campaign(one, one is reading.campaign) for one in compared.campaigns),
        synthetic_notice=builder.synthetic_notice(bool(reading.campaign and reading.campaign.is_synthetic)),
        cells=tuple(viewer.cell(compared.cells[one, slug], theme) for one in compared.leaders),
        order_rule=order_rule(words),
        compare_url=words.url("compare", campaign=reading.slug, theme=slug),
        search_url=words.url("search", theme=slug),
    )
