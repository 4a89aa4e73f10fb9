"""Searches the passages: asks the index, then reads from the database what is public of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.search_query import SearchQuery
from app.errors import translatable as _
from app.models import Interview, Passage, Recording, Transcript
from app.search.search_index import SearchHit, SearchIndex
from app.services.comparing.comparison import read_passages
from app.services.glossary.glossary_search import misheard_words
from app.services.reading.campaign_reading import interviews_with_parts

REFUSALS: Mapping[str, str] = {
    "too_long": _("La recherche est trop longue : gardez au plus 200 caractères."),
    "too_many_terms": _("La recherche a trop de mots : gardez-en au plus seize."),
    "empty": _("Il n'y a pas de mot à chercher : écrivez au moins un mot ou un nombre."),
    "limit_out_of_range": _("Demandez de 1 à 100 résultats à la fois."),
    "offset_out_of_range": _("On ne peut aller plus loin que le 10 000e résultat : précisez la recherche."),
    "too_many_filters": _("Il y a trop de filtres : enlevez-en."),
    "unknown_sort": _("On peut trier par pertinence ou par date."),
}
INDEX_MISSING = _("La recherche n'est pas disponible pour le moment. Le reste du site fonctionne.")


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit with what the database says now of its passage."""

    hit: SearchHit
    passage: Passage
    interview: Interview


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer of the index, without what is no longer public."""

    total: int
    found: tuple[FoundPassage, ...]
    facets: Mapping[str, Mapping[str, int]]
    suggestion: str | None


def search_passages(session: Session, index: SearchIndex, query: SearchQuery) -> SearchAnswer:
    """Search; a hit whose interview is not public any more, or whose text changed since, is left out.

    Raises
    ------
    Unavailable
        The index is missing, damaged or out of reach.
    """
    page = index.search(query, misheard_words(session))
    passages = {one.id: one for one in read_passages(session, {hit.passage_id for hit in page.hits})}
    interviews = _public_interviews(session, {one.transcript_id for one in passages.values()})
    found = []
    for hit in page.hits:
        passage = passages.get(hit.passage_id)
        interview = interviews.get(passage.transcript_id) if passage else None
        if passage is not None and interview is not None and passage.text == hit.text:
            found.append(FoundPassage(hit, passage, interview))
    return SearchAnswer(
        page.total - (len(page.hits) - len(found)), tuple(found), page.facets, page.suggestion
    )


def _public_interviews(session: Session, transcript_ids: set[int]) -> dict[int, Interview]:
    if not transcript_ids:
        return {}
    interviews: Sequence[Interview] = session.scalars(
        interviews_with_parts()
        .join(Recording, Recording.interview_id == Interview.id)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .where(Transcript.id.in_(transcript_ids), Interview.state == "published")
    ).all()
    return {
        one.recording.transcript.id: one for one in interviews if one.recording and one.recording.transcript
    }
