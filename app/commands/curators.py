"""`franquette curator add`."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from app.commands.terminal import actor, opened_archive, say
from app.errors import translatable as _
from app.services.curator_accounts import add_curator

app = typer.Typer(no_args_is_help=True, help="Accounts of curators.")


@app.callback()
def curators() -> None:
    """Accounts of curators."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from the input.")
    ] = False,
) -> None:
    """Add a curator."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else getpass.getpass()
    with opened_archive() as archive, archive.database.write() as session:
        add_curator(session, name, password, actor=actor())
    say(_("Compte « %(name)s » ajouté."), name=name)
