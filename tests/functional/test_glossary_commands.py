"""The commands about the glossary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.command_line import program


@pytest.fixture
def archive_named(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of ours is read
    monkeypatch.setenv("FRANQUETTE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("FRANQUETTE_DATABASE_URL", settings.effective_database_url)
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")


def franquette(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["glossary", *arguments])


def test_an_entry_is_added_listed_taken_home_and_taken_in_again(archive_named, tmp_path):
    added = franquette(
        "add", "Bas-du-Fleuve", "--kind", "place", "--misheard", "badifleuse", "--theme", "broadband"
    )
    assert added.exit_code == 0
    assert "in the glossary" in added.stderr
    [entry] = json.loads(franquette("list", "--json").stdout)["entries"]
    assert (entry["text"], entry["misheard"], entry["theme"]) == (
        "Bas-du-Fleuve",
        ["badifleuse"],
        "broadband",
    )
    assert "badifleuse" in franquette("list").stderr
    file = tmp_path / "glossary.csv"
    file.write_text(franquette("list", "--csv").stdout + "Tessier,planet\n", encoding="utf-8")
    taken = franquette("import", str(file))
    assert taken.exit_code == 1
    assert "Line 3" in taken.stderr
    assert "Already the same: 1. Refused: 1." in taken.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "?"), "Write the word"),
        (("add", "x", "--campaign", "none"), "none"),
        (("import", "gone.csv"), "gone.csv"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(archive_named, arguments, sentence):
    result = franquette(*arguments)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
