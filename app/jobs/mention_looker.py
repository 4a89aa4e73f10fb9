"""Looks at who says that they cite us, while the site runs, and never on a reader's time."""

from __future__ import annotations

import threading
import time
from importlib.metadata import PackageNotFoundError, version

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.archive import Archive
from app.domain.mention_target import is_own_host
from app.models.base import now
from app.services.mentions.mention_looking import forget_failed, look_at_next
from app.services.mentions.mention_visit import PageVisitor

SECONDS_BETWEEN_LOOKS = 5.0
SECONDS_BETWEEN_FORGETTING = 3600.0
AT_ONCE = 2
# A look may last ten seconds; who stops the site does not wait for it, the row is taken up again later.
SECONDS_TO_STOP = 1.0

log = structlog.get_logger()


class MentionLooker:
    """Two threads that look every few seconds, from `start` to `stop`; several processes may look at once."""

    def __init__(self, archive: Archive, visitor: PageVisitor | None = None) -> None:
        self._archive = archive
        self._visitor = visitor or careful_visitor(archive.settings.public_url)
        self._stopping = threading.Event()
        self._forgetting = threading.Lock()
        self._forget_at = time.monotonic()
        self._threads = [
            threading.Thread(target=self._look, name=f"mention looker {number}", daemon=True)
            for number in range(1, AT_ONCE + 1)
        ]

    def start(self) -> None:
        """Begin to look."""
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        for one in self._threads:
            one.join(SECONDS_TO_STOP)

    def _look(self) -> None:
        was_any = False
        while not self._stopping.wait(0.0 if was_any else SECONDS_BETWEEN_LOOKS):
            try:
                self._forget()
                was_any = look_at_next(
                    self._archive.database, self._visitor, self._archive.settings.public_url
                )
            except SQLAlchemyError as error:
                # A database that can't answer now is asked again; the row stays due.
                log.error("mention looker stumbled", reason=str(error))
                was_any = False
            except Exception as error:
                # One page must not end the looks at all others.
                log.error("mention looker crashed", exc_info=error)
                was_any = False

    def _forget(self) -> None:
        """Forget old failures, once in a while and in one of the threads."""
        with self._forgetting:
            if time.monotonic() < self._forget_at:
                return
            self._forget_at = time.monotonic() + SECONDS_BETWEEN_FORGETTING
        with self._archive.database.write() as session:
            forget_failed(session, now())


def careful_visitor(public_url: str) -> PageVisitor:
    """Return the visitor of pages elsewhere, who says where it comes from."""
    try:
        own_version = version("franquette")
    except PackageNotFoundError:
        own_version = "0"
    user_agent = f"Franquette/{own_version} (+{public_url}; Webmention, Pingback)"
    return PageVisitor(user_agent, lambda host: is_own_host(host, public_url))
