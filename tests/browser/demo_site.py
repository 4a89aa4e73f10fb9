"""The demonstration, built by the real pipeline once and kept, and served by a real process."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from transcription.model_files import models_folder

WITH_CLEANED_COPY = "marc-andre-tessier-2026-08-29"
ROOT = Path(__file__).resolve().parents[2]
MADE_BY = (
    "app/jobs", "app/models", "app/renditions", "app/search", "app/services", "media/demo", "migrations",
    "transcription",
)  # fmt: skip


def demo_archive() -> Path:
    """Return the folder of the demonstration's archive; made again when what makes it has changed."""
    given = os.environ.get("FRANQUETTE_TEST_ARCHIVE")
    if given:
        return Path(given)
    folder = models_folder().parent / "test-archives" / _key()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            subprocess.run(
                [sys.executable, "-m", "app.command_line", "demo"],
                cwd=ROOT, env={**environment(unfinished), "FRANQUETTE_CLEANED_COPY": "no"}, check=True,
                timeout=1800, stdout=sys.stderr,
            )  # fmt: skip
            # One cleaned copy is enough to look at, and the slowest step of all.
            subprocess.run(
                [sys.executable, "-m", "app.command_line", "sound", WITH_CLEANED_COPY],
                cwd=ROOT, env=environment(unfinished), check=True, timeout=1800, stdout=sys.stderr,
            )  # fmt: skip
            unfinished.rename(folder)
    return folder


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """Serve an archive on a free port, and give the site's address."""
    port = free_port()
    server = start_server(archive, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """Return a port of this machine that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_server(archive: Path, port: int) -> subprocess.Popen[bytes]:
    """Serve an archive, and return the process once it answers."""
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "app.command_line", "serve", "--port", str(port)],
        cwd=ROOT, env={**environment(archive), "FRANQUETTE_PUBLIC_URL": address},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _wait_for(address, server)
    return server


def environment(data_dir: Path) -> dict[str, str]:
    """Return the environment of a process over that archive, without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FRANQUETTE_")}
    return {**kept, "FRANQUETTE_DATA_DIR": str(data_dir)}


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(f"{address}/sante", timeout=2).close()  # noqa: S310 (our own server)
            return
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError("the site did not start")


def _key() -> str:
    digest = hashlib.sha256()
    for name in MADE_BY:
        for path in sorted((ROOT / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
