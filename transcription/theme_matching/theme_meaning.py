"""Tells how near the meaning of a text is to the examples of each theme."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from transcription.theme_matching.sentence_vectors import SentenceVectors
from transcription.theme_matching.theme_vocabulary import ThemeVocabulary

# Ridge of the regression; 0.3 and 3 gave nearly the same (docs/decisions/0003-themes.md).
_RIDGE = 1.0


class ThemeMeaning:
    """A linear reading of sentence vectors, fitted on the examples of the themes.

    Each theme's examples are set against those of the other themes and against ordinary talk by ridge
    regression, in closed form: 12 themes are fitted in some 20 ms once the vectors are there, so a theme
    that a curator adds needs no training run.

    Parameters
    ----------
    themes : sequence of ThemeVocabulary
        A theme without examples is read from its descriptions and labels.
    vectors : SentenceVectors
        Gives the vectors of the examples and of the texts.
    """

    def __init__(self, themes: Sequence[ThemeVocabulary], vectors: SentenceVectors) -> None:
        self._vectors = vectors
        self._slugs = tuple(theme.slug for theme in themes)
        texts: list[str] = []
        owners: list[int] = []
        for place, theme in enumerate(themes):
            own = _examples(theme)
            texts += own
            owners += [place] * len(own)
        texts += ordinary_talk()
        owners += [-1] * (len(texts) - len(owners))
        points = vectors(texts).astype(np.float64)
        targets = (np.array(owners)[:, None] == np.arange(len(themes))[None, :]).astype(np.float64)
        self._centre = points.mean(axis=0)
        self._base = targets.mean(axis=0)
        centred = points - self._centre
        gram = centred.T @ centred + _RIDGE * np.eye(centred.shape[1])
        self._weights: NDArray[np.float64] = np.linalg.solve(gram, centred.T @ (targets - self._base))

    def nearness(self, text: str) -> dict[str, float]:
        """Give the nearness of a text to each theme: near 1 for an example, near 0 for ordinary talk."""
        vector = self._vectors([text])[0].astype(np.float64)
        values = (vector - self._centre) @ self._weights + self._base
        return {slug: float(value) for slug, value in zip(self._slugs, values, strict=True)}


@cache
def ordinary_talk() -> tuple[str, ...]:
    """Give sentences that bear no theme, the background of every theme."""
    source = files("transcription.theme_matching") / "vocabularies" / "ordinary_talk.toml"
    examples = tomllib.loads(source.read_text(encoding="utf-8"))["examples"]
    return tuple(text for texts in examples.values() for text in texts)


def _examples(theme: ThemeVocabulary) -> list[str]:
    given = [text for texts in theme.examples.values() for text in texts]
    named = [*theme.descriptions.values()]
    return [*given, *named] if given else [*named, *theme.labels.values()]
