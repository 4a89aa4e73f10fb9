"""An address that was given out once answers the same after every migration."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from app.archive import open_archive
from app.main import create_app
from tests.conftest import SiteClient
from tests.migrations.golden_addresses import FOLDER, Answer, ask, settings_of

ARCHIVES = sorted(FOLDER.glob("*.sql"))


def test_there_is_an_old_archive_to_ask() -> None:
    assert ARCHIVES


@pytest.mark.parametrize("dump", ARCHIVES, ids=lambda one: one.stem)
def test_every_address_of_an_old_archive_answers_as_it_did(dump: Path, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with sqlite3.connect(tmp_path / "franquette.db") as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    archive = open_archive(settings)
    client = SiteClient(create_app(settings, archive))
    told = [Answer(**one) for one in json.loads(dump.with_suffix(".json").read_text(encoding="utf-8"))]
    now = [ask(client, one.path) for one in told]
    archive.close()
    assert [one for one in now if one not in told] == []
    # Every kind of answer is among them.
    assert {one.status for one in told} >= {200, 302, 410}
