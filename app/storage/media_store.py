"""The port for keeping media files, and the choice between its adapters."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from app.settings import Settings

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_.-]*)+")


class MediaMissing(LookupError):
    """No file is kept under that key."""


class MediaStore(Protocol):
    """Keeps files under keys such as `originals/5d/5d0a….3gp`; a key is written once."""

    def put(self, key: str, source: Path) -> None:
        """Keep a copy of a file; all of it or nothing, on disk when this returns.

        A key already kept is left as it is: keys carry the hash of what they name.
        """

    def size_bytes(self, key: str) -> int:
        """Return how large the file is; raises MediaMissing."""

    def local_copy(self, key: str) -> AbstractContextManager[Path]:
        """Give the file as a path of this machine, for as long as the context lasts."""

    def url(self, key: str) -> str | None:
        """Return an address that serves the file without us for a while, or None if we must serve it."""

    def remove(self, key: str) -> None:
        """Forget a file; a missing one is no error."""


def checked_key(key: str) -> str:
    """Return the key if it is one of ours: no `..`, no absolute path, no odd character."""
    if not _KEY.fullmatch(key) or ".." in key:
        raise MediaMissing(key)
    return key


def open_store(settings: Settings) -> MediaStore:
    """Open the store that the settings name."""
    if settings.media_url:
        from app.storage.s3_store import S3Store

        return S3Store(settings.media_url)
    from app.storage.local_store import LocalStore

    return LocalStore(settings.data_dir)
