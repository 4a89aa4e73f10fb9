"""The tables: made by the migrations, equal to the models, guarded by the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.database import Database
from app.models import AuditEntry, Campaign, Fact, Leader, Leadership, Model, Party, Revision, Transcript
from app.services.upkeep.schema_upgrade import DatabaseUnknown, alembic_configuration, upgrade_schema
from tests.database_under_test import empty_database_url, is_postgres_asked_for


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with empty_database_url(tmp_path) as url:
        database = Database(url)
        upgrade_schema(database.engine)
        yield database
        database.close()


def run_alembic(database: Database, verb: str, *arguments: str) -> None:
    configuration = alembic_configuration()
    with database.engine.begin() as connection:
        configuration.attributes["connection"] = connection
        getattr(command, verb)(configuration, *arguments)


def add_some_rows(database: Database) -> None:
    with database.write() as session:
        party = Party(slug="p", name="Parti inventé")
        leader = Leader(slug="l", name="Personne inventée", is_synthetic=True)
        campaign = Campaign(slug="c", name_fr="C", name_en="C", polling_on=date(2026, 10, 5))
        session.add_all([party, leader, campaign])
        session.flush()
        session.add(Leadership(leader_id=leader.id, party_id=party.id, from_on=date(2020, 1, 1)))
        session.add(
            Fact(campaign_id=campaign.id, position=1, text_fr="f", text_en="f", source="s", confidence="A")
        )
        session.add(AuditEntry(actor="test", action="a.b", subject="x:y"))


def test_the_migrations_make_the_tables_of_the_models(database: Database) -> None:
    run_alembic(database, "check")


def test_every_check_constraint_of_the_models_is_in_the_database(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in Model.metadata.sorted_tables:
        wished = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        found = {str(one["name"]) for one in inspector.get_check_constraints(table.name)}
        assert wished <= found, table.name


def test_down_and_up_again_with_rows_leaves_working_tables(database: Database) -> None:
    add_some_rows(database)
    run_alembic(database, "downgrade", "base")
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    run_alembic(database, "upgrade", "head")
    add_some_rows(database)


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    add_some_rows(database)
    upgrade_schema(database.engine)
    with database.read() as session:
        assert session.query(Party).count() == 1


def test_a_database_from_a_newer_version_is_refused_and_left_alone(database: Database) -> None:
    add_some_rows(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '20990101_from_the_future'"))
    with pytest.raises(DatabaseUnknown, match="plus récente"):
        upgrade_schema(database.engine)
    with database.read() as session:
        assert session.query(Party).count() == 1


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Chère Franquette, ceci n'est pas une base de données. " * 50)
    before = path.read_bytes()
    database = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnknown):
        upgrade_schema(database.engine)
    assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries"])
def test_the_audit_can_only_grow(database: Database, statement: str) -> None:
    add_some_rows(database)
    with pytest.raises(DatabaseError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement))


def test_an_instant_comes_back_aware_and_in_utc(database: Database) -> None:
    add_some_rows(database)
    with database.read() as session:
        at = session.query(AuditEntry).one().at
    assert at.tzinfo is UTC
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60


def test_a_naive_instant_is_refused(database: Database) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 (this is the point)
    with pytest.raises(Exception, match="time zone"), database.write() as session:
        session.add(AuditEntry(actor="a", action="b", subject="c", at=naive))


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Transcript(recording_id=12345, language="fr"))


def test_a_revision_by_a_machine_names_its_engine(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Revision(transcript_id=1, number=1, made_by="machine"))


def test_sqlite_runs_with_wal_foreign_keys_and_patience(database: Database) -> None:
    if is_postgres_asked_for():
        pytest.skip("this is about SQLite, and the run is on PostgreSQL")
    with database.engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15_000}
