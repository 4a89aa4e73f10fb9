"""Writes an interview as a BagIt bag: the original, its text in every format, and hashes to check them.

References
----------
RFC 8493, The BagIt File Packaging Format (V1.0).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from app.errors import Refused
from app.errors import translatable as _
from app.models import Recording
from app.models.base import now
from app.services.intake.recording_intake import disk_full_is_said, file_sha256
from app.storage.media_store import MediaStore


def write_bag(folder: Path, store: MediaStore, recording: Recording, texts: Mapping[str, str]) -> Path:
    """Write the bag into a new folder and return it.

    Parameters
    ----------
    texts : mapping of str to str
        File name to its whole text.

    Raises
    ------
    Refused
        The folder exists already.
    """
    if folder.exists():
        raise Refused(_("%(folder)s existe déjà. Choisissez un autre nom avec --output."), folder=str(folder))
    payload = folder / "data"
    with disk_full_is_said():
        payload.mkdir(parents=True)
        with store.local_copy(recording.media_key) as original:
            shutil.copyfile(original, payload / f"original{Path(recording.media_key).suffix}")
        for name, text in texts.items():
            (payload / name).write_text(text, encoding="utf-8")
        files = sorted(payload.iterdir())
        size_bytes = sum(path.stat().st_size for path in files)
        _write(folder / "bagit.txt", "BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8")
        _write(
            folder / "bag-info.txt",
            f"Bagging-Date: {now().date().isoformat()}",
            f"Payload-Oxum: {size_bytes}.{len(files)}",
            f"External-Identifier: sha256:{recording.sha256}",
        )
        _write(folder / "manifest-sha256.txt", *(f"{file_sha256(path)}  data/{path.name}" for path in files))
        tags = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
        _write(folder / "tagmanifest-sha256.txt", *(f"{file_sha256(folder / name)}  {name}" for name in tags))
    return folder


def _write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
