"""Parts of a step's work that were done before the worker stopped, each in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.jobs.step_context import StepContext


@dataclass(frozen=True, slots=True)
class KeptParts:
    """A `PartMemory` in the recording's folder; the prefix tells one work from another."""

    context: StepContext
    prefix: str

    def recall(self, name: str) -> Any | None:
        """Return the plain values kept under a name, or None."""
        return self.context.recalled_json(f"{self.prefix}-{name}")

    def keep(self, name: str, values: Any) -> None:
        """Keep plain values: all of them or nothing."""
        self.context.keep_json(f"{self.prefix}-{name}", values)
