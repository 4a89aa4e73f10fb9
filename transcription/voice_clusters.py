"""Finds how many voices speak in a recording, from the embeddings of its windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

import numpy as np
from numpy.typing import NDArray

# Two groups are one voice when their likeness, corrected for the scatter inside each, reaches this. Measured
# on the last merge inside one voice: 0.92 and more (human radio speech; synthetic voices in a bus, in a café
# and on a telephone). Between two voices: 0.55 to 0.81, of which two women on one telephone line gave 0.79.
SAME_VOICE_LIKENESS = 0.87
# Noise as loud as the speech makes voices alike: two women in a bus with 5 dB of noise added gave 0.85, with
# 0 dB 0.88, in gusts of wind 0.91. Splits found only at these levels need the talk itself to confirm them; it
# confirmed none of 80 recordings of one voice alone, not even at 0.95.
DOUBTFUL_LIKENESSES = (0.905, 0.93)
# Five windows a hop apart: about 3 s of speech. Less is a cough, a laugh, two people at once, or a passer-by.
SMALLEST_VOICE_WINDOWS = 5
# Cosine of two groups from which they may be one voice in changing wind; two people may reach it too.
PERHAPS_ONE_COSINE = 0.78
# Mean cosine between two windows of one voice; stands in where a group is too small to measure its own.
_USUAL_SCATTER = 0.78
_UNIT_WINDOWS = 4
# Merging takes the square of the number of units; long recordings get longer units instead.
_MOST_UNITS = 700


@dataclass(slots=True)
class _Groups:
    """Sums that give mean cosines between and inside groups without keeping the members."""

    sums: NDArray[np.float64]
    window_counts: NDArray[np.float64]
    unit_self_products: NDArray[np.float64]
    unit_count_squares: NDArray[np.float64]
    members: list[list[int]]

    def scatter(self, group: int) -> float:
        """Mean cosine between windows of different units of a group."""
        pairs = self.window_counts[group] ** 2 - self.unit_count_squares[group]
        if pairs <= 0:
            return _USUAL_SCATTER
        inside = self.sums[group] @ self.sums[group] - self.unit_self_products[group]
        return max(float(inside / pairs), 1e-6)

    def likeness(self, one: int, other: int) -> float:
        """Mean cosine between two groups, divided by the scatter inside them: near 1 for one voice."""
        between = self.sums[one] @ self.sums[other] / (self.window_counts[one] * self.window_counts[other])
        return float(between / np.sqrt(self.scatter(one) * self.scatter(other)))

    def merge(self, kept: int, gone: int) -> None:
        """Add one group to another."""
        for values in (self.sums, self.window_counts, self.unit_self_products, self.unit_count_squares):
            values[kept] += values[gone]
        self.members[kept] += self.members[gone]


def find_voices(
    embeddings: NDArray[np.float32],
    region_numbers: NDArray[np.int64],
    same_voice_likeness: float = SAME_VOICE_LIKENESS,
) -> tuple[NDArray[np.int64], ...]:
    """Group windows into voices; the number of voices is found, not given.

    Agglomerative clustering with average linkage over short runs of windows. It goes on past small odd
    groups, which are set aside, and ends when every two groups that are left are two voices.

    Parameters
    ----------
    embeddings : float32, shape (windows, 256)
        Rows of length 1, in order of time.
    region_numbers : int64, shape (windows,)
        Windows of one region that follow one another may be taken together.
    same_voice_likeness : float
        In 0..1; two groups less alike than this stay two voices.

    Returns
    -------
    tuple of int64 arrays
        The window numbers of each voice, in order of first appearance; windows set aside are in none.
        Empty when there is too little speech for any voice.
    """
    if len(embeddings) == 0:
        return ()
    groups, units = _first_groups(embeddings.astype(np.float64), region_numbers)
    left = _merge_groups(groups, same_voice_likeness)
    voices = [
        np.concatenate([np.arange(*units[unit], dtype=np.int64) for unit in sorted(groups.members[group])])
        for group in left
        if groups.window_counts[group] >= SMALLEST_VOICE_WINDOWS
    ]
    return tuple(sorted(voices, key=lambda windows: int(windows[0])))


def voices_alike(
    embeddings: NDArray[np.float32], groups: Sequence[NDArray[np.int64]]
) -> frozenset[frozenset[int]]:
    """Return the pairs of voices near enough that wind or another place may have parted one voice in two."""
    means = [embeddings[group].astype(np.float64).mean(axis=0) for group in groups]
    return frozenset(
        frozenset((one, other))
        for one, other in combinations(range(len(groups)), 2)
        if means[one] @ means[other]
        >= PERHAPS_ONE_COSINE * np.linalg.norm(means[one]) * np.linalg.norm(means[other])
    )


def _first_groups(
    embeddings: NDArray[np.float64], region_numbers: NDArray[np.int64]
) -> tuple[_Groups, list[tuple[int, int]]]:
    size = max(_UNIT_WINDOWS, ceil(len(embeddings) / _MOST_UNITS))
    changes = np.flatnonzero(np.diff(region_numbers)) + 1
    edges = [0, *changes.tolist(), len(embeddings)]
    units = [
        (start, min(start + size, edges[number + 1]))
        for number, first in enumerate(edges[:-1])
        for start in range(first, edges[number + 1], size)
    ]
    sums = np.array([embeddings[start:end].sum(axis=0) for start, end in units])
    counts = np.array([float(end - start) for start, end in units])
    squares = np.einsum("ij,ij->i", sums, sums)
    return _Groups(sums, counts, squares, counts**2, [[number] for number in range(len(units))]), units


class _Pairs:
    """The cosines between groups and, for each group, its nearest one.

    Mean cosines never grow beyond the larger of the two when groups merge, so a nearest one found earlier is
    never too low a bound: it is looked for anew only where it seems the best of all. So merging takes the
    square of the number of groups, not its cube.

    References
    ----------
    Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv 1109.2378, 2011.
    """

    def __init__(self, cosines: NDArray[np.float64]) -> None:
        np.fill_diagonal(cosines, -np.inf)
        self.cosines = cosines
        self._nearest = cosines.argmax(axis=1)
        self._best = cosines.max(axis=1)

    def most_alike(self) -> tuple[int, int] | None:
        """Return the two groups that are most alike; None when no pair is open any more."""
        while True:
            one = int(self._best.argmax())
            other = int(self._nearest[one])
            if not np.isfinite(self._best[one]):
                return None
            if self.cosines[one, other] == self._best[one]:
                return one, other
            self._look_anew(one)

    def change(self, group: int, cosines: NDArray[np.float64]) -> None:
        """Give a group other cosines; pairs that are closed stay closed."""
        is_open = np.isfinite(self.cosines[group])
        self.cosines[group, is_open] = self.cosines[is_open, group] = cosines[is_open]
        self._look_anew(group)
        is_nearer = self.cosines[:, group] > self._best
        self._nearest[is_nearer] = group
        self._best[is_nearer] = self.cosines[is_nearer, group]

    def close(self, one: int, other: int) -> None:
        """Never give this pair again."""
        self.cosines[one, other] = self.cosines[other, one] = -np.inf

    def take_out(self, group: int) -> None:
        """Never give this group again."""
        self.cosines[group, :] = self.cosines[:, group] = -np.inf
        self._best[group] = -np.inf

    def _look_anew(self, group: int) -> None:
        self._nearest[group] = self.cosines[group].argmax()
        self._best[group] = self.cosines[group, self._nearest[group]]


def _merge_groups(groups: _Groups, same_voice_likeness: float) -> list[int]:
    """Merge what is one voice; return the groups that are left."""
    means = groups.sums / groups.window_counts[:, None]
    pairs = _Pairs(means @ means.T)
    alive = np.ones(len(means), dtype=bool)
    while (pair := pairs.most_alike()) is not None:
        one, other = pair
        if groups.window_counts[one] < groups.window_counts[other]:
            one, other = other, one
        if groups.likeness(one, other) >= same_voice_likeness:
            groups.merge(one, other)
            alive[other] = False
            pairs.take_out(other)
            mean = groups.sums[one] / groups.window_counts[one]
            pairs.change(one, groups.sums @ mean / groups.window_counts)
        elif groups.window_counts[other] < SMALLEST_VOICE_WINDOWS:
            alive[other] = False
            pairs.take_out(other)
        else:
            pairs.close(one, other)
    return [int(group) for group in np.flatnonzero(alive)]
