"""What many tests stand on: an archive of their own, filled with invented people, and the site over it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.archive import Archive, open_archive, open_database
from app.main import create_app
from app.services.index_sync import rebuild_index
from app.settings import Settings
from tests.builders import InventedArchive
from tests.database_under_test import empty_database_url


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory) -> Path:
    """A SQLite file as the migrations make it, copied for each test to save their second."""
    path = tmp_path_factory.mktemp("migrated") / "franquette.db"
    open_database(Settings(_env_file=None, database_url=f"sqlite:///{path}")).close()
    return path


@pytest.fixture
def settings(tmp_path: Path, migrated_database: Path) -> Iterator[Settings]:
    with empty_database_url(tmp_path) as database_url:
        if database_url.startswith("sqlite"):
            shutil.copyfile(migrated_database, database_url.removeprefix("sqlite:///"))
        yield Settings(
            _env_file=None,
            data_dir=tmp_path / "archive",
            database_url=database_url,
            search_url="",
            media_url="",
            secret_key="invented key for tests",
            public_url="https://franquette.invalid",
        )


@pytest.fixture
def archive(settings: Settings) -> Iterator[Archive]:
    opened = open_archive(settings)
    yield opened
    opened.close()


@pytest.fixture
def inventing(archive: Archive, tmp_path: Path):
    """Opens a writing session to invent things in; the index follows at its end."""

    @contextmanager
    def invent() -> Iterator[InventedArchive]:
        with archive.database.write() as session:
            yield InventedArchive(session, archive.store, tmp_path)
        rebuild_index(archive.database, archive.index)

    return invent


@pytest.fixture
def site(settings: Settings, archive: Archive):
    return create_app(settings, archive)


class SiteClient:
    """Asks the site in the same process, without waiting for a real network."""

    def __init__(self, app) -> None:
        self._app = app
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, **options) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="https://franquette.invalid", cookies=self.cookies
            ) as client:
                response = await client.request(method, path, **options)
                self.cookies = client.cookies
                return response

        return asyncio.run(ask())

    def get(self, path: str, **options) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options) -> httpx.Response:
        return self.request("POST", path, **options)


@pytest.fixture
def client(site) -> SiteClient:
    return SiteClient(site)
