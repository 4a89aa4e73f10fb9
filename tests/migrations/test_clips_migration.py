"""Clips come and go with their tables; what they quote stays."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, select

from app.archive import open_archive
from app.models import Clip, Passage
from app.settings import Settings
from tests.database_under_test import empty_database_url
from tests.migrations.golden_addresses import invent
from tests.migrations.test_schema import run_alembic


def test_down_and_up_again_takes_clips_away_and_leaves_what_they_quote(tmp_path: Path) -> None:
    with empty_database_url(tmp_path) as url:
        settings = Settings(
            _env_file=None, data_dir=tmp_path, database_url=url, search_url="", media_url="",
            secret_key="invented key for a migration",
        )  # fmt: skip
        archive = open_archive(settings)
        invent(archive, tmp_path)
        with archive.database.read() as session:
            said = {one.id: one.text for one in session.scalars(select(Passage))}
            assert session.query(Clip).count() == 8
        run_alembic(archive.database, "downgrade", "20261122_hearings_again")
        tables = set(inspect(archive.database.engine).get_table_names())
        assert not tables & {"clips", "clip_files", "clip_sites", "mentions"}
        run_alembic(archive.database, "upgrade", "head")
        with archive.database.read() as session:
            assert {one.id: one.text for one in session.scalars(select(Passage))} == said
            assert session.query(Clip).count() == 0
        archive.close()
