"""Keeps the share pictures drawn last, each drawn on first use under a name that tells what it shows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore

from app.errors import Busy
from app.errors import translatable as _
from app.renditions.share_picture import SharePicture
from app.renditions.share_picture_png import draw_png

# All the sizes of some 400 clips: 0.7 MB each, in both languages.
MOST_KEPT_BYTES = 280_000_000
DRAWN_AT_ONCE = 2
# Who waits holds one of the threads that serve the whole site: few do, and not for long.
MOST_WAITING = 4
LONGEST_WAIT_SECONDS = 0.5


class SharePictureShelf:
    """Draws pictures into a folder of its own; all of them can be drawn again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawing = BoundedSemaphore(DRAWN_AT_ONCE)
        self._admitted = BoundedSemaphore(DRAWN_AT_ONCE + MOST_WAITING)

    @staticmethod
    def name_of(picture: SharePicture, width: int | None = None) -> str:
        """Return the name of a picture: another drawing, or another size of it, has another one."""
        return hashlib.sha256(f"{width} {picture.svg}".encode()).hexdigest()

    def png(self, picture: SharePicture, width: int | None = None) -> bytes:
        """Return a picture as PNG, its own width unless another one is asked for in pixels.

        Raises
        ------
        Busy
            Too many are being drawn now.
        """
        path = self._folder / f"{self.name_of(picture, width)}.png"
        kept = _read(path)
        if kept is not None:
            return kept
        with self._turn():
            return _read(path) or self._draw(picture, width, path)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._admitted.acquire(blocking=False):
            raise _busy()
        try:
            if not self._drawing.acquire(timeout=LONGEST_WAIT_SECONDS):
                raise _busy()
            try:
                yield
            finally:
                self._drawing.release()
        finally:
            self._admitted.release()

    def _draw(self, picture: SharePicture, width: int | None, path: Path) -> bytes:
        drawn = draw_png(picture.svg, width)
        # A full disk costs time, not the picture.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(drawn))
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                file.write(drawn)
            Path(file.name).replace(path)
        return drawn

    def _make_room(self, wanted_bytes: int) -> None:
        """Let go of the pictures that were asked for longest ago."""
        with os.scandir(self._folder) as entries:
            kept = sorted(((one.stat(), one.path) for one in entries), key=lambda one: one[0].st_mtime)
        held = sum(facts.st_size for facts, _path in kept) + wanted_bytes
        for facts, old in kept:
            if held <= MOST_KEPT_BYTES:
                break
            Path(old).unlink(missing_ok=True)
            held -= facts.st_size


def _busy() -> Busy:
    return Busy(_("Trop d'images sont demandées en ce moment. Réessayez dans un moment."))


def _read(path: Path) -> bytes | None:
    """Return a kept picture and note that it was wanted; None where there is none."""
    try:
        data = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return data
