"""Turns evidence, and nearness of meaning where it is known, into a score between 0 and 1.

Both scales are logistic (Platt scaling). The scale of words and meaning has coefficients common to all themes
and an offset for each, pulled towards nothing so that a theme with few passages is not fitted to them;
`calibration` fits it, docs/decisions/0003-themes.md says how well the scores agree with what was found.

References
----------
J. Platt, Probabilistic outputs for support vector machines, 1999.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_POINTS_AT_LEAST, _POINTS_AT_MOST = -2.0, 5.0
_POINTS_TOGETHER_AT_MOST = 2.0
_SLOPE = 1.6
_EVEN_POINTS = 1.75


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients of the scale of words and meaning.

    Attributes
    ----------
    offset : float
        Common to all themes.
    weights : tuple of float
        Of each feature, in the order of `features`.
    theme_offsets : mapping of str to float
        By slug; a theme that is not there has none.
    """

    offset: float
    weights: tuple[float, ...]
    theme_offsets: Mapping[str, float]


@cache
def shipped_calibration() -> Calibration:
    """Give the coefficients fitted on the shipped passages."""
    source = files("transcription.theme_matching") / "vocabularies" / "calibration.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return Calibration(table["offset"], tuple(table["weights"]), table["theme_offsets"])


def logit_of_words(points: float) -> float:
    """Give the log-odds by the evidence of words alone: 0 at 1.75 points."""
    return _SLOPE * (_held(points) - _EVEN_POINTS)


def features(points: float, nearness: float, nearest: float, total: float) -> tuple[float, ...]:
    """Give what the scale of words and meaning weighs.

    Parameters
    ----------
    points : float
        Sum of the weights of the words heard; may be negative.
    nearness, nearest : float
        Of this theme and of the nearest one, from `ThemeMeaning.read`: about 1 for an example, 0 for
        ordinary talk.
    total : float
        Sum of the nearness of all themes: whether the text bears any theme at all. It tells far better than
        the nearest theme alone, because an implicit passage often lies between several.

    Returns
    -------
    tuple of float
        Points; nearness; how much nearer the nearest theme is; points and nearness together; total; total
        and nearness together.
    """
    held = _held(points)
    together = _share(nearness) * min(_POINTS_TOGETHER_AT_MOST, max(0.0, held))
    return (held, nearness, nearest - nearness, together, total, _share(total) * nearness)


def logit_of_words_and_meaning(slug: str, found: tuple[float, ...], calibration: Calibration) -> float:
    """Give the log-odds that a text with these features bears the theme."""
    weighed = sum(weight * value for weight, value in zip(calibration.weights, found, strict=True))
    return calibration.offset + calibration.theme_offsets.get(slug, 0.0) + weighed


def score(logit: float) -> float:
    """Turn log-odds into a share in 0..1."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))


def _held(points: float) -> float:
    return max(_POINTS_AT_LEAST, min(_POINTS_AT_MOST, points))


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
