"""Going back before sound was measured, and forth again, loses the figures and copies but nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from app.database import Database
from app.services.theming.theme_registration import register_default_themes
from app.services.upkeep.schema_upgrade import alembic_configuration, upgrade_schema
from tests.builders import InventedArchive, Said
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


def counts(database: Database) -> dict[str, int]:
    names = ("passages", "turns", "tags", "renditions")
    with database.engine.connect() as connection:
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}  # noqa: S608


def test_down_and_up_again_keeps_the_passages_and_the_other_renditions(database: Database) -> None:
    with database.write() as session:
        register_default_themes(session)
        said = [Said("leader", "Bonjour.", [("open-data", 0.9, False)], sound_quality={"clipped_share": 0.0})]
        invented = InventedArchive(session)
        invented.interview(invented.leader("savard"), None, said, has_cleaned_copy=True)
    assert counts(database) == {"passages": 1, "turns": 1, "tags": 1, "renditions": 3}
    move(database, "downgrade", "20261122_first_tables")
    assert "sound_quality" not in {one["name"] for one in inspect(database.engine).get_columns("passages")}
    assert counts(database) == {"passages": 1, "turns": 1, "tags": 1, "renditions": 2}
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text("UPDATE renditions SET kind = 'cleaned_audio' WHERE kind = 'web_audio'"))
    move(database, "upgrade", "head")
    with database.engine.begin() as connection:
        assert connection.scalar(text("SELECT sound_quality FROM passages")) is None
        connection.execute(text("UPDATE renditions SET kind = 'cleaned_audio' WHERE kind = 'web_audio'"))
