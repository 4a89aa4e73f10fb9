"""Commands by name, each imported only when it is run: `--help` need not load what transcription needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command is and what the list of commands says of it.

    Attributes
    ----------
    place : str
        `module:name` of the command's function, or of the `typer.Typer` of a group, under `app.commands`.
    summary : str
        The first sentence of the command's own help.
    context_settings : mapping
        As typer takes them.
    """

    name: str
    place: str
    summary: str
    context_settings: Mapping[str, Any] = field(default_factory=dict)

    def load(self) -> TyperCommand | TyperGroup:
        """Import the command."""
        module, target = self.place.split(":")
        found = getattr(import_module(f"app.commands.{module}"), target)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command(self.name, context_settings=dict(self.context_settings))(found)
            found = alone
        loaded = typer.main.get_command(found)
        assert isinstance(loaded, TyperCommand | TyperGroup)  # noqa: S101 (typer makes nothing else)
        return loaded


def group_of(commands: Iterable[LazyCommand]) -> type[TyperGroup]:
    """Return the class of a group that lists these commands, and imports the one that is run."""
    table = {command.name: command for command in commands}

    class LazyGroup(TyperGroup):
        """Lists names and summaries; what is run takes their place."""

        def __init__(self, **settings: Any) -> None:
            listed = {one.name: TyperCommand(one.name, help=one.summary) for one in table.values()}
            super().__init__(**{**settings, "commands": listed})

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            """Import the command that is asked for."""
            name, listed, rest = super().resolve_command(ctx, args)
            return name, table[name].load() if name else listed, rest

    return LazyGroup
