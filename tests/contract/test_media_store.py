"""What every media store promises, run over a folder and over a real S3 server."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.local_store import LocalStore
from app.storage.media_store import MediaMissing, MediaStore

KEY = "originals/ab/abcdef.3gp"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("ministack", reason="the S3 test server comes with the extra 'checks'")
    port = _free_port()
    environment = {**os.environ, "GATEWAY_PORT": str(port), "EDGE_PORT": str(port)}
    folder = tmp_path_factory.mktemp("s3")
    server = subprocess.Popen(
        [sys.executable, "-m", "ministack"],
        env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(100):
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the S3 test server did not start")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MediaStore:
    if request.param == "local":
        return LocalStore(tmp_path / "store")
    address = request.getfixturevalue("s3_server")
    for name, value in {
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    from app.storage.s3_store import S3Store

    bucket = "b" + hashlib.sha256(str(tmp_path).encode()).hexdigest()[:20]
    making = urllib.request.Request(f"{address}/{bucket}", method="PUT")  # noqa: S310 (our own server)
    urllib.request.urlopen(making, timeout=10).close()  # noqa: S310
    return S3Store(f"s3://{bucket}/archive")


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original.3gp"
    path.write_bytes(os.urandom(3_000_000))
    return path


def test_a_file_comes_back_byte_for_byte(store: MediaStore, original: Path) -> None:
    store.put(KEY, original)
    assert store.size_bytes(KEY) == 3_000_000
    with store.local_copy(KEY) as path:
        assert path.read_bytes() == original.read_bytes()


def test_a_key_is_written_once(store: MediaStore, original: Path, tmp_path: Path) -> None:
    store.put(KEY, original)
    other = tmp_path / "other"
    other.write_bytes(b"something else")
    store.put(KEY, other)
    assert store.size_bytes(KEY) == 3_000_000


def test_a_missing_file_is_said(store: MediaStore) -> None:
    with pytest.raises(MediaMissing):
        store.size_bytes("originals/no/nothing.3gp")
    with pytest.raises(MediaMissing), store.local_copy("originals/no/nothing.3gp"):
        pass


def test_a_removed_file_is_gone_and_removing_twice_is_no_error(store: MediaStore, original: Path) -> None:
    store.put(KEY, original)
    store.remove(KEY)
    store.remove(KEY)
    with pytest.raises(MediaMissing):
        store.size_bytes(KEY)


@pytest.mark.parametrize("key", ["../etc/passwd", "/etc/passwd", "a/../../b", "a", "", "A/b", "a//b", "a/\0"])
def test_a_key_that_is_not_ours_never_reaches_the_disk(store: MediaStore, key: str, original: Path) -> None:
    with pytest.raises(MediaMissing):
        store.put(key, original)


def test_an_address_serves_the_bytes_or_is_none(store: MediaStore, original: Path) -> None:
    store.put(KEY, original)
    address = store.url(KEY)
    if address is None:
        assert isinstance(store, LocalStore)
        return
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 (our own server)
        assert answer.read() == original.read_bytes()


def test_a_full_disk_leaves_no_part_of_a_file(tmp_path: Path, original: Path) -> None:
    def no_room(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    store = LocalStore(tmp_path / "store")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="No space left"):
        patch.setattr("app.storage.local_store.shutil.copyfileobj", no_room)
        store.put(KEY, original)
    assert not [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
