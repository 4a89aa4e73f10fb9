"""Keeps media in a bucket of an object store that speaks S3."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.store import S3Store as ObjectStore

from app.storage.media_store import MediaMissing, checked_key

ADDRESS_LASTS = timedelta(hours=6)


class S3Store:
    """A MediaStore in `s3://bucket/prefix`; keys and endpoint come from the usual AWS_… variables."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc:
            raise ValueError(f"not an s3://bucket/prefix address: {address}")
        endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
        self._objects = ObjectStore(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            client_options={"allow_http": endpoint.startswith("http://")},
        )

    def put(self, key: str, source: Path) -> None:
        """Send the file; the object appears only when all parts have arrived."""
        if self._size(checked_key(key)) is not None:
            return
        with source.open("rb") as file:
            obstore.put(self._objects, key, file)

    def size_bytes(self, key: str) -> int:
        """Return the size of the object."""
        size = self._size(checked_key(key))
        if size is None:
            raise MediaMissing(key)
        return size

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        """Fetch the object into a temporary file."""
        with tempfile.TemporaryDirectory(prefix="franquette-") as folder:
            path = Path(folder) / Path(checked_key(key)).name
            try:
                with path.open("wb") as file:
                    for chunk in obstore.get(self._objects, key).stream(min_chunk_size=4 * 1024 * 1024):
                        file.write(chunk)
            except FileNotFoundError as error:
                raise MediaMissing(key) from error
            yield path

    def url(self, key: str) -> str | None:
        """Return a signed address, good for six hours."""
        return obstore.sign(self._objects, "GET", checked_key(key), expires_in=ADDRESS_LASTS)

    def remove(self, key: str) -> None:
        """Delete the object."""
        obstore.delete(self._objects, checked_key(key))

    def _size(self, key: str) -> int | None:
        try:
            return int(obstore.head(self._objects, key)["size"])
        except FileNotFoundError:
            return None
