"""`franquette curator`: accounts of the studio, for who runs the archive."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from app.commands.terminal import actor, opened_archive, print_json, say, wording
from app.errors import translatable as _
from app.models import Curator
from app.models.base import now
from app.services.accounts.account_views import ROLES, list_accounts
from app.services.accounts.curator_accounts import (
    add_curator,
    change_role,
    curator_named,
    disable_curator,
    enable_curator,
    has_admin,
    reset_password,
)
from app.services.accounts.curator_passwords import one_time_password

app = typer.Typer(no_args_is_help=True, help="Accounts of curators.")
Name = Annotated[str, typer.Argument(help="Name to sign in with.")]
FromInput = Annotated[bool, typer.Option("--password-stdin", help="Read the password from the input.")]


@app.callback()
def curators() -> None:
    """Accounts of curators."""


@app.command()
def add(
    name: Name,
    role: Annotated[
        str, typer.Option(help="curator corrects and publishes; admin also manages accounts.")
    ] = "curator",
    password_stdin: FromInput = False,
) -> None:
    """Add a curator."""
    password = _line_of_input() if password_stdin else getpass.getpass()
    with _writing() as session:
        curator = add_curator(session, name, password, role, actor())
        is_managed = has_admin(session)
    say(_("Compte « %(name)s » ajouté."), name=curator.name)
    if not is_managed:
        say(_("Personne n'administre encore l'archive : `franquette curator role NOM admin`."))


@app.command("list")
def list_all(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List all accounts."""
    with opened_archive() as archive, archive.database.read() as session:
        accounts = list_accounts(session, now())
    if as_json:
        print_json({"curators": [one.to_json() for one in accounts]})
        return
    words = wording()
    closed = words.gettext(_("fermé"))
    for one in accounts:
        state = "" if one.is_enabled else f" ({closed})"
        typer.echo(f"{one.name}\t{words.gettext(ROLES[one.role])}{state}")


@app.command()
def disable(name: Name) -> None:
    """Close an account; its sessions end at once."""
    _act(name, lambda session, curator: disable_curator(session, curator, actor()))
    say(_("Compte « %(name)s » fermé ; ses sessions sont terminées."), name=name)


@app.command()
def enable(name: Name) -> None:
    """Open a closed account again."""
    _act(name, lambda session, curator: enable_curator(session, curator, actor()))
    say(_("Compte « %(name)s » ouvert."), name=name)


@app.command("role")
def give_role(name: Name, role: Annotated[str, typer.Argument(help="curator or admin.")]) -> None:
    """Give an account another role."""
    _act(name, lambda session, curator: change_role(session, curator, role, actor()))
    say(_("Le rôle est changé."))


@app.command()
def reset(name: Name, password_stdin: FromInput = False) -> None:
    """Give an account a new password; without --password-stdin a one-time one, printed once."""
    password = _line_of_input() if password_stdin else one_time_password()
    _act(
        name,
        lambda session, curator: reset_password(
            session, curator, password, actor(), is_one_time=not password_stdin
        ),
    )
    if password_stdin:
        say(_("Le mot de passe de « %(name)s » est changé ; ses sessions sont terminées."), name=name)
        return
    say(_("Mot de passe à usage unique de « %(name)s », bon trois jours :"), name=name)
    typer.echo(password)


def _act(name: str, act: Callable[[Session, Curator], None]) -> None:
    with _writing() as session:
        act(session, curator_named(session, name))


@contextmanager
def _writing() -> Iterator[Session]:
    with opened_archive() as archive, archive.database.write() as session:
        yield session


def _line_of_input() -> str:
    return sys.stdin.readline().rstrip("\r\n")
