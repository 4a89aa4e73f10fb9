"""Keeps media in a folder of this machine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.media_store import MediaMissing, checked_key


class LocalStore:
    """A MediaStore in a folder; a file appears under its key only when all of it is on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, source: Path) -> None:
        """Copy beside the place, flush to disk, then rename."""
        target = self.folder / checked_key(key)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial_name = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
        try:
            with os.fdopen(descriptor, "wb") as partial, source.open("rb") as original:
                shutil.copyfileobj(original, partial, length=1024 * 1024)
                partial.flush()
                os.fsync(partial.fileno())
            Path(partial_name).chmod(0o644)
            Path(partial_name).replace(target)
        except BaseException:
            Path(partial_name).unlink(missing_ok=True)
            raise
        _flush_folder(target.parent)

    def size_bytes(self, key: str) -> int:
        """Return the size of the file."""
        return self.path(key).stat().st_size

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        """Give the file itself: it is already on this machine."""
        yield self.path(key)

    def url(self, key: str) -> str | None:
        """Return None: the site serves local files itself."""
        checked_key(key)
        return None

    def remove(self, key: str) -> None:
        """Delete the file."""
        (self.folder / checked_key(key)).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Return where the file is; raises MediaMissing."""
        path = self.folder / checked_key(key)
        if not path.is_file():
            raise MediaMissing(key)
        return path


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
