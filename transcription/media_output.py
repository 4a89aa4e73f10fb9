"""Writes a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transcription.media_values import MediaStorageFull


@contextmanager
def writing_to(destination: Path) -> Iterator[Path]:
    """Give a hidden name beside `destination`, flushed and renamed on a clean exit, removed on another.

    Raises
    ------
    MediaStorageFull
        The disk has no room left.
    """
    part = destination.resolve().with_name(f".{destination.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        _flush(part)
        part.replace(destination)
        _flush(part.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC and not isinstance(error, MediaStorageFull):
            raise MediaStorageFull(errno.ENOSPC, "no space left on the disk", str(destination)) from error
        raise
    finally:
        part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
