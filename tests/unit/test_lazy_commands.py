"""The list of commands says what each command says of itself, without importing any."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from app.command_line import COMMANDS
from app.commands.lazy_commands import LazyCommand

HEAVY = ("sqlalchemy", "fastapi", "uvicorn", "dbos", "numpy", "ctranslate2", "faster_whisper", "onnxruntime")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_list_says_what_the_command_says(command: LazyCommand) -> None:
    loaded = command.load()
    assert loaded.name == command.name or isinstance(loaded, typer.core.TyperGroup)
    assert (loaded.help or "").splitlines()[0].strip() == command.summary


def imported_by(*arguments: str) -> set[str]:
    shown = (
        "import sys; from app.command_line import program\n"
        "try: program(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('imported:', *sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", shown, *arguments], check=True, capture_output=True, text=True
    )
    return set(ended.stdout.rsplit("imported:", 1)[1].split())


def test_help_imports_nothing_heavy() -> None:
    assert not imported_by("--help") & set(HEAVY)


def test_the_state_of_recordings_is_told_without_server_or_engines(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRANQUETTE_DATA_DIR", str(tmp_path / "archive"))
    light = {"sqlalchemy", "numpy"}
    assert not imported_by("status") & (set(HEAVY) - light)
