"""Shows what in a found text answers the query, and how loosely, by the very terms that found it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.search.passage_documents import PassageDocument
from app.search.query_plan import QueryPlan, SoughtPhrase, SoughtTerm
from app.search.search_index import Match
from app.search.search_terms import AnalysedText

_LOOSENESS: tuple[Match, ...] = ("exact", "close", "sound")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextMatch:
    """What of a text answers a query.

    Attributes
    ----------
    highlights : tuple of (int, int)
        Half-open character spans, in order, apart from each other.
    match : str
        The loosest tie among the words of the query that the text has; each by its tightest one.
    spellings : mapping of str to str
        For each typed word that the text has only in a neighbouring spelling, that spelling.
    """

    highlights: tuple[Span, ...]
    match: Match
    spellings: dict[str, str]


def match_text(plan: QueryPlan, passage: PassageDocument) -> TextMatch:
    """Find in a passage what a plan looks for.

    Parameters
    ----------
    plan : QueryPlan
        The query with its expansions.
    passage : PassageDocument
        Offsets count characters (code points) of its text, as shown.
    """
    text = passage.text
    analysed = AnalysedText(text)
    spans: list[Span] = []
    spellings: dict[str, str] = {}
    loosest = 0
    for phrase in plan.phrases:
        spans.extend(_phrase_spans(phrase, analysed))
    for term in plan.terms:
        for looseness, ways in enumerate((_exact_spans, _close_spans, _sound_spans)):
            if term_spans := ways(term, analysed, passage):
                loosest = max(loosest, looseness)
                spans.extend(term_spans)
                if _LOOSENESS[looseness] == "close":
                    spellings[term.typed] = text[slice(*term_spans[0])]
                break
    return TextMatch(_merged(spans), _LOOSENESS[loosest], spellings)


def _exact_spans(term: SoughtTerm, analysed: AnalysedText, _passage: PassageDocument) -> list[Span]:
    if term.number is not None:
        return _number_spans(term.number, analysed)
    return [
        (word.start, word.end)
        for word in analysed.words
        if word.forms.folded == term.folded or word.forms.stems & term.stems
    ]


def _number_spans(value: str, analysed: AnalysedText) -> list[Span]:
    numbers = (number for number in analysed.numbers if value in number.values)
    return [(analysed.words[number.first].start, analysed.words[number.last - 1].end) for number in numbers]


def _close_spans(term: SoughtTerm, analysed: AnalysedText, _passage: PassageDocument) -> list[Span]:
    return [(word.start, word.end) for word in analysed.words if word.forms.folded in term.close]


def _sound_spans(term: SoughtTerm, analysed: AnalysedText, passage: PassageDocument) -> list[Span]:
    spans = [span for form in term.misheard if form.may_be_in(passage) for span in form.spans(analysed)]
    spans += [(word.start, word.end) for word in analysed.words if word.forms.sound in term.sounds]
    if term.joined_sounds:
        spans += [
            (first.start, second.end)
            for position, (first, second) in enumerate(zip(analysed.words, analysed.words[1:], strict=False))
            if analysed.joined_sound(position) in term.joined_sounds
        ]
    return spans


def _phrase_spans(phrase: SoughtPhrase, analysed: AnalysedText) -> list[Span]:
    folded, length = tuple(analysed.folded), len(phrase.words)
    spans = [
        (analysed.words[start].start, analysed.words[start + length - 1].end)
        for start in range(len(folded) - length + 1)
        if folded[start : start + length] == phrase.words
    ]
    return spans + _number_spans(phrase.number, analysed) if phrase.number else spans


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def suggest(plan: QueryPlan, text: str, matches: Sequence[TextMatch]) -> str | None:
    """Put a typed text right where a word unknown to the archive was found in another spelling.

    Parameters
    ----------
    plan : QueryPlan
        The query.
    text : str
        The words as typed.
    matches : sequence of TextMatch
        Those of the best hits, best first; the first that has the word lends its spelling, accents included.

    Returns
    -------
    str or None
        None when every word is known or no hit shows a better spelling.
    """
    better = text
    for term in plan.terms:
        shown = next((m.spellings[term.typed] for m in matches if term.typed in m.spellings), None)
        if not term.is_known and shown:
            better = better.replace(term.typed, shown.lower())
    return better if better != text else None
