"""`franquette check`, `reindex`, `backup`, `restore`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from app.commands.terminal import console, errors_are_sentences, opened_archive, print_json, say, wording
from app.errors import translatable as _
from app.services.searching.index_sync import rebuild_index
from app.services.upkeep.archive_backup import back_up
from app.services.upkeep.archive_backup import restore as restore_backup
from app.services.upkeep.fixity_check import check_archive
from app.settings import Settings
from app.storage.media_store import open_store


def check(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Check every file against its hash, the references, and the index."""
    words = wording()
    with opened_archive() as archive:
        report = check_archive(archive.database, archive.store, archive.index)
    problems = [
        {"kind": problem.kind, "subject": problem.subject, "error": words.gettext(problem.sentence)}
        for problem in report.problems
    ]
    if as_json:
        print_json(
            {
                "ok": not problems,
                "files_checked": report.files_checked,
                "passages_published": report.passages_published,
                "problems": problems,
            }
        )
    for problem in problems:
        console.print(f"{problem['subject']} : {problem['error']}", markup=False)
    if problems:
        raise typer.Exit(1)
    if not as_json:
        say(_("%(files)s fichiers vérifiés, rien à signaler."), files=report.files_checked)


def reindex() -> None:
    """Make the search index again from the database."""
    with errors_are_sentences():
        settings = Settings()
        if not settings.search_url:
            # A damaged index can't even be opened; it holds nothing that the database does not.
            shutil.rmtree(settings.index_dir, ignore_errors=True)
    with opened_archive() as archive:
        count = rebuild_index(archive.database, archive.index)
    say(_("%(count)s passages dans l'index."), count=count)


def backup(folder: Annotated[Path, typer.Argument(help="An empty folder.")]) -> None:
    """Copy database and media into a folder, each file with its hash."""
    with opened_archive() as archive:
        count = back_up(archive.settings, archive.database, archive.store, folder)
    say(_("%(count)s fichiers sauvegardés dans %(folder)s."), count=count, folder=folder)


def restore(folder: Annotated[Path, typer.Argument(help="A folder made by `backup`.")]) -> None:
    """Bring a backup into an empty DATA_DIR, checked, and index it."""
    with errors_are_sentences():
        settings = Settings()
        count = restore_backup(settings, open_store(settings), folder)
    with opened_archive() as archive:
        rebuild_index(archive.database, archive.index)
    say(_("%(count)s fichiers restaurés dans %(folder)s."), count=count, folder=settings.data_dir)
