"""Lets a theme be told by words of a curator's glossary, also where they were misheard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transcription.theme_matching.spoken_words import spoken_words
from transcription.theme_matching.theme_vocabulary import LANGUAGES, ThemeVocabulary
from transcription.word_commonness import is_listed


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word that tells of a theme.

    Attributes
    ----------
    text : str
        As it is written.
    misheard : tuple of str
        What machines wrote in its place.
    language : str or None
        "fr" or "en"; None: the same in both.
    """

    text: str
    misheard: tuple[str, ...] = ()
    language: str | None = None


def with_glossary(theme: ThemeVocabulary, terms: Iterable[GlossaryTerm]) -> ThemeVocabulary:
    """Give a theme with further cues.

    A term is decisive, and so is what was misheard in its place, as it is written. A single word of the
    language, misheard, is a weak cue: elsewhere it means itself.
    """
    known = tuple(terms)
    cues = dict(theme.cues)
    for language in LANGUAGES:
        own = [term for term in known if term.language in (None, language)]
        if not own:
            continue
        before = theme.cues_in(language)
        sure, unsure = _sorted_by_weight(own, language)
        cues[language] = replace(before, decisive=(*before.decisive, *sure), weak=(*before.weak, *unsure))
    return replace(theme, cues=cues)


def _sorted_by_weight(terms: Sequence[GlossaryTerm], language: str) -> tuple[list[str], list[str]]:
    sure = [plain for term in terms for plain in _plain(term.text)]
    unsure: list[str] = []
    for form in (form for term in terms for form in term.misheard):
        is_word = len(spoken_words(form, language)) < 2 and is_listed(form, language)
        (unsure if is_word else sure).extend(f"={plain}" for plain in _plain(form))
    return sure, unsure


def _plain(text: str) -> Iterator[str]:
    """Give a text without the signs that mean something in a vocabulary, if there is any left."""
    if bare := text.strip("=* "):
        yield bare
