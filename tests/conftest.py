"""What many tests stand on: an archive of their own, filled with invented people, and the site over it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
from fastapi import FastAPI

from app.archive import Archive, open_archive, open_database
from app.event_log import configure_log
from app.main import create_app
from app.models import Curator
from app.models.base import now
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.services.searching.index_sync import rebuild_index
from app.settings import Settings
from app.web.curator_cookies import session_cookie
from app.web.form_tokens import form_token
from tests.builders import InventedArchive
from tests.database_under_test import empty_database_url

# As the commands write it; structlog's own default draws every local variable of a fault, for seconds.
configure_log()

# A machine that does something else meanwhile is no fault of what is tested.
_CALM: dict[str, Any] = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
# One commit gives one result, whoever runs it; `--hypothesis-profile searching` looks where nobody did.
hypothesis.settings.register_profile("calm", derandomize=True, **_CALM)
hypothesis.settings.register_profile("searching", max_examples=500, **_CALM)
hypothesis.settings.load_profile("calm")


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


_APPS: dict[object, FastAPI] = {}


@pytest.fixture
def site(settings: Settings, archive: Archive) -> FastAPI:
    """The site over this test's archive: the routes, which cost a second to build, are those of the first."""
    fresh = create_app(settings, archive)
    kept = _APPS.setdefault((settings.languages, settings.max_upload_bytes), fresh)
    # All that belongs to an archive is in the state.
    kept.state = fresh.state
    return kept


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


class StudioClient(SiteClient):
    """A curator who is signed in: `get` reads, `act` posts as the studio's own forms do."""

    def __init__(self, app, settings: Settings, curator: Curator, key: str) -> None:
        super().__init__(app)
        self.cookies.set(session_cookie(settings), key, domain="franquette.invalid")
        self.curator_id = curator.id
        self.actor = f"curator:{curator.name}"
        self.token = form_token(key)

    def act(self, path: str, form: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """Send a form with the session's token, from our own pages; `accept=` asks as a script does."""
        sent = {"origin": "https://franquette.invalid", **headers}
        return self.post(path, data={"token": self.token, **(form or {})}, headers=sent)


@pytest.fixture
def sign_in(site, settings: Settings, archive: Archive) -> Callable[..., StudioClient]:
    """Gives `sign_in(name, role)`: a client with an open session, at no cost of hashing a password.

    The account is made when there is none of that name; nobody can come in to it by the form.
    """

    def enter(name: str = "Camille", role: str = "curator") -> StudioClient:
        with archive.database.write() as session:
            curator = session.query(Curator).filter_by(name=name).one_or_none()
            if curator is None:
                curator = Curator(name=name, role=role, password_hash="no password opens this account")
                session.add(curator)
                session.flush()
            key = open_curator_session(session, curator, Visitor(), now())
        return StudioClient(site, settings, curator, key)

    return enter


@pytest.fixture
def signed_in(sign_in: Callable[..., StudioClient]) -> StudioClient:
    """A curator at work: `signed_in.get(path)`, `signed_in.act(path, {field: value})` with the token added.

    For an admin take `sign_in("Dominique", "admin")`; `act(path, form, accept="application/json")` asks as a
    script does. `signed_in.actor` is what the audit writes.
    """
    return sign_in()
