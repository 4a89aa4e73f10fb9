"""The commands: what is refused gets one clear sentence and exit code 1, and what was stored stays stored."""

from __future__ import annotations

import json
import socket
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.command_line import program

DEMO = Path(__file__).resolve().parents[2] / "media" / "demo"
RECORDING = DEMO / "demo-lavoie.m4a"
ABOUT = ("--leader", "Personne Inventée", "--party", "Parti inventé", "--recorded-on", "2026-09-03")


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # no .env of ours is read
    for name, value in {
        "FRANQUETTE_DATA_DIR": str(tmp_path / "archive"), "LC_ALL": "fr_CA.UTF-8", "COLUMNS": "200",
        "FRANQUETTE_CLEANED_COPY": "no",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return tmp_path / "archive"


def franquette(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments], input=given)


def assert_one_sentence(result: Result, *said: str) -> None:
    assert result.exit_code == 1, (result.exit_code, result.stdout, result.stderr, result.exception)
    sentence = result.stderr.strip()
    assert len(sentence.splitlines()) == 1, sentence
    assert "Traceback" not in sentence
    for part in said:
        assert part in sentence


def recordings(data_dir: Path) -> int:
    with sqlite3.connect(data_dir / "franquette.db") as connection:
        return int(connection.execute("SELECT count(*) FROM recordings").fetchone()[0])


def test_a_recording_is_taken_in_and_waits(data_dir: Path) -> None:
    result = franquette("ingest", RECORDING, *ABOUT, "--json")
    assert result.exit_code == 0, result.stderr
    (row,) = json.loads(result.stdout)["interviews"]
    assert row["slug"] == "personne-inventee-2026-09-03"
    assert (row["state"], row["duplicate_of"], row["error"]) == ("waiting", None, None)
    again = json.loads(franquette("ingest", RECORDING, *ABOUT, "--json").stdout)["interviews"][0]
    assert again["duplicate_of"] == "personne-inventee-2026-09-03"
    assert recordings(data_dir) == 1


def test_a_wrong_file_is_told_and_the_good_one_beside_it_is_kept(data_dir: Path, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.mp3"
    letter.write_text("Chère Franquette, " * 50)
    result = franquette("ingest", letter, RECORDING, *ABOUT, "--json")
    assert_one_sentence(result, "lettre.mp3", "n'est pas un enregistrement".replace("'", "’"))
    states = [row["state"] for row in json.loads(result.stdout)["interviews"]]
    assert states == ["refused", "waiting"]
    assert recordings(data_dir) == 1


@pytest.mark.parametrize("day", ["2026-13-45", "hier", "14/08/2026", "20260814T10"])
def test_a_wrong_date_is_told(data_dir: Path, day: str) -> None:
    about = (*ABOUT[:4], "--recorded-on", day)
    assert_one_sentence(franquette("ingest", RECORDING, *about), day, "2026-08-14")


def test_a_date_to_come_is_told(data_dir: Path) -> None:
    assert_one_sentence(
        franquette("ingest", RECORDING, *ABOUT[:4], "--recorded-on", "2999-01-01"), "2999-01-01"
    )


def test_an_unknown_theme_is_told(data_dir: Path) -> None:
    assert_one_sentence(franquette("search", "fibre", "--theme", "telepathie"), "telepathie")


def test_an_unknown_campaign_is_told(data_dir: Path) -> None:
    assert_one_sentence(franquette("ingest", RECORDING, *ABOUT, "--campaign", "jamais-vue"), "jamais-vue")


def test_an_unknown_interview_is_told(data_dir: Path) -> None:
    for command in (("export", "personne", "--format", "vtt"), ("publish", "personne")):
        assert_one_sentence(franquette(*command), "personne")


def test_a_missing_model_fails_the_recording_with_what_to_do_and_keeps_it(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRANQUETTE_WHISPER_MODEL", str(tmp_path / "no-model-here"))
    result = franquette("ingest", RECORDING, *ABOUT, "--wait", "--json")
    assert result.exit_code == 1
    (row,) = json.loads(result.stdout)["interviews"]
    assert row["state"] == "failed"
    assert "no-model-here" in row["error"]
    assert recordings(data_dir) == 1
    monkeypatch.delenv("FRANQUETTE_WHISPER_MODEL")
    assert franquette("retry", row["slug"]).exit_code == 0
    assert json.loads(franquette("status", "--json").stdout)["recordings"][0]["state"] == "waiting"


def test_a_full_disk_is_told(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.storage.local_store.shutil.copyfileobj", no_room)
    assert_one_sentence(franquette("ingest", RECORDING, *ABOUT), "disque est plein")
    assert recordings(data_dir) == 0


def test_a_busy_port_is_told(data_dir: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_one_sentence(franquette("serve", "--port", port), str(port), "--port")


def test_a_database_from_a_newer_version_is_told_and_left_alone(data_dir: Path) -> None:
    franquette("ingest", RECORDING, *ABOUT)
    with sqlite3.connect(data_dir / "franquette.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20990101_later'")
    for command in (("status",), ("worker", "--until-idle"), ("search", "fibre"), ("reindex",)):
        assert_one_sentence(franquette(*command), "plus récente")
    assert recordings(data_dir) == 1


def test_a_setting_that_does_not_fit_is_told(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRANQUETTE_WHISPER_ENGINE", "oreille")
    assert_one_sentence(franquette("status"), "FRANQUETTE_WHISPER_ENGINE")


def test_sentences_are_in_english_for_english_people(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    assert_one_sentence(franquette("ingest", RECORDING, *ABOUT[:4], "--recorded-on", "hier"), "is not a date")


@pytest.mark.parametrize(
    "arguments",
    [("ingest",), ("ingest", "a.mp3"), ("ingest", "a.mp3", "--manifest", "b.csv"),
     ("export", "x", "--format", "doc"), ("fly",), ("serve", "--port", "0")],
)  # fmt: skip
def test_wrong_usage_ends_with_two(data_dir: Path, arguments: tuple[str, ...]) -> None:
    assert franquette(*arguments).exit_code == 2


def test_a_curator_is_added_once(data_dir: Path) -> None:
    added = franquette("curator", "add", "ariane", "--password-stdin", given="une longue phrase de passe\n")
    assert added.exit_code == 0, added.stderr
    again = franquette("curator", "add", "ariane", "--password-stdin", given="une longue phrase de passe\n")
    assert_one_sentence(again, "ariane")
    short = franquette("curator", "add", "bruno", "--password-stdin", given="court\n")
    assert_one_sentence(short, "douze")


def test_a_backup_comes_back_whole_in_another_place(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    franquette("ingest", RECORDING, *ABOUT)
    assert franquette("backup", tmp_path / "copy").exit_code == 0
    assert_one_sentence(franquette("restore", tmp_path / "copy"), "contient déjà")
    monkeypatch.setenv("FRANQUETTE_DATA_DIR", str(tmp_path / "elsewhere"))
    restored = franquette("restore", tmp_path / "copy")
    assert restored.exit_code == 0, restored.stderr
    checked = json.loads(franquette("check", "--json").stdout)
    assert (checked["ok"], checked["files_checked"]) == (True, 1)


def test_a_backup_that_changed_is_not_restored(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    franquette("ingest", RECORDING, *ABOUT)
    franquette("backup", tmp_path / "copy")
    (original,) = (tmp_path / "copy" / "originals").rglob("*.m4a")
    original.write_bytes(original.read_bytes()[:-1])
    monkeypatch.setenv("FRANQUETTE_DATA_DIR", str(tmp_path / "elsewhere"))
    assert_one_sentence(franquette("restore", tmp_path / "copy"), "Rien n’a été restauré")
    assert not (tmp_path / "elsewhere" / "franquette.db").exists()


def test_check_finds_an_original_that_changed_on_disk(data_dir: Path) -> None:
    franquette("ingest", RECORDING, *ABOUT)
    (original,) = (data_dir / "originals").rglob("*.m4a")
    original.chmod(0o644)
    original.write_bytes(b"tampered" + original.read_bytes()[8:])
    result = franquette("check", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"][0]["kind"] == "changed"
