"""Slows down who guesses passwords: after some failures, tries are refused for a while."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

MOST_FAILURES = 8
WINDOW_SECONDS = 900.0
KEPT_KEYS = 10_000


class LoginThrottle:
    """Counts failures in memory; one process serves the studio, and a restart forgives."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def is_closed(self, *keys: str) -> bool:
        """Tell whether any of the keys failed too often lately."""
        with self._lock:
            return any(len(self._recent(key)) >= MOST_FAILURES for key in keys)

    def note_failure(self, *keys: str) -> None:
        """Count a failure."""
        with self._lock:
            for key in keys:
                recent = self._recent(key)
                recent.append(self._clock())
                self._failures[key] = recent
                self._failures.move_to_end(key)
            while len(self._failures) > KEPT_KEYS:
                self._failures.popitem(last=False)

    def forgive(self, *keys: str) -> None:
        """Forget the failures of keys that came in."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        recent = self._failures.get(key, deque())
        while recent and recent[0] <= self._clock() - WINDOW_SECONDS:
            recent.popleft()
        return recent
