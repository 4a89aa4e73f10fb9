"""How often something may be tried: some times at once, then at an even pace. Never shut for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class TryLimit:
    """So many tries in a while. The count is one instant: when the tries made so far are forgotten.

    Attributes
    ----------
    most : int
        Tries admitted at once, at least 1.
    within : timedelta
        Time after which `most` tries are forgotten; each one takes its share of it.

    References
    ----------
    ITU-T I.371 (2004), annex A: generic cell rate algorithm, virtual scheduling.
    """

    most: int
    within: timedelta

    @property
    def each(self) -> timedelta:
        """Return how long one try is remembered."""
        return self.within / self.most

    def wait(self, forgotten_at: datetime, at: datetime) -> timedelta:
        """Return how long to wait before the next try; zero when it may be made at once."""
        remembered = max(forgotten_at - at, timedelta(0))
        return max(remembered + self.each - self.within, timedelta(0))

    def after_try(self, forgotten_at: datetime, at: datetime) -> datetime:
        """Return when all tries are forgotten, with one more made now."""
        return max(forgotten_at, at) + self.each
