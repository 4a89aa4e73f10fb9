"""Builds tantivy's query objects from a plan. Its parser is never used: parentheses can end the process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tantivy import FieldType, Occur, Query, Schema

from app.domain.search_query import SearchQuery
from app.search.misheard_words import MisheardForm
from app.search.query_plan import QueryPlan, SoughtPhrase, SoughtTerm

# How tightly a passage's word is tied to a typed one.
_EXACT, _CLOSE, _SOUND = range(3)
# Each typed word that a passage has brings points by its tightest tie. The steps are such that, up to 16
# words, all words by the loosest tie still outweigh all but one by the tightest; BM25 (some tens a word at
# most) decides among equal points. Larger numbers would cost the single precision that BM25 needs.
_POINTS = (21_200.0, 20_600.0, 20_000.0)
_WORD_WEIGHT, _STEM_WEIGHT = 2.0, 1.0
_TOGETHER_WEIGHT = 3.0
_TOGETHER_SLOP = 2


class TantivyQueries:
    """Queries over one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def ranked(self, plan: QueryPlan, *, all_words: bool) -> Query:
        """Ask for the passages of `matching`, with scores."""
        if plan.is_everything:
            return Query.all_query()
        clauses = self._phrases(plan)
        if plan.terms:
            terms = [self._scored(term) for term in plan.terms]
            clauses.append((Occur.Must, _all(terms) if all_words else _any(terms)))
            if not all_words:
                clauses.append((Occur.Must, Query.const_score_query(self._some_words(plan), 0.0)))
        if len(plan.run) > 1:
            together = Query.phrase_query(self._schema, "words", list(plan.run), slop=_TOGETHER_SLOP)
            clauses.append((Occur.Should, Query.boost_query(together, _TOGETHER_WEIGHT)))
        return Query.boolean_query(clauses)

    def matching(self, plan: QueryPlan, *, all_words: bool) -> Query:
        """Ask for passages that answer the plan, to be counted.

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
        clauses = self._phrases(plan)
        if plan.terms:
            clauses.append((Occur.Must, self._every_word(plan) if all_words else self._some_words(plan)))
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
        filters = {
            name: _any([self._term(name, value) for value in values])
            for name, values in chosen.items()
            if values
        }
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

    def _phrases(self, plan: QueryPlan) -> list[tuple[Occur, Query]]:
        wanted = [(Occur.Must, self._phrase(phrase)) for phrase in plan.phrases]
        return [*wanted, *((Occur.MustNot, self._phrase(phrase)) for phrase in plan.excluded)]

    def _every_word(self, plan: QueryPlan) -> Query:
        return _all([_any(self._within(term, _SOUND)) for term in plan.terms])

    def _some_words(self, plan: QueryPlan) -> Query:
        tight = [way for term in plan.terms for way in self._within(term, _CLOSE)]
        return _any([self._every_word(plan), *tight])

    def _within(self, term: SoughtTerm, tie: int) -> list[Query]:
        """Give the ways of having a word by no looser tie than this one."""
        return [way for ways in self._ways(term)[: tie + 1] for way in ways]

    def _ways(self, term: SoughtTerm) -> tuple[list[Query], list[Query], list[Query]]:
        """Give the ways of having a word: exact, close, by sound."""
        if term.number is not None:
            return [self._term("numbers", term.number)], [], []
        return (
            [self._term("words", term.folded), *self._terms("stems", sorted(term.stems))],
            self._terms("words", term.close),
            [
                *self._terms("sounds", term.sounds),
                *self._terms("joined_sounds", term.joined_sounds),
                *(self._misheard(form) for form in term.misheard),
            ],
        )

    def _scored(self, term: SoughtTerm) -> Query:
        ways = zip(self._ways(term), _POINTS, strict=True)
        points = [Query.const_score_query(_any(queries), each) for queries, each in ways if queries]
        weighed: list[Query] = []
        if term.number is None:
            word = Query.boost_query(self._term("words", term.folded), _WORD_WEIGHT)
            stems = [
                Query.boost_query(stem, _STEM_WEIGHT) for stem in self._terms("stems", sorted(term.stems))
            ]
            weighed = [word, *([Query.disjunction_max_query(stems)] if stems else [])]
        best = Query.disjunction_max_query(points)
        return Query.boolean_query([(Occur.Must, best), *((Occur.Should, each) for each in weighed)])

    def _misheard(self, form: MisheardForm) -> Query:
        clauses = [
            (Occur.Must, self._run(form.words)),
            (Occur.MustNot, self._term("status", "checked")),
        ]
        if form.campaign is not None:
            clauses.append((Occur.Must, self._term("campaign", form.campaign)))
        return Query.boolean_query(clauses)

    def _phrase(self, phrase: SoughtPhrase) -> Query:
        words = self._run(phrase.words)
        return _any([words, self._term("numbers", phrase.number)]) if phrase.number else words

    def _run(self, words: Sequence[str]) -> Query:
        if len(words) == 1:
            return self._term("words", words[0])
        return Query.phrase_query(self._schema, "words", list(words))

    def _term(self, field: str, text: str | int) -> Query:
        option = "position" if field == "words" else "basic"
        return Query.term_query(self._schema, field, text, index_option=option)

    def _terms(self, field: str, texts: Iterable[str]) -> list[Query]:
        # Not a term set query: that walks the dictionary of the field, which is large for joined sounds.
        return [self._term(field, text) for text in texts]


def _all(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
