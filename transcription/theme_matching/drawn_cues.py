"""Draws the words of a theme that a curator adds from its names, its description and its examples."""

from __future__ import annotations

from collections.abc import Mapping

from transcription.theme_matching.spoken_words import spoken_words
from transcription.theme_matching.theme_vocabulary import LANGUAGES, ThemeCues, ThemeVocabulary

_LEAST_LETTERS = 5


def with_drawn_cues(theme: ThemeVocabulary) -> ThemeVocabulary:
    """Give the theme with words of its own in each language where it has none.

    Its label is decisive. The longer words of its names, description and examples are weak: they support its
    meaning and never make a tag alone.
    """
    cues: Mapping[str, ThemeCues] = {
        code: theme.cues[code] if code in theme.cues else _drawn(theme, code) for code in LANGUAGES
    }
    return ThemeVocabulary(theme.slug, theme.labels, theme.descriptions, cues, theme.examples)


def _drawn(theme: ThemeVocabulary, language: str) -> ThemeCues:
    label = theme.labels.get(language, "")
    texts = [theme.descriptions.get(language, ""), *theme.examples.get(language, ())]
    weak = {word for text in (label, *texts) for word in _telling_words(text, language)}
    return ThemeCues(decisive=(label,) if label else (), weak=tuple(sorted(weak)))


def _telling_words(text: str, language: str) -> set[str]:
    return {
        word.text
        for word in spoken_words(text, language)
        if not word.is_function_word and len(word.text) >= _LEAST_LETTERS
    }
