"""Backs an archive up into a folder, and restores it from there, checked by hashes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from app.database import Database
from app.errors import Refused
from app.errors import translatable as _
from app.models.base import now
from app.services.intake.recording_intake import disk_full_is_said, file_sha256
from app.settings import Settings
from app.storage.media_store import MediaStore

CONTENTS = "franquette-backup.json"
DATABASE = "franquette.db"
SIGNING_KEY = "secret_key"


def back_up(settings: Settings, database: Database, store: MediaStore, folder: Path) -> int:
    """Write database and media into an empty folder; returns how many files it holds.

    The database is copied at one instant, then the media that it names: keys are never rewritten, so what is
    added meanwhile does no harm. The index and unfinished work are left out: they are made again.

    Raises
    ------
    Refused
        The folder is not empty, or the database is PostgreSQL (which has its own tools).
    """
    _need_sqlite(database)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refused(_("Le dossier %(folder)s n'est pas vide. Choisissez-en un autre."), folder=str(folder))
    with disk_full_is_said():
        source = database.engine.url.database or ""
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(folder / DATABASE)) as copy:
            live.backup(copy)
            # One file, whole in itself: no write-ahead log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        hashes: dict[str, str] = {}
        for key, sha256 in _media_of(folder / DATABASE):
            target = folder / key
            target.parent.mkdir(parents=True, exist_ok=True)
            with store.local_copy(key) as path:
                shutil.copyfile(path, target)
            hashes[key] = sha256
        secret = settings.data_dir / SIGNING_KEY
        if secret.exists():
            shutil.copy2(secret, folder / SIGNING_KEY)
        hashes[DATABASE] = file_sha256(folder / DATABASE)
        contents = {"made_at": now().isoformat(), "files": hashes}
        (folder / CONTENTS).write_text(json.dumps(contents, indent=1), encoding="utf-8")
    return len(hashes)


def restore(settings: Settings, store: MediaStore, folder: Path) -> int:
    """Bring a backup into an empty DATA_DIR, after checking every file; returns how many there were.

    Raises
    ------
    Refused
        DATA_DIR already holds an archive, the folder is no backup, or a file does not match its hash.
    """
    if (settings.data_dir / DATABASE).exists():
        raise Refused(
            _("%(folder)s contient déjà une archive. Videz-le, ou choisissez un autre FRANQUETTE_DATA_DIR."),
            folder=str(settings.data_dir),
        )
    try:
        hashes: dict[str, str] = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(_("%(folder)s n'est pas une sauvegarde de Franquette."), folder=str(folder)) from error
    for name, sha256 in hashes.items():
        path = folder / name
        inside = path.resolve().is_relative_to(folder.resolve())
        if not inside or not path.is_file() or file_sha256(path) != sha256:
            raise Refused(
                _("Le fichier %(name)s de la sauvegarde manque ou a changé. Rien n'a été restauré."),
                name=name,
            )
    with disk_full_is_said():
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key in hashes.keys() - {DATABASE}:
            store.put(key, folder / key)
        for name in (SIGNING_KEY, DATABASE):
            if (folder / name).is_file():
                shutil.copy2(folder / name, settings.data_dir / name)
    return len(hashes)


def _media_of(database_path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{database_path}?mode=ro", uri=True)) as copy:
        rows = copy.execute(
            "SELECT media_key, sha256 FROM recordings UNION ALL SELECT media_key, sha256 FROM renditions"
            " UNION ALL SELECT media_key, sha256 FROM clip_files WHERE state = 'ready'"
        )
        return [(str(key), str(sha256)) for key, sha256 in rows]


def _need_sqlite(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        raise Refused(
            _("La base est PostgreSQL : sauvegardez-la avec pg_dump, et copiez FRANQUETTE_DATA_DIR à part.")
        )
