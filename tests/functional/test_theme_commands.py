"""The commands about themes: add, list, rename, retire, settle, and tag anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from app.command_line import program
from app.models import Passage
from tests.builders import Said

SPACE = (
    "space", "--label-fr", "exploration spatiale", "--label-en", "space exploration",
    "--description-fr", "Les fusées, les satellites et les astronautes.",
)  # fmt: skip
EXAMPLES = (
    "--example", "Nos ingénieurs mettront un satellite en orbite.",
    "--example", "Une fusée décollera d'ici avec nos astronautes.",
    "--example-en", "A rocket launch site in the north.",
)  # fmt: skip


@pytest.fixture
def said(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inventing) -> str:
    """An archive with one passage; returns its id."""
    monkeypatch.chdir(tmp_path)  # no .env of ours is read
    monkeypatch.setenv("FRANQUETTE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("FRANQUETTE_DATABASE_URL", settings.effective_database_url)
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    with inventing() as invented:
        invented.interview(
            invented.leader("savard"), None, [Said("leader", "Une fusée portera nos astronautes en orbite.")]
        )
        return str(invented.session.scalars(select(Passage.id)).one())


def franquette(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


def retagged(*arguments: str) -> tuple[int, int]:
    answer = json.loads(franquette("retag", "--json", *arguments).stdout)
    return answer["added"], answer["removed"]


def test_a_theme_is_added_found_refused_renamed_and_retired(said):
    assert franquette("theme", "add", *SPACE, *EXAMPLES).exit_code == 0
    assert retagged("--theme", "space") == (1, 0)
    assert franquette("theme", "refuse", "space", said).exit_code == 0
    assert retagged() == (0, 0)
    assert franquette("theme", "confirm", "space", said).exit_code == 0
    assert retagged() == (0, 0)
    renamed = franquette("theme", "rename", "space", "--label-fr", "espace", "--label-en", "space")
    assert "renamed" in renamed.stderr
    assert franquette("theme", "retire", "space").exit_code == 0
    themes = json.loads(franquette("theme", "list", "--json").stdout)["themes"]
    assert themes[-1]["slug"] == "space"
    assert themes[-1]["label"] == {"fr": "espace", "en": "space"}
    assert themes[-1]["retired_on"]
    assert "broadband" in franquette("theme", "list").stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("theme", "add", *SPACE), "at least 3"),
        (("theme", "retire", "nothing"), "nothing"),
        (("theme", "confirm", "privacy", "nopassage0"), "nopassage0"),
        (("retag", "--theme", "nothing"), "nothing"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(said, arguments, sentence):
    result = franquette(*arguments)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
