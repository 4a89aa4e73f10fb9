"""What a long work has done so far, kept in parts, so that it goes on where it was cut short."""

from __future__ import annotations

from typing import Any, Protocol


class PartMemory(Protocol):
    """Keeps plain values under a name; one memory for one work on one recording."""

    def recall(self, name: str) -> Any | None:
        """Return the plain values kept under a name, or None."""

    def keep(self, name: str, values: Any) -> None:
        """Keep plain values: all of them or nothing."""


class NoMemory:
    """Forgets at once: for works that are not resumed."""

    def recall(self, name: str) -> None:
        """Return nothing."""

    def keep(self, name: str, values: Any) -> None:
        """Do nothing."""
