"""Draws the words of a theme that a curator adds from its names, its description and its examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.labelled_passages import shipped_passages
from transcription.theme_matching.ordinary_talk import ordinary_talk
from transcription.theme_matching.spoken_words import spoken_words
from transcription.theme_matching.theme_vocabulary import LANGUAGES, Combination, ThemeCues, ThemeVocabulary

_LEAST_LETTERS = 5
# In some 800 sentences of the background: a word said in more of them tells nothing, and one said in fewer
# can be a key to the theme.
_TELLING_AT_MOST = 12
_KEY_AT_MOST = 6
# A key and another drawn word make a tag, just.
_TOGETHER = 1.9


def with_drawn_cues(theme: ThemeVocabulary, background: Iterable[str] | None = None) -> ThemeVocabulary:
    """Give the theme with words of its own in each language where it has none.

    Its label is decisive. Words of its names, description and examples are weak, unless they are said of
    anything; rare ones that its names or description hold, or that come back, make a tag together with
    another.

    Parameters
    ----------
    theme : ThemeVocabulary
        As a curator wrote it.
    background : iterable of str, optional
        Texts about other things, to know which words are rare; by default all that is shipped.
    """
    texts = tuple(background) if background is not None else _shipped_texts()
    cues: Mapping[str, ThemeCues] = {
        code: theme.cues[code] if code in theme.cues else _drawn(theme, code, _spread(texts, code))
        for code in LANGUAGES
    }
    return ThemeVocabulary(theme.slug, theme.labels, theme.descriptions, cues, theme.examples)


def _drawn(theme: ThemeVocabulary, language: str, spread: Mapping[str, int]) -> ThemeCues:
    label = theme.labels.get(language, "")
    naming = (label, theme.descriptions.get(language, ""))
    said: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in (*naming, *theme.examples.get(language, ())):
        words = _telling_words(text, language)
        said.update(words.keys())
        written.update(words)
    named = {stem for text in naming for stem in _telling_words(text, language)}
    telling = {stem for stem in said if spread.get(stem, 0) <= _TELLING_AT_MOST}
    keys = {s for s in telling if spread.get(s, 0) <= _KEY_AT_MOST and (said[s] > 1 or s in named)}
    weak = tuple(sorted(written[stem] for stem in telling))
    together = (
        (Combination((tuple(sorted(written[stem] for stem in keys)), weak), _TOGETHER),) if keys else ()
    )
    return ThemeCues(decisive=(label,) if label else (), weak=weak, combinations=together)


def _telling_words(text: str, language: str) -> dict[str, str]:
    """Give the longer words of a text by their stems."""
    return {
        word.stem: word.text
        for word in spoken_words(text, language)
        if not word.is_function_word and len(word.text) >= _LEAST_LETTERS
    }


@cache
def _spread(texts: tuple[str, ...], language: str) -> Mapping[str, int]:
    """Tell in how many of the texts each stem is said."""
    return Counter(stem for text in texts for stem in _telling_words(text, language))


@cache
def _shipped_texts() -> tuple[str, ...]:
    examples = (text for theme in default_vocabularies() for own in theme.examples.values() for text in own)
    return (*examples, *(passage.text for passage in shipped_passages()), *ordinary_talk())
