"""One moment of the embedded index: what a search reads while others write."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tantivy import Index, Order, Query, Searcher, SearchResult

from app.domain.search_query import SearchQuery
from app.search.highlighting import match_text, suggest
from app.search.misheard_words import MisheardWords
from app.search.passage_documents import PassageDocument
from app.search.query_plan import QueryPlan, plan_query
from app.search.search_index import FACETS, SearchHit, SearchPage
from app.search.search_terms import AnalysedText
from app.search.tantivy_queries import TantivyQueries
from app.search.term_dictionary import TermDictionary

_MAX_FACET_VALUES = 1_000
# With fewer passages than this that have all words, those with some of them are shown too, below.
_FEW_HITS = 5


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """What tells one moment from another: the generation and the mark of its last commit."""

    generation: str
    commit_mark: tuple[int, int, int]


class TantivySnapshot:
    """Answers queries from one commit of one generation."""

    def __init__(self, index: Index, queries: TantivyQueries, state: SnapshotState) -> None:
        self.state = state
        self.searcher: Searcher = index.searcher()
        self._queries = queries
        self._lock = threading.Lock()

    def answer(self, query: SearchQuery, misheard: MisheardWords) -> SearchPage:
        """Find, count and highlight."""
        plan = self._plan(query, misheard)
        found = self._search(plan, query, all_words=True)
        # Sorted by date, passages with all words would drown among those with some.
        enough = 1 if query.sort == "date" else _FEW_HITS
        all_words = len(plan.terms) < 2 or _total(found) >= enough
        if not all_words:
            found = self._search(plan, query, all_words=False)
        passages = [
            (PassageDocument.from_json(self.searcher.doc(address)["stored"][0]), score)
            for score, address in found.hits
        ]
        matches = [match_text(plan, passage) for passage, _ in passages]
        hits = tuple(
            SearchHit.of(
                passage, match.highlights, match.match, float(score) if _is_by_relevance(query) else 0.0
            )
            for (passage, score), match in zip(passages, matches, strict=True)
        )
        facets = self._facets(self._queries.matching(plan, all_words=all_words), query)
        return SearchPage(_total(found), hits, facets, suggest(plan, query.text, matches))

    def _search(self, plan: QueryPlan, query: SearchQuery, *, all_words: bool) -> SearchResult:
        ranked = self._queries.ranked(plan, all_words=all_words)
        return self.searcher.search(
            self._queries.narrowed(ranked, self._queries.filters(query).values()),
            limit=query.limit,
            offset=query.offset,
            order_by_field=None if _is_by_relevance(query) else "spoken_order",
            order=Order.Desc,
        )

    def _plan(self, query: SearchQuery, misheard: MisheardWords) -> QueryPlan:
        typed = AnalysedText(" ".join(query.parsed.words))
        known = frozenset(stem for stem in typed.stems if self.searcher.doc_freq("stems", stem))
        return plan_query(query.parsed, self._locked_dictionary(), known, misheard)

    def _facets(self, wanted: Query, query: SearchQuery) -> dict[str, Mapping[str, int]]:
        chosen = self._queries.filters(query)
        # Facets without a choice of their own share one pass.
        shared = [facet for facet in FACETS if facet not in chosen]
        counts = self._count(wanted, chosen, shared)
        for facet in FACETS:
            if facet in chosen:
                others = {name: each for name, each in chosen.items() if name != facet}
                counts |= self._count(wanted, others, [facet])
        return {facet: counts[facet] for facet in FACETS}

    def _count(
        self, wanted: Query, filters: Mapping[str, Query], facets: Iterable[str]
    ) -> dict[str, Mapping[str, int]]:
        asked = {facet: {"terms": {"field": facet, "size": _MAX_FACET_VALUES}} for facet in facets}
        if not asked:
            return {}
        counted = self.searcher.aggregate(self._queries.narrowed(wanted, filters.values()), asked)
        return {
            facet: {_label(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[facet]["buckets"]}
            for facet in asked
        }

    def _locked_dictionary(self) -> TermDictionary:
        with self._lock:
            return self._dictionary

    @cached_property
    def _dictionary(self) -> TermDictionary:
        return TermDictionary(
            self.searcher.terms_with_prefix("words", ""), self.searcher.terms_with_prefix("sounds", "")
        )


def _total(found: SearchResult) -> int:
    # tantivy-py gives the count although its type stub leaves it out.
    return int(found.count)  # type: ignore[attr-defined]


def _is_by_relevance(query: SearchQuery) -> bool:
    """Without a text nothing is more relevant than anything else: the latest comes first."""
    return query.sort == "relevance" and not query.parsed.is_empty


def _label(key: object) -> str:
    return str(int(key)) if isinstance(key, int | float) else str(key)
