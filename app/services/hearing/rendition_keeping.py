"""Keeps renditions: the file in the store, the row in the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Recording, Rendition
from app.services.intake.recording_intake import file_sha256
from app.storage.media_store import MediaStore


def keep_rendition(
    session: Session,
    store: MediaStore,
    recording: Recording,
    kind: str,
    path: Path,
    media_type: str,
    *,
    size_pixels: tuple[int, int] | None = None,
    made_with: dict[str, Any] | None = None,
) -> Rendition:
    """Keep a file derived from a recording, in place of an earlier one of the same kind.

    The key carries the hash of the file itself, so an address once given always means the same bytes.
    """
    sha256 = file_sha256(path)
    key = f"renditions/{recording.sha256}/{kind}-{sha256[:16]}{path.suffix}"
    store.put(key, path)
    rendition = session.scalar(
        select(Rendition).where(Rendition.recording_id == recording.id, Rendition.kind == kind)
    )
    if rendition is None:
        rendition = Rendition(recording_id=recording.id, kind=kind)
    rendition.media_key, rendition.media_type, rendition.sha256 = key, media_type, sha256
    rendition.size_bytes, rendition.made_with = path.stat().st_size, made_with
    rendition.width_pixels, rendition.height_pixels = size_pixels or (None, None)
    session.add(rendition)
    session.flush()
    return rendition
