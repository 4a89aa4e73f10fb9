"""The parts of files that are still arriving: one growing file each, in a folder for the owner only.

How much has arrived is the size of the file, so that no crash can make the two differ. While one writes, a
lock that the system frees at its death keeps others off.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ID = re.compile(r"[0-9a-f]{32}")
_UNPROVEN = ".unproven"


class PartMissing(LookupError):
    """There is no part of that name."""


class PartBusy(RuntimeError):
    """Somebody else is writing this part, or taking it in."""


class UploadParts:
    """The folder of parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, upload_id: str) -> None:
        """Begin an empty part."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path(upload_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def size_bytes(self, upload_id: str) -> int:
        """Return how much has arrived, without what a checksum has still to prove; raises PartMissing."""
        try:
            size = self.path(upload_id).stat().st_size
        except FileNotFoundError as error:
            raise PartMissing(upload_id) from error
        proven = self._proven_bytes(upload_id)
        return size if proven is None else min(size, proven)

    @contextmanager
    def hold(self, upload_id: str) -> Iterator[HeldPart]:
        """Keep others off the part while it is written or taken in; on disk when this ends.

        Raises
        ------
        PartMissing
            There is no such part.
        PartBusy
            Another one holds it.
        """
        try:
            descriptor = os.open(self.path(upload_id), os.O_RDWR | os.O_APPEND)
        except FileNotFoundError as error:
            raise PartMissing(upload_id) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise PartBusy(upload_id) from error
            held = HeldPart(descriptor, self._unproven_path(upload_id))
            proven = self._proven_bytes(upload_id)
            if proven is not None:  # the writer died before the checksum was compared
                held.take_back_to(proven)
            try:
                yield held
            finally:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, upload_id: str) -> None:
        """Forget a part; a missing one is no error."""
        self.path(upload_id).unlink(missing_ok=True)
        self._unproven_path(upload_id).unlink(missing_ok=True)

    def untouched_since(self, seconds: float) -> list[str]:
        """Return the parts that nobody has written to for so long."""
        before = time.time() - seconds
        paths = self.folder.glob("*") if self.folder.is_dir() else ()
        return sorted(
            path.name for path in paths if _ID.fullmatch(path.name) and path.stat().st_mtime < before
        )

    def path(self, upload_id: str) -> Path:
        """Return where a part is; raises PartMissing for what is no id of ours."""
        if not _ID.fullmatch(upload_id):
            raise PartMissing(upload_id)
        return self.folder / upload_id

    def _unproven_path(self, upload_id: str) -> Path:
        return self.path(upload_id).with_suffix(_UNPROVEN)

    def _proven_bytes(self, upload_id: str) -> int | None:
        try:
            return int(self._unproven_path(upload_id).read_text(encoding="ascii") or 0)
        except FileNotFoundError:
            return None


class HeldPart:
    """A part that nobody else can write to."""

    def __init__(self, descriptor: int, unproven: Path) -> None:
        self._descriptor = descriptor
        self._unproven = unproven

    @property
    def size_bytes(self) -> int:
        """How much has arrived."""
        return os.fstat(self._descriptor).st_size

    def append(self, data: bytes | bytearray) -> None:
        """Add bytes at the end."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def sync(self) -> None:
        """Wait until what was added is on disk."""
        os.fsync(self._descriptor)

    def begin_proving(self) -> None:
        """Note on disk that what follows counts only once `accept` says so."""
        partial = self._unproven.with_suffix(".partial")
        with partial.open("w", encoding="ascii") as file:
            file.write(str(self.size_bytes))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._unproven)

    def accept(self) -> None:
        """Let what was added since `begin_proving` count."""
        os.fsync(self._descriptor)
        self._unproven.unlink(missing_ok=True)

    def take_back_to(self, size_bytes: int) -> None:
        """Drop what stands after that many bytes."""
        os.ftruncate(self._descriptor, min(size_bytes, self.size_bytes))
        os.fsync(self._descriptor)
        self._unproven.unlink(missing_ok=True)
