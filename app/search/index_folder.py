"""The folder of the embedded index: a generation in use, the next one built beside it, one writer."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.search.search_index import IndexBusy, IndexDamaged
from app.search.tantivy_schema import SCHEMA_VERSION

WAIT_FOR_WRITER_SECONDS = 120.0
_POLL_SECONDS = 0.02
_POINTER, _LOCK, _GENERATION = "current.json", "writer.lock", "generation-"


def damaged() -> IndexDamaged:
    """Make the error that says what to do."""
    return IndexDamaged(
        "L’index de recherche est endommagé ou vient d’une autre version. Rien n’est perdu : "
        "refaites-le avec « franquette reindex ».",
    )


class IndexFolder:
    """Where the generations lie. `current.json` names the one in use and changes in one atomic step."""

    def __init__(self, folder: Path, wait_seconds: float = WAIT_FOR_WRITER_SECONDS) -> None:
        self.folder = folder
        self._wait_seconds = wait_seconds

    def current(self) -> Path | None:
        """Return the generation in use; None before the first one.

        Raises
        ------
        IndexDamaged
            When what names it is unreadable, or another version wrote it.
        """
        try:
            pointer = json.loads((self.folder / _POINTER).read_text(encoding="utf-8"))
            version, name = pointer["schema_version"], str(pointer["generation"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise damaged() from error
        if version != SCHEMA_VERSION or not name.startswith(_GENERATION) or Path(name).name != name:
            raise damaged()
        return self.folder / name

    def new_generation(self) -> Path:
        """Make an empty folder beside the one in use; `use` makes it the current one."""
        path = self.folder / f"{_GENERATION}{uuid.uuid4().hex}"
        path.mkdir(parents=True)
        return path

    def use(self, generation: Path) -> None:
        """Make a complete generation the current one and delete all others. Needs the writer's lock."""
        pointer = self.folder / _POINTER
        new = pointer.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump({"schema_version": SCHEMA_VERSION, "generation": generation.name}, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(pointer)
        for other in self.folder.glob(f"{_GENERATION}*"):
            if other != generation:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer among all threads and processes, waiting for a turn.

        Raises
        ------
        IndexBusy
            After two minutes of waiting.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._wait_for_turn(descriptor)
            yield
        finally:
            # Closing lets go of the lock, as does the end of the process, however it comes.
            os.close(descriptor)

    def _wait_for_turn(self, descriptor: int) -> None:
        deadline = time.monotonic() + self._wait_seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise IndexBusy(
                        "L’index de recherche (%(folder)s) est occupé par une autre écriture. Réessayez.",
                        folder=str(self.folder),
                    ) from None
                time.sleep(_POLL_SECONDS)
