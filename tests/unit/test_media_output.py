"""A file appears whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from transcription.media_output import writing_to
from transcription.media_values import MediaStorageFull


def test_a_clean_end_shows_the_file(tmp_path: Path) -> None:
    with writing_to(tmp_path / "out") as part:
        part.write_bytes(b"whole")
        assert not (tmp_path / "out").exists()
    assert (tmp_path / "out").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"earlier")
    with pytest.raises(KeyError), writing_to(tmp_path / "out") as part:
        part.write_bytes(b"half")
        raise KeyError
    assert (tmp_path / "out").read_bytes() == b"earlier"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_has_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(MediaStorageFull) as caught, writing_to(tmp_path / "out") as part:
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")
        part.write_bytes(b"never")
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(tmp_path / "out")
