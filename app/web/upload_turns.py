"""Lets one request at a time add to an upload, and takes over from a connection that has fallen silent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# A phone that leaves a tunnel comes back at once, while the server still waits on its old connection.
SILENT_SECONDS = 3.0
LONGEST_LEAVE_SECONDS = 5.0


class TurnTaken(Exception):
    """Another request is adding to this upload, and bytes are arriving there."""


@dataclass(slots=True)
class UploadTurn:
    """One request's turn. `must_stop` is set when another one takes over."""

    last_byte_at: float
    must_stop: asyncio.Event = field(default_factory=asyncio.Event)
    has_ended: asyncio.Event = field(default_factory=asyncio.Event)


class UploadTurns:
    """Whose turn it is, upload by upload, in this process; the lock on the part guards against others."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turns: dict[str, UploadTurn] = {}

    @asynccontextmanager
    async def take(self, upload_id: str) -> AsyncIterator[UploadTurn]:
        """Take the turn, from a silent holder if need be; raises TurnTaken."""
        holder = self._turns.get(upload_id)
        if holder is not None:
            if self._clock() - holder.last_byte_at < SILENT_SECONDS:
                raise TurnTaken(upload_id)
            holder.must_stop.set()
            try:
                await asyncio.wait_for(holder.has_ended.wait(), LONGEST_LEAVE_SECONDS)
            except TimeoutError as error:
                raise TurnTaken(upload_id) from error
        turn = UploadTurn(self._clock())
        if self._turns.setdefault(upload_id, turn) is not turn:
            raise TurnTaken(upload_id)
        try:
            yield turn
        finally:
            del self._turns[upload_id]
            turn.has_ended.set()

    def end_all(self) -> None:
        """Ask every holder to leave: the server is about to stop, and their senders will be back."""
        for turn in self._turns.values():
            turn.must_stop.set()

    def heard(self, turn: UploadTurn) -> None:
        """Note that bytes have arrived."""
        turn.last_byte_at = self._clock()
