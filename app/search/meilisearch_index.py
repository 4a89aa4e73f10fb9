"""The search index on a Meilisearch server, for archives that share one between machines.

Written to the documented REST API of Meilisearch 1.11 and later (federated multi-search, index swap); needs
only the standard library. Its ranking and its tolerance of misspellings are the server's own; stems, numbers,
sounds, highlights and the label of a match are ours.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from app.domain.search_query import MAX_LIMIT, MAX_OFFSET, SearchQuery
from app.search.highlighting import match_text, suggest
from app.search.meilisearch_server import MeilisearchServer
from app.search.misheard_words import (
    MOST_FORMS,
    NOTHING_MISHEARD,
    MisheardForm,
    MisheardWords,
    telling_words,
)
from app.search.passage_documents import PassageDocument
from app.search.query_plan import plan_query
from app.search.search_index import FACETS, SearchHit, SearchPage
from app.search.search_terms import STOP_WORDS, AnalysedText, TextWord
from app.search.term_dictionary import TermDictionary

_BATCH = 1_000
_TEXT_WEIGHT, _STEM_WEIGHT, _SOUND_WEIGHT = 1.0, 0.7, 0.4
_SETTINGS = {
    "searchableAttributes": ["text", "stems", "sounds"],
    "filterableAttributes": [*FACETS, "speaker", "language", "campaign", "recorded_day"],
    "sortableAttributes": ["spoken_order"],
    "pagination": {"maxTotalHits": MAX_OFFSET + MAX_LIMIT},
    "faceting": {"maxValuesPerFacet": 1_000},
    "stopWords": sorted(STOP_WORDS),
}


class MeilisearchIndex:
    """Search index on a server.

    Parameters
    ----------
    url, key : str
        Where the server is, and a key that may do all with the index.
    name : str
        Name of the index on the server.
    """

    def __init__(self, url: str, key: str, name: str = "franquette-passages") -> None:
        self._server = MeilisearchServer(url, key)
        self._name = name
        self._is_made = False

    def replace_all(self, documents: Iterable[PassageDocument]) -> int:
        """Fill a new index and swap it in; readers see all or nothing."""
        new = f"{self._name}-{uuid.uuid4().hex[:8]}"
        self._ensure()
        self._make(new)
        self._add(new, documents)
        self._server.do("POST", "/swap-indexes", [{"indexes": [self._name, new]}])
        self._server.do("DELETE", f"/indexes/{new}")
        return self.count()

    def upsert(self, documents: Iterable[PassageDocument]) -> None:
        """Add passages, each in place of an earlier one of the same id."""
        self._ensure()
        self._add(self._name, documents)

    def remove(self, passage_ids: Iterable[str]) -> None:
        """Take passages out."""
        self._ensure()
        self._server.do("POST", f"/indexes/{self._name}/documents/delete-batch", list(passage_ids))

    def search(self, query: SearchQuery, misheard: MisheardWords = NOTHING_MISHEARD) -> SearchPage:
        """Find passages."""
        self._ensure()
        filters = _filters(query)
        shared = [facet for facet in FACETS if facet not in filters]
        asked = tuple(_queries(query, misheard))
        answer = self._ask(query, asked, filters, shared, query.limit)
        facets = _distribution(answer, self._name, shared)
        for facet in FACETS:
            if facet in filters:
                others = {name: each for name, each in filters.items() if name != facet}
                facets |= _distribution(self._ask(query, asked, others, [facet], 0), self._name, [facet])
        passages = [PassageDocument.from_json(hit["stored"]) for hit in answer["hits"]]
        scores = [
            float(hit.get("_federation", {}).get("weightedRankingScore", 0.0)) for hit in answer["hits"]
        ]
        hits, suggestion = _shown(query, passages, scores, misheard)
        ordered = {facet: facets[facet] for facet in FACETS}
        return SearchPage(int(answer["estimatedTotalHits"]), hits, ordered, suggestion)

    def count(self) -> int:
        """Tell how many passages it holds."""
        self._ensure()
        return int(self._server.ask("GET", f"/indexes/{self._name}/stats")["numberOfDocuments"])

    def close(self) -> None:
        """Nothing is kept open between two requests."""

    def _ensure(self) -> None:
        if not self._is_made:
            self._make(self._name)
            self._is_made = True

    def _make(self, name: str) -> None:
        body = {"uid": name, "primaryKey": "id"}
        self._server.do("POST", "/indexes", body, passed_over=("index_already_exists",))
        self._server.do("PATCH", f"/indexes/{name}/settings", _SETTINGS)

    def _add(self, name: str, documents: Iterable[PassageDocument]) -> None:
        rows = map(_row, documents)
        while batch := list(islice(rows, _BATCH)):
            self._server.do("POST", f"/indexes/{name}/documents", batch)

    def _ask(
        self,
        query: SearchQuery,
        asked: Iterable[Mapping[str, Any]],
        filters: Mapping[str, str],
        facets: Sequence[str],
        limit: int,
    ) -> Mapping[str, Any]:
        common: dict[str, object] = {"indexUid": self._name}
        if query.sort == "date" or query.parsed.is_empty:
            common["sort"] = ["spoken_order:desc"]
        queries = [{**common, **one, "filter": [*filters.values(), *one.get("filter", ())]} for one in asked]
        federation = {"limit": limit, "offset": query.offset, "facetsByIndex": {self._name: list(facets)}}
        body = {"federation": federation, "queries": queries}
        answer: Mapping[str, Any] = self._server.ask("POST", "/multi-search", body)
        return answer


def _queries(query: SearchQuery, misheard: MisheardWords) -> Iterator[dict[str, Any]]:
    """Ask by the text; and, where no phrase binds, by stems and numbers, by sound, and as misheard."""
    parsed = query.parsed
    phrases = [f'"{phrase}"' for phrase in parsed.phrases] + [f'-"{phrase}"' for phrase in parsed.excluded]
    text = " ".join((*parsed.words, *phrases))
    yield {"q": text, "attributesToSearchOn": ["text"], "federationOptions": {"weight": _TEXT_WEIGHT}}
    typed = AnalysedText(" ".join(parsed.words))
    content = telling_words(typed.words)
    if phrases or not content:
        return
    in_numbers = {place for number in typed.numbers for place in range(number.first, number.last)}
    stems = [
        min(word.forms.stems, key=len, default=word.forms.folded)
        for place, word in enumerate(typed.words)
        if place not in in_numbers and word.forms.folded not in STOP_WORDS
    ]
    exact = " ".join((*stems, *(number.values[0] for number in typed.numbers)))
    sounds = " ".join(word.forms.sound for word in content)
    for words, field, weight in ((exact, "stems", _STEM_WEIGHT), (sounds, "sounds", _SOUND_WEIGHT)):
        yield {
            "q": words,
            "attributesToSearchOn": [field],
            "matchingStrategy": "all",
            "federationOptions": {"weight": weight},
        }
    yield from _misheard_queries(content, misheard)


def _misheard_queries(content: Sequence[TextWord], misheard: MisheardWords) -> Iterator[dict[str, Any]]:
    """Ask for what stands in the place of typed words, together with the other words."""
    stand_for: dict[MisheardForm, list[TextWord]] = {}
    for word in content:
        for form in misheard.forms_for(word.forms):
            stand_for.setdefault(form, []).append(word)
    for form, words in islice(stand_for.items(), MOST_FORMS):
        others = [word.forms.folded for word in content if word not in words]
        campaign = [f"campaign = {json.dumps(form.campaign, ensure_ascii=False)}"] if form.campaign else []
        yield {
            "q": " ".join((*others, f'"{" ".join(form.words)}"')),
            "attributesToSearchOn": ["text"],
            "matchingStrategy": "all",
            "filter": ["status != checked", *campaign],
            "federationOptions": {"weight": _SOUND_WEIGHT},
        }


def _row(passage: PassageDocument) -> dict[str, object]:
    analysed = AnalysedText(passage.text)
    numbers = (value for number in analysed.numbers for value in number.values)
    return {
        "id": passage.passage_id,
        "stored": passage.to_json(),
        "text": passage.text,
        "stems": " ".join((*analysed.stems, *numbers)),
        "sounds": " ".join((*analysed.sounds, *analysed.joined_sounds)),
        "leader": passage.leader_slug,
        "party": passage.party_slug,
        "theme": passage.theme_slugs,
        "speaker": passage.speaker_role,
        "status": passage.status,
        "language": passage.language,
        "campaign": passage.campaign_slug,
        "year": passage.recorded_on.year,
        "recorded_day": passage.recorded_on.toordinal(),
        "spoken_order": passage.spoken_order,
    }


def _filters(query: SearchQuery) -> dict[str, str]:
    lists: dict[str, Sequence[str | int]] = {name: getattr(query, name) for name in (*FACETS, "speaker")}
    lists["language"] = (query.language,) if query.language else ()
    lists["campaign"] = (query.campaign,) if query.campaign else ()
    # JSON's strings are the filter's strings: quotes and backslashes inside are escaped alike.
    filters = {
        name: f"{name} IN [{', '.join(json.dumps(value, ensure_ascii=False) for value in values)}]"
        for name, values in lists.items()
        if values
    }
    days = [("from", ">=", query.from_on), ("to", "<=", query.to_on)]
    return filters | {name: f"recorded_day {sign} {day.toordinal()}" for name, sign, day in days if day}


def _distribution(
    answer: Mapping[str, Any], name: str, facets: Iterable[str]
) -> dict[str, Mapping[str, int]]:
    counted = answer.get("facetsByIndex", {}).get(name, {}).get("distribution", {})
    return {facet: counted.get(facet, {}) for facet in facets}


def _shown(
    query: SearchQuery,
    passages: Sequence[PassageDocument],
    scores: Sequence[float],
    misheard: MisheardWords,
) -> tuple[tuple[SearchHit, ...], str | None]:
    """Highlight and label against the words of the hits themselves: the server gives no dictionary."""
    texts = [AnalysedText(passage.text) for passage in passages]
    words = Counter(word for text in texts for word in set(text.folded))
    sounds = Counter(sound for text in texts for sound in text.sounds)
    stems = frozenset(stem for text in texts for stem in text.stems)
    plan = plan_query(query.parsed, TermDictionary(words.items(), sounds.items()), stems, misheard)
    matches = [match_text(plan, passage) for passage in passages]
    hits = tuple(
        SearchHit.of(passage, match.highlights, match.match, score)
        for passage, match, score in zip(passages, matches, scores, strict=True)
    )
    return hits, suggest(plan, query.text, matches)
