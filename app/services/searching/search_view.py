"""The search page: hits with what matched, and the ways to narrow them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import select

from app.domain.search_query import QueryRefused, SearchQuery
from app.domain.typography import typeset_spans
from app.errors import Unavailable
from app.models import Leader, Party
from app.search.search_index import FACETS, SearchIndex
from app.services.reading.public_views import Facet, FacetValue, SearchHit, SearchView
from app.services.searching.passage_search import (
    INDEX_MISSING,
    REFUSALS,
    FoundPassage,
    SearchAnswer,
    search_passages,
)
from app.services.showing.reader import Reader
from app.services.showing.state_wording import MATCH_TEXTS, STATUS_TEXTS
from app.services.showing.view_building import ViewBuilder
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import active_themes, list_themes

HITS_PER_PAGE = 20
FILTERS = ("leader", "party", "theme", "speaker", "year", "status")
EXAMPLES_SHOWN = 6
YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asked for; `filters` holds the values of each of FILTERS."""

    text: str
    filters: Mapping[str, tuple[str, ...]]
    sort: str = "relevance"
    page: int = 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing was asked for."""
        return not self.text.strip() and not any(self.filters.values())

    def query(self) -> SearchQuery:
        """Return the query for the index; raises QueryRefused."""
        chosen = self.filters.get
        years = tuple(int(year) for year in chosen("year", ()) if YEAR.fullmatch(year))
        if self.sort not in ("relevance", "date"):
            raise QueryRefused("unknown_sort")
        return SearchQuery(
            text=self.text,
            year=years,
            sort="date" if self.sort == "date" else "relevance",
            limit=HITS_PER_PAGE,
            offset=(self.page - 1) * HITS_PER_PAGE,
            leader=chosen("leader", ()),
            party=chosen("party", ()),
            theme=chosen("theme", ()),
            speaker=chosen("speaker", ()),
            status=chosen("status", ()),
        )

    def url(self, words: Wording, **changes: str | int | tuple[str, ...] | None) -> str:
        """Return the address of this search with changes; a change goes back to the first page."""
        values: dict[str, str | int | tuple[str, ...] | None] = {
            "q": self.text,
            **self.filters,
            "sort": self.sort if self.sort != "relevance" else None,
        }
        return words.url("search", **{**values, **changes})


def view_search(reader: Reader, index: SearchIndex, request: SearchRequest) -> SearchView:
    """Return the search page; a query that can't be run gets a sentence, never an error page."""
    if request.is_blank:
        return _view(reader, request, None, "")
    try:
        answer = search_passages(reader.session, index, request.query())
    except QueryRefused as refused:
        return _view(reader, request, None, reader.words.gettext(REFUSALS[refused.code]))
    except Unavailable as error:
        structlog.get_logger().error("search.unavailable", reason=str(error))
        return _view(reader, request, None, reader.words.gettext(INDEX_MISSING))
    return _view(reader, request, answer, "")


def _view(reader: Reader, request: SearchRequest, answer: SearchAnswer | None, refusal: str) -> SearchView:
    words = reader.words
    found = answer.found if answer else ()
    total = answer.total if answer else 0
    builder = reader.builder(list({one.interview.id: one.interview for one in found}.values()))
    last_page = max(1, -(-total // HITS_PER_PAGE))
    return SearchView(
        query=request.text,
        action_url=words.url("search"),
        hidden_fields=tuple(
            (words.parameter(name), value) for name in FILTERS for value in request.filters.get(name, ())
        ),
        total=total,
        total_text=words.ngettext("%(num)s passage trouvé", "%(num)s passages trouvés", total)
        if answer
        else "",
        hits=tuple(_hit(builder, one) for one in found),
        facets=_facets(reader, request, answer.facets) if answer else (),
        sorts=_sorts(words, request) if answer else (),
        previous_url=request.url(words, page=request.page - 1) if request.page > 1 else None,
        next_url=request.url(words, page=request.page + 1) if answer and request.page < last_page else None,
        page_text=words.gettext("Page %(page)s de %(last)s", page=request.page, last=last_page)
        if last_page > 1
        else "",
        suggestion=Link(answer.suggestion, request.url(words, q=answer.suggestion))
        if answer and answer.suggestion
        else None,
        refusal=refusal,
        examples=() if answer else _examples(reader),
    )


def _hit(builder: ViewBuilder, found: FoundPassage) -> SearchHit:
    quote = builder.quote(found.passage, found.interview)
    return SearchHit(
        quote=quote,
        parts=typeset_spans(found.passage.text, found.passage.language, found.hit.highlights),
        match=found.hit.match,
        match_text=builder.words.gettext(MATCH_TEXTS[found.hit.match]),
        title=builder.words.gettext("Entrevue avec %(leader)s", leader=found.interview.leader.name),
    )


def _facets(
    reader: Reader, request: SearchRequest, facets: Mapping[str, Mapping[str, int]]
) -> tuple[Facet, ...]:
    words = reader.words
    titles = {
        "leader": words.gettext("Chefs"),
        "party": words.gettext("Partis"),
        "theme": words.gettext("Thèmes"),
        "year": words.gettext("Années"),
        "status": words.gettext("Texte"),
    }
    names = _facet_names(reader, facets)
    shown = []
    for name in FACETS:
        counts = facets.get(name, {})
        selected = request.filters.get(name, ())
        values = [*counts, *(value for value in selected if value not in counts)]
        if values:
            shown.append(
                Facet(
                    name,
                    titles[name],
                    tuple(
                        FacetValue(
                            names.get((name, value), value),
                            counts.get(value, 0),
                            request.url(words, **{name: _toggled(selected, value)}),
                            value in selected,
                        )
                        for value in values
                    ),
                )
            )
    return tuple(shown)


def _facet_names(reader: Reader, facets: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], str]:
    words = reader.words
    leaders = reader.session.execute(
        select(Leader.slug, Leader.name).where(Leader.slug.in_(facets.get("leader", {})))
    )
    parties = reader.session.execute(
        select(Party.slug, Party.name).where(Party.slug.in_(facets.get("party", {})))
    )
    return {
        **{("leader", slug): name for slug, name in leaders},
        **{("party", slug): name for slug, name in parties},
        **{
            ("theme", theme.slug): words.pick(theme.label_fr, theme.label_en)
            for theme in list_themes(reader.session)
        },
        **{("status", code): words.gettext(text) for code, text in STATUS_TEXTS.items()},
    }


def _toggled(selected: Sequence[str], value: str) -> tuple[str, ...]:
    if value in selected:
        return tuple(one for one in selected if one != value)
    return (*selected, value)


def _sorts(words: Wording, request: SearchRequest) -> tuple[Link, ...]:
    return (
        Link(words.gettext("Par pertinence"), request.url(words, sort=None), request.sort == "relevance"),
        Link(words.gettext("Par date"), request.url(words, sort="date"), request.sort == "date"),
    )


def _examples(reader: Reader) -> tuple[Link, ...]:
    """Return searches to begin with: the first themes, by their labels."""
    words = reader.words
    labels = [
        words.pick(theme.label_fr, theme.label_en) for theme in active_themes(list_themes(reader.session))
    ]
    return tuple(Link(label, words.url("search", q=label)) for label in labels[:EXAMPLES_SHOWN])
