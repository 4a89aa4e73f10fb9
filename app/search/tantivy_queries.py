"""Builds tantivy's query objects from a plan. Its parser is never used: parentheses can end the process."""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import FieldType, Occur, Query, Schema

from app.domain.search_query import SearchQuery
from app.search.query_plan import QueryPlan, SoughtPhrase, SoughtTerm

# How tightly a passage's word is tied to a typed one.
_EXACT, _CLOSE, _SOUND = range(3)
# Scores are read in bands. All words of the query in one passage come first: all exact, then all exact or
# close, then also by sound (a tighter passage collects the looser bands too). Below, each word found counts,
# by its tightest tie. Within a band BM25 decides; its sum stays far below a band (16 words, some tens each).
_ALL_FOUND_BAND = 10_000.0
_WORD_BANDS = (1_200.0, 1_100.0, 1_000.0)
_WORD_WEIGHT, _STEM_WEIGHT, _CLOSE_WEIGHT, _SOUND_WEIGHT = 2.0, 1.0, 0.5, 0.25
_TOGETHER_WEIGHT = 3.0
_TOGETHER_SLOP = 2


class TantivyQueries:
    """Queries over one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def wanted(self, plan: QueryPlan, *, all_words: bool) -> Query:
        """Ask for passages that answer the plan.

        Parameters
        ----------
        plan : QueryPlan
            The query with its expansions.
        all_words : bool
            Only passages with every word, by whatever tie. Else also those with any word exactly or close:
            one word alone that merely sounds alike says nothing.
        """
        if plan.is_everything:
            return Query.all_query()
        clauses = [(Occur.Must, self._phrase(phrase)) for phrase in plan.phrases]
        clauses += [(Occur.MustNot, self._phrase(phrase)) for phrase in plan.excluded]
        if plan.terms:
            found = _all([self._within(term, _SOUND) for term in plan.terms])
            if not all_words:
                found = _any([found, *(self._within(term, _CLOSE) for term in plan.terms)])
            clauses.append((Occur.Must, Query.const_score_query(found, 0.0)))
            clauses += [(Occur.Should, bonus) for bonus in self._bonuses(plan)]
        return Query.boolean_query(clauses)

    def filters(self, query: SearchQuery) -> dict[str, Query]:
        """Give the chosen filters by name."""
        chosen: dict[str, Iterable[str | int]] = {
            "leader": query.leader,
            "party": query.party,
            "theme": query.theme,
            "speaker": query.speaker,
            "status": query.status,
            "year": query.year,
            "language": (query.language,) if query.language else (),
            "campaign": (query.campaign,) if query.campaign else (),
        }
        filters = {name: self._one_of(name, values) for name, values in chosen.items() if values}
        if query.from_on or query.to_on:
            filters["days"] = Query.range_query(
                self._schema,
                "recorded_day",
                FieldType.Integer,
                lower_bound=query.from_on.toordinal() if query.from_on else None,
                upper_bound=query.to_on.toordinal() if query.to_on else None,
            )
        return filters

    @staticmethod
    def narrowed(wanted: Query, filters: Iterable[Query]) -> Query:
        """Apply filters without letting them weigh."""
        clauses = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in filters]
        return Query.boolean_query([(Occur.Must, wanted), *clauses]) if clauses else wanted

    def _bonuses(self, plan: QueryPlan) -> list[Query]:
        bonuses = []
        for tie in (_EXACT, _CLOSE, _SOUND):
            every_word = _all([self._within(term, tie) for term in plan.terms])
            bonuses.append(Query.const_score_query(every_word, _ALL_FOUND_BAND))
        for term in plan.terms:
            bands = [
                Query.const_score_query(self._within(term, tie), band) for tie, band in enumerate(_WORD_BANDS)
            ]
            bonuses.append(Query.disjunction_max_query(bands))
            bonuses.append(Query.disjunction_max_query(self._weighed(term)))
        if len(plan.run) > 1:
            together = Query.phrase_query(self._schema, "words", list(plan.run), slop=_TOGETHER_SLOP)
            bonuses.append(Query.boost_query(together, _TOGETHER_WEIGHT))
        return bonuses

    def _within(self, term: SoughtTerm, tie: int) -> Query:
        """Ask for a word by no looser tie than this one."""
        ways = self._exact(term)
        if tie >= _CLOSE and term.close:
            ways.append(self._one_of("words", term.close))
        if tie >= _SOUND and term.sounds:
            ways.append(self._one_of("sounds", term.sounds))
        if tie >= _SOUND and term.joined_sounds:
            ways.append(self._one_of("joined_sounds", term.joined_sounds))
        return _any(ways)

    def _exact(self, term: SoughtTerm) -> list[Query]:
        if term.number is not None:
            return [self._term("numbers", term.number)]
        stems = [self._one_of("stems", sorted(term.stems))] if term.stems else []
        return [self._term("words", term.folded), *stems]

    def _weighed(self, term: SoughtTerm) -> list[Query]:
        if term.number is not None:
            return [Query.boost_query(self._term("numbers", term.number), _WORD_WEIGHT)]
        ways = [("words", term.folded, _WORD_WEIGHT)]
        ways += [("stems", stem, _STEM_WEIGHT) for stem in sorted(term.stems)]
        ways += [("words", word, _CLOSE_WEIGHT) for word in term.close]
        ways += [("sounds", sound, _SOUND_WEIGHT) for sound in term.sounds]
        return [Query.boost_query(self._term(field, text), weight) for field, text, weight in ways]

    def _phrase(self, phrase: SoughtPhrase) -> Query:
        if len(phrase.words) == 1:
            words = self._term("words", phrase.words[0])
        else:
            words = Query.phrase_query(self._schema, "words", list(phrase.words))
        return _any([words, self._term("numbers", phrase.number)]) if phrase.number else words

    def _term(self, field: str, text: str) -> Query:
        option = "position" if field == "words" else "basic"
        return Query.term_query(self._schema, field, text, index_option=option)

    def _one_of(self, field: str, texts: Iterable[str | int]) -> Query:
        return Query.term_set_query(self._schema, field, list(texts))


def _all(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
