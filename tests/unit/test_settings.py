"""Settings: the key that signs sessions is one and whole, whoever starts first."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from app.settings import Settings


def signing_key(data_dir: str) -> str:
    return Settings(_env_file=None, data_dir=Path(data_dir), secret_key="").signing_key


def test_processes_that_start_together_share_one_whole_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        for number in range(10):
            folder = tmp_path / str(number)
            keys = set(pool.map(signing_key, [str(folder)] * 4))
            assert len(keys) == 1
            assert len(keys.pop()) >= 32
            assert [path.name for path in folder.iterdir()] == ["secret_key"]
            assert (folder / "secret_key").stat().st_mode & 0o077 == 0


def test_an_empty_key_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ValueError, match="holds no key"):
        signing_key(str(tmp_path))
