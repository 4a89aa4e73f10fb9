"""Notes which sites show which clips: once a day each, after the answer has left, never under a flood."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime
from threading import Lock

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.database import Database
from app.models.base import now
from app.services.clips.clip_counting import note_site
from app.services.showing.wording import PLACE

KEPT_NOTES = 20_000
# What comes faster than this is no reader, and is forgotten: the next one to come is noted.
NOTES_A_MINUTE = 60
_MINUTE_SECONDS = 60.0


class EmbedNoting:
    """Remembers what was noted today, so that a page read ten thousand times is written once."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.monotonic,
        instant: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._clock = clock
        self._instant = instant
        self._noted: OrderedDict[tuple[str, str], date] = OrderedDict()
        self._minute_began = clock()
        self._notes_this_minute = 0
        # One note at a time: whoever finds another one being written leaves, and holds no thread.
        self._turn = Lock()

    def note(self, clip_id: str, host: str) -> None:
        """Note a site that shows a clip; what can't be written now is left to a later reader."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            today = self._instant().astimezone(PLACE).date()
            if self._noted.get((clip_id, host)) != today and self._has_room():
                self._write(clip_id, host, today)
        finally:
            self._turn.release()

    def _has_room(self) -> bool:
        if self._clock() - self._minute_began >= _MINUTE_SECONDS:
            self._minute_began, self._notes_this_minute = self._clock(), 0
        self._notes_this_minute += 1
        return self._notes_this_minute <= NOTES_A_MINUTE

    def _write(self, clip_id: str, host: str, today: date) -> None:
        try:
            with self._database.write() as session:
                note_site(session, clip_id, host, today)
        except SQLAlchemyError as error:
            structlog.get_logger().warning("embed.not_noted", clip=clip_id, reason=str(error))
            return
        self._noted[clip_id, host] = today
        while len(self._noted) > KEPT_NOTES:
            self._noted.popitem(last=False)
