"""Remembers what people decided about passages, and moves the score of passages like them.

Each theme has a correction of its log-odds, a Gaussian process over texts whose mean is the machine's own
score: where nobody decided anything the machine stands, one decision moves only what is very like it and
never by much, and many decisions of one mind about like passages win.

References
----------
C. Rasmussen, C. Williams, Gaussian Processes for Machine Learning, 2006, section 3.4 (Laplace's method).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcription.theme_matching.spoken_words import spoken_words
from transcription.theme_matching.theme_vocabulary import LANGUAGES

# How far, in log-odds (standard deviation), the machine may be wrong about a kind of passage. With 2, one
# refusal does not untag even the same text where the machine was surer than 0.95.
_SPREAD = 2.0
# How fast a decision loses its hold: 1 on the same text, 0.2 at a cosine of 0.8, 0.02 at 0.5. Passages of one
# theme lie at 0.2 of each other, passages that say the same thing above 0.8.
_SHARPNESS = 8.0
# The newest decisions count; the rest have long been learned from by hand.
MOST_DECISIONS = 3000

Directions = Callable[[Sequence[str]], NDArray[np.float64]]
"""Gives the texts' vectors, shape (texts, n), rows of length 1 (or 0)."""


@dataclass(frozen=True, slots=True)
class DecidedText:
    """That a person said whether a text is about a theme.

    Attributes
    ----------
    slug : str
        The theme.
    text : str
        The words as they were when the person decided.
    language : str
        "fr" or "en"; anything else is matched in both.
    is_about : bool
        False for a refusal.
    """

    slug: str
    text: str
    language: str
    is_about: bool


class DecisionMemory:
    """The corrections learned from decisions.

    Parameters
    ----------
    decisions : sequence of DecidedText
        Oldest first.
    directions : Directions
        Of meaning where its model is installed, else `word_directions`.
    logits : callable
        Gives the machine's own log-odds of every theme for a text and its language.
    """

    def __init__(
        self,
        decisions: Sequence[DecidedText],
        directions: Directions,
        logits: Callable[[str, str], Mapping[str, float]],
    ) -> None:
        newest = decisions[-MOST_DECISIONS:]
        texts = list(dict.fromkeys(decision.text for decision in newest))
        self._vectors = directions(texts) if texts else np.zeros((0, 1))
        place = {text: number for number, text in enumerate(texts)}
        own = {(d.text, d.language): logits(d.text, d.language) for d in newest}
        self._pulls: dict[str, NDArray[np.float64]] = {}
        for slug in {decision.slug for decision in newest}:
            of_theme = [d for d in newest if d.slug == slug and slug in own[d.text, d.language]]
            if not of_theme:
                continue
            rows = np.array([place[d.text] for d in of_theme], dtype=int)
            machine = np.array([own[d.text, d.language][slug] for d in of_theme])
            found = np.array([d.is_about for d in of_theme], dtype=float)
            pull = np.zeros(len(texts))
            np.add.at(pull, rows, _pull(_kernel(self._vectors[rows], self._vectors[rows]), machine, found))
            self._pulls[slug] = pull

    def shifts(self, direction: NDArray[np.float64]) -> dict[str, float]:
        """Give what is to be added to the log-odds of each theme that was decided about."""
        if not self._pulls:
            return {}
        likeness = _kernel(direction[None, :], self._vectors)[0]
        return {slug: float(likeness @ pull) for slug, pull in self._pulls.items()}


def word_directions(texts: Sequence[str]) -> NDArray[np.float64]:
    """Give vectors by the words alone: texts that share no stem are at a right angle.

    Stems are hashed to 4,096 places, the same in every process.
    """
    vectors = np.zeros((len(texts), 4096))
    for row, text in enumerate(texts):
        stems = {word.stem for code in LANGUAGES for word in spoken_words(text, code) if _tells(word.stem)}
        for stem in stems:
            vectors[row, _place(stem)] = 1.0
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def _kernel(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    likeness = np.expm1(_SHARPNESS * (one @ other.T)) / math.expm1(_SHARPNESS)
    return np.asarray(_SPREAD**2 * likeness)


def _pull(
    kernel: NDArray[np.float64], machine: NDArray[np.float64], found: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Find the most likely correction at the decided texts; returns what each of them pulls with."""
    correction = np.zeros(len(machine))
    shares = _share(machine)
    for _ in range(50):
        weight = shares * (1 - shares)
        target = weight * correction + found - shares
        solved = np.linalg.solve(np.eye(len(machine)) + weight[:, None] * kernel, target)
        step = kernel @ solved - correction
        correction = correction + 0.7 * step
        shares = _share(machine + correction)
        if np.abs(step).max(initial=0.0) < 1e-6:
            break
    return found - shares


def _share(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))))


def _tells(stem: str) -> bool:
    return len(stem) > 3


def _place(stem: str) -> int:
    value = 0
    for character in stem:
        value = (value * 131 + ord(character)) % 4093
    return value
