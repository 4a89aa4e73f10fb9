"""Keeps the few seconds that readers hear blind, cut on first use under a name that tells nothing."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore

from app.errors import Unavailable
from app.errors import translatable as _
from app.renditions.sound_cut import cut_sound
from app.services.corrections.blind_listening import OfferedSpot
from app.storage.media_store import MediaMissing, MediaStore
from transcription.media_gate import MediaRefused, MediaStorageFull, MediaToolUnusable

MOST_KEPT = 200
CUTS_AT_ONCE = 2
LONGEST_WAIT_SECONDS = 10.0


class BlindSounds:
    """Cuts sounds into a folder of its own and keeps the latest; all of them can be cut again."""

    def __init__(self, store: MediaStore, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._cutting = BoundedSemaphore(CUTS_AT_ONCE)
        self._secret = secrets.token_bytes(32)

    def path(self, spot: OfferedSpot) -> Path:
        """Return the file of a spot.

        Raises
        ------
        Unavailable
            The sound is missing or can't be cut now.
        """
        path = self._folder / f"{self._name(spot)}.m4a"
        if path.exists():
            return path
        if not self._cutting.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise Unavailable(_("Trop de sons sont demandés en ce moment. Réessayez dans un moment."))
        try:
            if not path.exists():
                self._cut(spot, path)
        finally:
            self._cutting.release()
        return path

    def _name(self, spot: OfferedSpot) -> str:
        told = f"{spot.media_key} {spot.start_seconds} {spot.end_seconds}"
        return hmac.new(self._secret, told.encode(), hashlib.sha256).hexdigest()[:32]

    def _cut(self, spot: OfferedSpot, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._make_room()
        try:
            with self._store.local_copy(spot.media_key) as sound:
                cut_sound(sound, path, spot.start_seconds, spot.end_seconds)
        except (MediaMissing, MediaRefused, MediaStorageFull, MediaToolUnusable) as error:
            raise Unavailable(
                _("Ce son ne peut pas être servi en ce moment. Demandez-en un autre.")
            ) from error

    def _make_room(self) -> None:
        # Names are of this process only: what an earlier one left goes as the folder fills.
        kept = sorted(self._folder.glob("*.m4a"), key=lambda one: one.stat().st_mtime)
        for old in kept[: max(0, len(kept) - MOST_KEPT + 1)]:
            with suppress(FileNotFoundError):
                old.unlink()
