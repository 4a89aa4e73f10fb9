"""Keeps the frames and feeds answered last: one that ten thousand read at once is made once."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

KEPT_ANSWERS = 256
# What people decide shows at once (see `find`); what the machine finishes meanwhile, after this.
KEPT_SECONDS = 20
# What is withdrawn shows nowhere any more a minute later, whatever stands between us and who reads.
CACHE = f"public, max-age={60 - KEPT_SECONDS}"


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page, the latest act in the archive when it was made, and when that was, by the shelf's clock."""

    body: str
    act: int
    made_at: float


class AnswerShelf:
    """A bounded number of pages by their address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, address: str, act: int) -> str | None:
        """Return the page kept of an address; None when there is none, or something was done since."""
        with self._lock:
            kept = self._kept.get(address)
            if kept is None or kept.act != act or self._clock() - kept.made_at >= KEPT_SECONDS:
                return None
            self._kept.move_to_end(address)
            return kept.body

    def keep(self, address: str, act: int, body: str) -> None:
        """Keep a page that was made after that act; the one not asked for longest makes room."""
        with self._lock:
            self._kept[address] = _Kept(body, act, self._clock())
            self._kept.move_to_end(address)
            while len(self._kept) > KEPT_ANSWERS:
                self._kept.popitem(last=False)
