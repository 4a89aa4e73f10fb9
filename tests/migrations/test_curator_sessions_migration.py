"""Going back before sessions were kept, and forth again, loses sessions and settings but no account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.database import Database
from app.models import AuditEntry, Curator
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.services.upkeep.schema_upgrade import alembic_configuration, upgrade_schema
from tests.database_under_test import empty_database_url


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with empty_database_url(tmp_path) as url:
        database = Database(url)
        upgrade_schema(database.engine)
        yield database
        database.close()


def move(database: Database, verb: str, revision: str) -> None:
    configuration = alembic_configuration()
    with database.engine.begin() as connection:
        configuration.attributes["connection"] = connection
        getattr(command, verb)(configuration, revision)


def test_down_and_up_again_keeps_accounts_and_the_audit(database: Database) -> None:
    with database.write() as session:
        curator = Curator(name="Camille", password_hash="no password", role="admin", language="en")
        session.add_all([curator, AuditEntry(actor="test", action="a.b", subject="x:y")])
        session.flush()
        open_curator_session(session, curator, Visitor("192.0.2.1", "a browser"), now())
    move(database, "downgrade", "20261122_passage_versions")
    tables = set(inspect(database.engine).get_table_names())
    assert not {"curator_sessions", "login_tries"} & tables
    assert "language" not in {one["name"] for one in inspect(database.engine).get_columns("curators")}
    move(database, "upgrade", "head")
    with database.engine.begin() as connection:
        row = connection.execute(text("SELECT name, role, language, password_expires_at FROM curators")).one()
        assert tuple(row) == ("Camille", "admin", "fr", None)
        assert connection.scalar(text("SELECT count(*) FROM audit_entries")) == 1
        assert connection.scalar(text("SELECT count(*) FROM curator_sessions")) == 0


def test_the_database_itself_knows_the_languages_of_the_studio(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Curator(name="Camille", password_hash="no password", language="de"))


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET at = at", "DELETE FROM audit_entries"])
def test_the_audit_still_only_grows_after_down_and_up(database: Database, statement: str) -> None:
    with database.write() as session:
        session.add(AuditEntry(actor="test", action="a.b", subject="x:y"))
    move(database, "downgrade", "20261122_passage_versions")
    move(database, "upgrade", "head")
    with pytest.raises(DatabaseError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement))
