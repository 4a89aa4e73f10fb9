"""Decides what an answer takes over from its question, and a follow-up question from the exchange before."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from transcription.theme_matching.cue_finder import CueFinder
from transcription.theme_matching.spoken_words import SpokenWord, spoken_words
from transcription.theme_matching.theme_match import ThemeMatch
from transcription.theme_matching.theme_vocabulary import LANGUAGES

# An inherited theme is worth less than a theme that is spoken of, and less still where the answer clearly
# speaks of something else.
_INHERITED = 0.7
_INHERITED_BESIDE_ANOTHER = 0.55
_INHERITED_AT_LEAST = 0.35
# A longer question brings its own subject.
_FOLLOW_UP_QUESTION_WORDS = 30
_SHARED_WORDS = 0.34


@dataclass(frozen=True, slots=True)
class Conduct:
    """Words of conversation in one language: what continues a subject and what leaves or never had one.

    Attributes
    ----------
    small_talk : CueFinder
        Greetings, thanks, weather, hockey, meals, sleep, technical checks.
    not_an_answer : CueFinder
        Requests to repeat.
    follow_up : CueFinder
        Words of any question (how much, when, why), which bring no subject of their own.
    """

    small_talk: CueFinder
    not_an_answer: CueFinder
    follow_up: CueFinder


@cache
def conduct(language: str) -> Conduct:
    """Give the words of conversation of a language."""
    source = files("transcription.theme_matching") / "vocabularies" / "conversation.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))[language]
    return Conduct(
        small_talk=CueFinder(table["small_talk"], language),
        not_an_answer=CueFinder(table["not_an_answer"], language),
        follow_up=CueFinder(table["follow_up"], language),
    )


def inherited(
    question: Sequence[ThemeMatch], answer: Sequence[ThemeMatch], answer_text: str, language: str | None
) -> tuple[ThemeMatch, ...]:
    """Give the themes of the question that the answer takes over, marked and with a lower score.

    A plain "yes" takes over the theme it says yes to; a greeting, thanks or a request to repeat does not.
    """
    if not answer_text.strip() or is_not_an_answer(answer_text, language):
        return ()
    own = {match.slug for match in answer}
    factor = _INHERITED_BESIDE_ANOTHER if own and own.isdisjoint(m.slug for m in question) else _INHERITED
    return tuple(
        replace(match, score=match.score * factor, is_inherited=True)
        for match in question
        if match.slug not in own and match.score * factor >= _INHERITED_AT_LEAST
    )


def follows_up(question_text: str, previous_text: str, language: str | None) -> bool:
    """Tell whether a question without a theme of its own goes on about what was said before.

    It does when it is not small talk and its words are those of any question, or are taken from before.
    """
    if not question_text.strip() or is_small_talk(question_text, language):
        return False
    codes = (language,) if language in LANGUAGES else LANGUAGES
    return any(_goes_on(question_text, previous_text, code) for code in codes)


def is_small_talk(text: str, language: str | None) -> bool:
    """Tell whether a text has words of greeting, weather, sport and the like."""
    codes = (language,) if language in LANGUAGES else LANGUAGES
    return any(conduct(code).small_talk.find(spoken_words(text, code)) for code in codes)


def is_not_an_answer(text: str, language: str | None) -> bool:
    """Tell whether a text only greets, thanks or asks to repeat: nothing else of weight is said in it."""
    codes = (language,) if language in LANGUAGES else LANGUAGES
    return any(_is_only(text, code) for code in codes)


def _is_only(text: str, language: str) -> bool:
    words = spoken_words(text, language)
    known = conduct(language)
    hits = (*known.small_talk.find(words), *known.not_an_answer.find(words))
    covered = {position for hit in hits for position in hit.positions}
    left = [i for i, word in enumerate(words) if not word.is_function_word and i not in covered]
    return bool(covered) and len(left) <= 2 * len(covered)


def _goes_on(question_text: str, previous_text: str, language: str) -> bool:
    words = spoken_words(question_text, language)
    if len(words) > _FOLLOW_UP_QUESTION_WORDS:
        return False
    generic = {p for hit in conduct(language).follow_up.find(words) for p in hit.positions}
    own = _content([word for place, word in enumerate(words) if place not in generic])
    if not own:
        return True
    before = {word.stem for word in _content(spoken_words(previous_text, language))}
    return sum(word.stem in before for word in own) / len(own) >= _SHARED_WORDS


def _content(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    return [word for word in words if not word.is_function_word]
