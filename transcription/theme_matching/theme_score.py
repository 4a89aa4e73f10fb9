"""Turns evidence, and nearness of meaning where it is known, into a score between 0 and 1.

Both scales are logistic (Platt scaling) with the same coefficients for every theme, fitted on labelled
passages; docs/decisions/0003-themes.md says on which and how well the scores agree with what was found.

References
----------
J. Platt, Probabilistic outputs for support vector machines, 1999.
"""

from __future__ import annotations

import math

_POINTS_AT_LEAST, _POINTS_AT_MOST = -2.0, 5.0
_SLOPE = 1.6
_EVEN_POINTS = 1.75

_PER_POINT = 1.18
_PER_NEARNESS = 9.37
_PER_BEHIND = -7.40
_PER_POINT_AND_NEARNESS = 6.50
_POINTS_TOGETHER_AT_MOST = 2.0
_OFFSET = -4.66


def score_of_words(points: float) -> float:
    """Score the evidence of words alone.

    Parameters
    ----------
    points : float
        Sum of the weights of the words heard; may be negative.

    Returns
    -------
    float
        In 0..1; 0.5 at 1.75 points.
    """
    return _logistic(_SLOPE * (_held(points) - _EVEN_POINTS))


def score_of_words_and_meaning(points: float, nearness: float, behind: float) -> float:
    """Score the evidence of words together with the nearness of meaning.

    Parameters
    ----------
    points : float
        Sum of the weights of the words heard; may be negative.
    nearness : float
        From `ThemeMeaning.nearness`: about 1 for an example of the theme, about 0 for ordinary talk.
    behind : float
        How much nearer the nearest theme is, >= 0.

    Returns
    -------
    float
        In 0..1. Words that mean nothing near the theme count less than words that do.
    """
    held = _held(points)
    together = min(1.0, max(0.0, nearness)) * min(_POINTS_TOGETHER_AT_MOST, max(0.0, held))
    return _logistic(
        _OFFSET
        + _PER_POINT * held
        + _PER_NEARNESS * nearness
        + _PER_BEHIND * behind
        + _PER_POINT_AND_NEARNESS * together
    )


def _held(points: float) -> float:
    return max(_POINTS_AT_LEAST, min(_POINTS_AT_MOST, points))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, value))))
