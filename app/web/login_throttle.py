"""Slows down who guesses passwords: after some failures, tries are refused for a while."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

MOST_FAILURES = 8
# Hashing a password takes 64 MB and a fifth of a second: more at once would stall the site for its readers.
HASHES_AT_ONCE = 2
LONGEST_WAIT_SECONDS = 2.0
WINDOW_SECONDS = 900.0
KEPT_KEYS = 10_000


class LoginThrottle:
    """Counts failures in memory; one process serves the studio, and a restart forgives."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()
        self._hashing = BoundedSemaphore(HASHES_AT_ONCE)

    @contextmanager
    def a_try(self, *keys: str) -> Iterator[bool]:
        """Give whether a password may be tried now.

        The try counts as a failure from its beginning, so that many at once count like many in a row.
        """
        is_admitted = self._count(*keys) and self._hashing.acquire(timeout=LONGEST_WAIT_SECONDS)
        try:
            yield is_admitted
        finally:
            if is_admitted:
                self._hashing.release()

    def _count(self, *keys: str) -> bool:
        with self._lock:
            if any(len(self._recent(key)) >= MOST_FAILURES for key in keys):
                return False
            for key in keys:
                recent = self._recent(key)
                recent.append(self._clock())
                self._failures[key] = recent
                self._failures.move_to_end(key)
            while len(self._failures) > KEPT_KEYS:
                self._failures.popitem(last=False)
            return True

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
