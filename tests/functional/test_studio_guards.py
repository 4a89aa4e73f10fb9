"""Every route of the studio asks who comes, whether they may, and that they meant it.

The routes are read from the application's own table: one that is added later is covered without a word here.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from app.archive import Archive, open_archive
from app.database import Database
from app.domain.access import Permission, may
from app.main import create_app
from app.models import Curator
from app.models.base import now
from app.models.curator import CURATOR_ROLES
from app.services.accounts.curator_sessions import Visitor, open_curator_session
from app.settings import Settings
from app.storage.media_store import open_store
from app.web.studio_access import LOGIN_PATH, STUDIO_PATH, Guard
from tests.conftest import SiteClient, StudioClient
from tests.database_under_test import empty_database_url

ORIGIN = {"origin": "https://franquette.invalid"}
SCRIPT = {"accept": "application/json"}
READING = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class StudioRoute:
    """One method of one route, and the guards that stand before it."""

    method: str
    path: str
    guards: tuple[Guard, ...]

    @property
    def address(self) -> str:
        return re.sub(r"{[^}]+}", "1", self.path)

    @property
    def lacking_roles(self) -> list[str]:
        return [role for role in CURATOR_ROLES if not all(may(role, one.permission) for one in self.guards)]

    @property
    def able_role(self) -> str:
        return next(role for role in CURATOR_ROLES if role not in self.lacking_roles)


def guards_of(dependant: Any) -> tuple[Guard, ...]:
    own = (dependant.call,) if isinstance(dependant.call, Guard) else ()
    return own + tuple(guard for one in dependant.dependencies for guard in guards_of(one))


def settings_for(folder: str | Path, database_url: str = "sqlite://") -> Settings:
    return Settings(
        _env_file=None, data_dir=folder, database_url=database_url, search_url="", media_url="",
        secret_key="invented key for tests", public_url="https://franquette.invalid",
    )  # fmt: skip


def read_route_table() -> list[StudioRoute]:
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(folder)
        closed: Any = None
        app = create_app(settings, Archive(settings, Database("sqlite://"), open_store(settings), closed))
        return [
            StudioRoute(method, route.path, guards_of(route.dependant))
            for route in iter_route_contexts(app.routes)
            if route.path and route.path.startswith(STUDIO_PATH) and route.path != LOGIN_PATH
            for method in sorted(route.methods or ())
        ]


ROUTES = read_route_table()
ACTS = [one for one in ROUTES if one.method not in READING]
every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.path}")
every_act = pytest.mark.parametrize("route", ACTS, ids=lambda one: f"{one.method} {one.path}")


@pytest.fixture(scope="module")
def clients(tmp_path_factory, migrated_database: Path) -> Iterator[dict[str, Any]]:
    """A client nobody knows, and one for each role; none of these tests changes anything."""
    folder = tmp_path_factory.mktemp("guards")
    with empty_database_url(folder) as url:
        if url.startswith("sqlite"):
            shutil.copyfile(migrated_database, url.removeprefix("sqlite:///"))
        settings = settings_for(folder / "archive", url)
        archive = open_archive(settings)
        app = create_app(settings, archive)
        found: dict[str, Any] = {"nobody": SiteClient(app)}
        with archive.database.write() as session:
            for role in CURATOR_ROLES:
                curator = Curator(name=role, role=role, password_hash="no password opens this account")
                session.add(curator)
                session.flush()
                key = open_curator_session(session, curator, Visitor(), now())
                found[role] = StudioClient(app, settings, curator, key)
        yield found
        archive.close()


def test_the_table_holds_the_routes_that_are_known_of() -> None:
    assert {("GET", "/atelier"), ("GET", "/atelier/journal"), ("POST", "/atelier/comptes")} <= {
        (one.method, one.path) for one in ROUTES
    }


@every_route
def test_a_route_has_a_guard_and_one_that_changes_something_wants_proof(route: StudioRoute) -> None:
    assert route.guards
    assert route.method in READING or any(one.is_act for one in route.guards)


@every_route
def test_nobody_is_led_to_the_form_and_a_script_is_told(clients, route: StudioRoute) -> None:
    page = clients["nobody"].request(route.method, route.address, headers=ORIGIN)
    assert (page.status_code, page.headers["location"].partition("?")[0]) == (303, LOGIN_PATH)
    told = clients["nobody"].request(route.method, route.address, headers={**ORIGIN, **SCRIPT})
    assert told.status_code == 401


@every_route
def test_a_role_without_the_permission_is_refused(clients, route: StudioRoute) -> None:
    for role in route.lacking_roles:
        right = {**ORIGIN, **SCRIPT, "x-franquette-token": clients[role].token}
        response = clients[role].request(route.method, route.address, headers=right)
        assert response.status_code == 403, role


@every_act
def test_an_act_without_the_right_token_or_from_elsewhere_is_refused(clients, route: StudioRoute) -> None:
    client = clients[route.able_role]
    right = {"x-franquette-token": client.token}
    for headers in (
        ORIGIN,
        {**ORIGIN, "x-franquette-token": "invented"},
        {**right, "origin": "https://ailleurs.invalid"},
        {**right, "origin": "null"},
        {**right, "sec-fetch-site": "cross-site"},
    ):
        response = client.request(route.method, route.address, headers={**SCRIPT, **headers})
        assert response.status_code == 400, headers
    form = {"token": "invented"}
    in_form = client.request(route.method, route.address, data=form, headers={**SCRIPT, **ORIGIN})
    assert in_form.status_code == 400


def test_every_permission_belongs_to_somebody() -> None:
    assert all(any(may(role, one) for role in CURATOR_ROLES) for one in Permission)


def test_an_unknown_role_may_do_nothing() -> None:
    assert not any(may("visitor", one) for one in Permission)
