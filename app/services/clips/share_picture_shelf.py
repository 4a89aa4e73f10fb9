"""Keeps the share pictures drawn last, each drawn on first use under a name that tells what it shows."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore

from app.errors import Unavailable
from app.errors import translatable as _
from app.renditions.share_picture import SharePicture
from app.renditions.share_picture_png import draw_png

# Some 100 kB each.
MOST_KEPT = 400
DRAWN_AT_ONCE = 2
LONGEST_WAIT_SECONDS = 10.0


class SharePictureShelf:
    """Draws pictures into a folder of its own; all of them can be drawn again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawing = BoundedSemaphore(DRAWN_AT_ONCE)

    @staticmethod
    def name_of(picture: SharePicture, width: int | None = None) -> str:
        """Return the name of a picture: another drawing, or another size of it, has another one."""
        return hashlib.sha256(f"{width} {picture.svg}".encode()).hexdigest()

    def png(self, picture: SharePicture, width: int | None = None) -> bytes:
        """Return a picture as PNG, its own width unless another one is asked for in pixels.

        Raises
        ------
        Unavailable
            Too many are being drawn now.
        """
        path = self._folder / f"{self.name_of(picture, width)}.png"
        kept = _read(path)
        if kept is not None:
            return kept
        if not self._drawing.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise Unavailable(_("Trop d'images sont demandées en ce moment. Réessayez dans un moment."))
        try:
            return _read(path) or self._draw(picture, width, path)
        finally:
            self._drawing.release()

    def _draw(self, picture: SharePicture, width: int | None, path: Path) -> bytes:
        drawn = draw_png(picture.svg, width)
        # A full disk costs time, not the picture.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room()
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                file.write(drawn)
            Path(file.name).replace(path)
        return drawn

    def _make_room(self) -> None:
        kept = sorted((one.stat().st_mtime, one) for one in self._folder.iterdir())
        for _moment, old in kept[: max(0, len(kept) - MOST_KEPT + 1)]:
            with suppress(FileNotFoundError):
                old.unlink()


def _read(path: Path) -> bytes | None:
    """Return a kept picture and note that it was wanted; None where there is none."""
    try:
        data = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return data
