"""Time and memory that a piece of work takes, with the programs that it starts."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass

_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True, slots=True)
class WorkMoment:
    """A reading of the clock and of the processor's, in seconds; two of them give what lies between."""

    wall_seconds: float
    cpu_seconds: float

    def __sub__(self, earlier: WorkMoment) -> WorkMoment:
        return WorkMoment(self.wall_seconds - earlier.wall_seconds, self.cpu_seconds - earlier.cpu_seconds)


def read_clocks() -> WorkMoment:
    """Read both clocks; a child's processor time counts once the child has ended."""
    used = [resource.getrusage(who) for who in _WHO]
    return WorkMoment(time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used))


def peak_rss_mb() -> float:
    """Return the most memory, in MiB, that this process or the largest of its children ever held."""
    return max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
