"""`franquette demo`: the demonstration campaign through the real pipeline, and the site if asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from app.archive import Archive
from app.commands.serving import listening_socket, serve_site
from app.commands.terminal import actor, console, opened_archive, say, stop, wording
from app.commands.waiting import wait_for
from app.errors import translatable as _
from app.services.intake.manifest_intake import take_in_manifest
from app.services.intake.manifest_reading import read_manifest
from app.services.upkeep.demo_archive import CURATOR_NAME, MANIFESTS, demo_password, open_demo_account


def demo(
    serve: Annotated[bool, typer.Option("--serve", help="Serve the site afterwards.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Load the demonstration campaign and its recordings; a second run does nothing twice."""
    with opened_archive() as archive:
        if serve:
            # Said before minutes of work, not after.
            listening_socket("127.0.0.1", port).close()
        load_demo(archive)
        settings = archive.settings
        _tell_login(archive)
    if serve:
        serve_site(settings, "127.0.0.1", port)


def load_demo(archive: Archive) -> None:
    """Take in the demonstration's manifests and wait until all is processed."""
    words = wording()
    interview_ids = []
    for path in MANIFESTS:
        outcomes = take_in_manifest(
            archive.database, archive.store, read_manifest(path), publish=True,
            max_bytes=archive.settings.max_upload_bytes, actor=actor(),
        )  # fmt: skip
        for outcome in outcomes:
            if outcome.error is not None:
                stop(words.error(outcome.error))
            if outcome.outcome is not None:
                interview_ids.append(outcome.outcome.interview_id)
    for status in wait_for(archive, interview_ids):
        if status.failure is not None:
            console.print(words.gettext(status.failure[0], **status.failure[1]), markup=False)
            raise typer.Exit(1)


def _tell_login(archive: Archive) -> None:
    password = demo_password(archive.settings.data_dir)
    with archive.database.write() as session:
        is_right = open_demo_account(session, password, actor())
    if is_right:
        say(_("Compte de démonstration : %(name)s, mot de passe %(password)s, à l'adresse /atelier."),
            name=CURATOR_NAME, password=password)  # fmt: skip
    else:
        say(_("Compte de démonstration : %(name)s, avec le mot de passe que vous lui avez donné, "
              "à l'adresse /atelier."), name=CURATOR_NAME)  # fmt: skip
