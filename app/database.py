"""The engine, the sessions, and the one commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_MILLISECONDS = 15_000
WRITING = {"franquette_writing": True}


def open_engine(database_url: str) -> Engine:
    """Open an engine; for SQLite with WAL, foreign keys and a busy timeout."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late for reads to be repeatable; `_begin_sqlite` sends ours.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # Else INSERT OR REPLACE takes a row away without asking the triggers that keep tables append-only.
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: upgrading a read lock later can fail whatever the busy timeout.
    is_writing = connection.get_execution_options().get("franquette_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


class Database:
    """Gives sessions; each writing session is one transaction, committed here and nowhere else."""

    def __init__(self, database_url: str) -> None:
        self.engine = open_engine(database_url)
        # SQLite lets whoever asks at the right moment write next, and a busy archive may starve one for long:
        # the writers of one process wait in line instead.
        self._turn: AbstractContextManager[object] = (
            RLock() if self.engine.dialect.name == "sqlite" else nullcontext()
        )
        self._reading = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)
        self._writing = sessionmaker(self.engine.execution_options(**WRITING), expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session whose changes are never kept."""
        with self._reading() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session, commit at its end, roll back on any error."""
        with self._turn, self._writing.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
