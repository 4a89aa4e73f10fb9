"""What a reader of the blind page holds instead of an address: a number that tells nothing."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from app.services.corrections.blind_listening import OfferedSpot

LASTS_SECONDS = 3600.0
MOST_HELD = 5000


class BlindTickets:
    """Holds the spots that were offered, in memory; a restart forgets them, and the page offers another."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._offered: OrderedDict[str, tuple[float, OfferedSpot]] = OrderedDict()
        self._lock = Lock()

    def issue(self, spot: OfferedSpot) -> str:
        """Return a new ticket for a spot; the oldest ones make room for it."""
        ticket = secrets.token_urlsafe(18)
        with self._lock:
            self._offered[ticket] = (self._clock(), spot)
            while len(self._offered) > MOST_HELD:
                self._offered.popitem(last=False)
        return ticket

    def find(self, ticket: str) -> OfferedSpot | None:
        """Return the spot of a ticket that still holds."""
        with self._lock:
            issued_at, spot = self._offered.get(ticket, (0.0, None))
        return spot if spot is not None and self._clock() - issued_at < LASTS_SECONDS else None

    def spend(self, ticket: str) -> OfferedSpot | None:
        """Return the spot of a ticket and take the ticket back: one answer each."""
        spot = self.find(ticket)
        with self._lock:
            return spot if self._offered.pop(ticket, None) is not None else None
