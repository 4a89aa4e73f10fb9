"""Finds the themes of passages: from their own words, then from the exchange they stand in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby

from app.models import Passage
from app.services.theming.theme_knowledge import ThemeKnowledge
from transcription.part_memory import NoMemory, PartMemory
from transcription.theme_matching import ExchangeThemes, ThemeMatch, ThemeMatcher

PassageMatches = Mapping[str, Sequence[ThemeMatch]]
"""The matches of each passage, by its id."""
# Some seconds of work: what a worker that dies takes with it.
_KEPT_TOGETHER = 100


def match_passages(
    knowledge: ThemeKnowledge,
    passages: Sequence[Passage],
    progress: Callable[[float], None] | None = None,
    memory: PartMemory | None = None,
    only: Collection[str] | None = None,
) -> PassageMatches:
    """Return the matches of each passage: its own words, then what its exchange adds.

    Parameters
    ----------
    passages : sequence of Passage
        Of one recording, in order.
    progress : callable, optional
        Gets the share done, in 0..1.
    memory : PartMemory, optional
        Keeps what is found in the passages' own words, a hundred at a time.
    only : collection of str, optional
        Ids. The other passages lend their exchange's context, and nothing is found for themselves.
    """
    spoken = [passage for passage in passages if passage.text]
    asked = [passage for passage in spoken if only is None or passage.id in only]
    found: dict[str, list[ThemeMatch]] = {passage.id: [] for passage in spoken}
    for first in range(0, len(asked), _KEPT_TOGETHER):
        part = asked[first : first + _KEPT_TOGETHER]
        for passage, matches in zip(part, _own_matches(knowledge, part, memory or NoMemory()), strict=True):
            found[passage.id] = matches
        if progress is not None:
            progress((first + len(part)) / len(asked))
    _add_from_exchanges(knowledge.matcher(), spoken, found)
    return found


def _own_matches(
    knowledge: ThemeKnowledge, passages: Sequence[Passage], memory: PartMemory
) -> list[list[ThemeMatch]]:
    texts = [(passage.text, passage.language) for passage in passages]
    name = hashlib.sha256(f"{knowledge.key} {texts}".encode()).hexdigest()[:16]
    kept = memory.recall(name)
    if kept is not None:
        return [
            [ThemeMatch(**{**match, "evidence": tuple(match["evidence"])}) for match in one] for one in kept
        ]
    matcher = knowledge.matcher()
    matched = [list(matcher.match(text, language)) for text, language in texts]
    memory.keep(name, [[asdict(match) for match in one] for one in matched])
    return matched


def _add_from_exchanges(
    matcher: ThemeMatcher, passages: Sequence[Passage], found: dict[str, list[ThemeMatch]]
) -> None:
    before: ExchangeThemes | None = None
    before_text = ""
    for exchange_id, group in groupby(passages, key=lambda passage: passage.exchange_id):
        if exchange_id is None:
            continue
        exchange = list(group)
        questions = [passage for passage in exchange if passage.turn.speaker_role == "interviewer"]
        answers = [passage for passage in exchange if passage.turn.speaker_role == "leader"]
        before = matcher.match_exchange(
            _text(questions), _text(answers), exchange[0].language, before=before, before_text=before_text
        )
        before_text = _text(exchange)
        _add(found, questions, before.question)
        _add(found, answers, (*before.answer, *before.inherited))


def _add(
    found: dict[str, list[ThemeMatch]], passages: Sequence[Passage], matches: Iterable[ThemeMatch]
) -> None:
    """Give what a whole question or answer is about to those of its passages that do not say it themselves.

    A passage that does not name the theme has it from the passages around it: marked inherited.
    """
    for match in matches:
        for passage in passages:
            if all(own.slug != match.slug for own in found[passage.id]):
                found[passage.id].append(replace(match, is_inherited=True))


def _text(passages: Iterable[Passage]) -> str:
    return " ".join(passage.text for passage in passages)
