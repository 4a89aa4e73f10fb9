"""Tells how near the meaning of a text is to the examples of each theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.theme_matching.labelled_passages import LabelledPassage, shipped_passages
from transcription.theme_matching.ordinary_talk import ordinary_talk
from transcription.theme_matching.sentence_vectors import SentenceVectors
from transcription.theme_matching.theme_vocabulary import ThemeVocabulary

# Found by cross-validation over the shipped passages; neighbours gave the same within 0.01 of F1
# (docs/decisions/0003-themes.md).
_RIDGE = 0.3
_SHARPNESS = 2.0
# A theme with few examples is read too far away from everything: its nearness is stretched by how far, on
# average, a theme with as many examples as the shipped ones is nearer.
_FULL_EXAMPLES = 44
_STRETCH_POWER = 0.55


@dataclass(frozen=True, slots=True)
class MeaningReading:
    """How a text was read.

    Attributes
    ----------
    nearness : mapping of str to float
        By slug: near 1 for an example of the theme, near 0 for ordinary talk.
    direction : ndarray of float64, shape (384,)
        The text's vector as it is compared: centred, of length 1.
    """

    nearness: Mapping[str, float]
    direction: NDArray[np.float64]

    @property
    def total(self) -> float:
        """Near 1 when the text bears any theme at all, near 0 for ordinary talk."""
        return sum(self.nearness.values())


class ThemeMeaning:
    """Kernel ridge regression on sentence vectors, fitted on the examples of the themes.

    Each theme's examples are set against those of the other themes and against ordinary talk, in closed form:
    800 examples are fitted in some 50 ms once the vectors are there, so a theme that a curator adds needs no
    training run.

    Parameters
    ----------
    themes : sequence of ThemeVocabulary
        A theme without examples is read from its descriptions and labels.
    vectors : SentenceVectors
        Gives the vectors of the examples and of the texts.
    passages : iterable of LabelledPassage, optional
        Further examples; by default the shipped ones. Themes not among `themes` are ignored.

    References
    ----------
    C. Saunders, A. Gammerman, V. Vovk, Ridge regression learning algorithm in dual variables, 1998.
    """

    def __init__(
        self,
        themes: Sequence[ThemeVocabulary],
        vectors: SentenceVectors,
        passages: Iterable[LabelledPassage] | None = None,
    ) -> None:
        self._vectors = vectors
        self._slugs = tuple(theme.slug for theme in themes)
        self._texts, targets, self._is_quotable = _examples(
            themes, shipped_passages() if passages is None else passages
        )
        points = vectors(self._texts).astype(np.float64)
        self._centre = points.mean(axis=0)
        self._points = _unit(points - self._centre)
        self._base = targets.mean(axis=0)
        self._targets = targets
        kernel = _likeness(self._points, self._points) + _RIDGE * np.eye(len(points))
        self._weights: NDArray[np.float64] = np.linalg.solve(kernel, targets - self._base)
        self._stretch = np.maximum(
            1.0, (_FULL_EXAMPLES / np.maximum(1.0, targets.sum(axis=0))) ** _STRETCH_POWER
        )

    def read(self, text: str) -> MeaningReading:
        """Read a text: its nearness to each theme, and its direction."""
        direction = self.directions([text])[0]
        values = _likeness(direction[None, :], self._points)[0] @ self._weights + self._base
        stretched = values * self._stretch
        return MeaningReading(dict(zip(self._slugs, stretched.tolist(), strict=True)), direction)

    def directions(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Give the vectors of texts as they are compared: shape (texts, 384), centred, rows of length 1."""
        return _unit(self._vectors(list(texts)).astype(np.float64) - self._centre)

    def nearest_example(self, reading: MeaningReading, slug: str) -> str:
        """Give the example of a theme that a text is nearest to; empty where the theme has none."""
        own = np.flatnonzero((self._targets[:, self._slugs.index(slug)] > 0) & self._is_quotable)
        if not len(own):
            return ""
        return self._texts[int(own[np.argmax(self._points[own] @ reading.direction)])]


def _examples(
    themes: Sequence[ThemeVocabulary], passages: Iterable[LabelledPassage]
) -> tuple[list[str], NDArray[np.float64], NDArray[np.bool_]]:
    """Give the texts, which theme each bears, shape (texts, themes), and which may be shown as an example."""
    rows: list[tuple[str, frozenset[str], bool]] = []
    for theme in themes:
        own = frozenset({theme.slug})
        given = [text for texts in theme.examples.values() for text in texts]
        named = [text for text in theme.descriptions.values() if text]
        rows += [(text, own, True) for text in given]
        rows += [(text, own, False) for text in named]
        if not given:
            rows += [(text, own, False) for text in theme.labels.values()]
    rows += [(text, frozenset(), False) for text in ordinary_talk()]
    rows += [(passage.text, passage.themes, True) for passage in passages]
    targets = np.array([[theme.slug in bears for theme in themes] for _, bears, _ in rows], dtype=np.float64)
    quotable = np.array([is_quotable for *_, is_quotable in rows])
    return [text for text, *_ in rows], targets.reshape(len(rows), len(themes)), quotable


def _likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.exp(_SHARPNESS * (one @ other.T - 1.0)))


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
