"""Guards the hashing of passwords: who guesses has to wait, and never are many hashed at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore

from app.database import Database
from app.models.base import now
from app.services.accounts.login_tries import Knock, count_try

# Hashing a password takes 64 MB and a fifth of a second: more at once would stall the site for its readers.
HASHES_AT_ONCE = 2
# One place stays free for devices already known, however many strangers are guessing.
HASHES_OF_STRANGERS = 1
LONGEST_WAIT_SECONDS = 2.0
BUSY = timedelta(minutes=1)


class LoginThrottle:
    """Admits tries: the counts are in the database for all processes, the places for hashing in this one."""

    def __init__(self, database: Database, signing_key: str) -> None:
        self._database = database
        self._signing_key = signing_key
        self._hashing = BoundedSemaphore(HASHES_AT_ONCE)
        self._strangers = BoundedSemaphore(HASHES_OF_STRANGERS)

    @contextmanager
    def a_try(self, knock: Knock) -> Iterator[timedelta]:
        """Count a try and keep its place while it lasts; gives how long to wait, zero for not at all."""
        with self._database.write() as session:
            wait = count_try(session, self._signing_key, knock, now())
        if wait:
            yield wait
            return
        with self._place(is_known=knock.device is not None) as has_place:
            yield timedelta(0) if has_place else BUSY

    @contextmanager
    def _place(self, *, is_known: bool) -> Iterator[bool]:
        held = []
        try:
            for one in (self._hashing,) if is_known else (self._strangers, self._hashing):
                if not one.acquire(timeout=LONGEST_WAIT_SECONDS):
                    break
                held.append(one)
            yield len(held) == (1 if is_known else 2)
        finally:
            for one in held:
                one.release()
