"""Keeps floods out and tells readers apart for a day, without keeping anybody's address.

Addresses are only ever known here as a keyed hash; the key is made anew each day, lives in memory alone, and
with it goes every way back.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from app.domain.network_address import counted_address

DAY_SECONDS = 86_400.0
KEPT_KEYS = 20_000
_EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many times within a window one address may act, and all addresses together."""

    of_one: int
    of_all: int
    window_seconds: float = 600.0


LIMITS: Mapping[str, Limit] = {
    "propose": Limit(of_one=10, of_all=200),
    "listen": Limit(of_one=90, of_all=1200),
    # What one blogger takes along in a sitting, at some seconds of work each.
    "clip_file": Limit(of_one=20, of_all=200),
    # Three clips in both shapes: less than a third of the videos that may wait, a minute of work each.
    "clip_video": Limit(of_one=6, of_all=60),
    "answer": Limit(of_one=60, of_all=600),
    # One address may send for all the blogs of a host; each makes us visit a page.
    "mention": Limit(of_one=20, of_all=300),
    "clip": Limit(of_one=20, of_all=300),
}


class ReaderGate:
    """Counts acts in memory; one process serves the forms, and a restart forgets."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, limits: Mapping[str, Limit] = LIMITS
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._acts: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()
        self._salt = secrets.token_bytes(32)
        self._salted_at = clock()

    def admits(self, address: str, act: str) -> bool:
        """Count an act and tell whether it may be done; a refused one does not count."""
        limit = self._limits[act]
        own, everybody = f"{act} {self.mark(address, act)}", f"{act} {_EVERYBODY}"
        with self._lock:
            counted = {
                own: (self._recent(own, limit), limit.of_one),
                everybody: (self._recent(everybody, limit), limit.of_all),
            }
            if any(len(acts) >= most for acts, most in counted.values()):
                return False
            # The count of all is put last, so that a crowd of addresses never pushes it out.
            for key, (acts, _most) in counted.items():
                acts.append(self._clock())
                self._acts[key] = acts
                self._acts.move_to_end(key)
            while len(self._acts) > KEPT_KEYS:
                self._acts.popitem(last=False)
            return True

    def mark(self, address: str, about: str) -> str:
        """Return what tells this reader from others about one thing, today; about another it differs."""
        told = f"{counted_address(address)} {about}"
        return hmac.new(self._salt_of_today(), told.encode(), hashlib.sha256).hexdigest()[:32]

    def _salt_of_today(self) -> bytes:
        with self._lock:
            if self._clock() - self._salted_at >= DAY_SECONDS:
                self._salt, self._salted_at = secrets.token_bytes(32), self._clock()
            return self._salt

    def _recent(self, key: str, limit: Limit) -> deque[float]:
        recent = self._acts.get(key, deque())
        while recent and recent[0] <= self._clock() - limit.window_seconds:
            recent.popleft()
        return recent
