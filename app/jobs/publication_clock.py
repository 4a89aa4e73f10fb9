"""Keeps the publications that were set for a moment, while the site runs."""

from __future__ import annotations

import threading

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.archive import Archive
from app.models.base import now
from app.services.publishing.publication_planning import publish_due

SECONDS_BETWEEN_LOOKS = 5.0

log = structlog.get_logger()


class PublicationClock:
    """Looks every few seconds, from `start` to `stop`; several processes may look at once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look, name="publication clock", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            try:
                count = publish_due(self._archive.database, self._archive.index, now())
            except SQLAlchemyError as error:
                # A database that can't answer now is asked again; the plan stays due.
                log.error("publication clock stumbled", reason=str(error))
                continue
            if count:
                log.info("publication kept", interviews=count)
