"""The family of errors that a person may read. Particular ones stand beside the service that raises them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def translatable(message: str) -> str:
    """Mark a French sentence for the catalogue; it is translated only where a person reads it."""
    return message


class ApplicationError(Exception):
    """Something that the person can understand and act upon.

    `message` is the French sentence, the key of its translation; `parameters` fill its %(name)s places.
    """

    def __init__(self, message: str, **parameters: Any) -> None:
        super().__init__(message)
        self.message = message
        self.parameters: Mapping[str, Any] = parameters

    def __str__(self) -> str:
        return self.message % self.parameters if self.parameters else self.message


class Refused(ApplicationError):
    """What came from outside can't be accepted as it is."""


class Forbidden(ApplicationError):
    """The person is known, and may not do this."""


class Conflict(ApplicationError):
    """Somebody else changed the thing meanwhile: nothing was written, nothing is lost."""


class NotFound(ApplicationError):
    """The thing asked for does not exist, or is not public."""


class Withdrawn(ApplicationError):
    """The thing was public and was withdrawn: a dated tombstone answers."""


class Unsupported(ApplicationError):
    """The thing exists, and not in the form asked for."""


class Unavailable(ApplicationError):
    """The archive can't serve now: a missing model, a full disk, a database it does not know."""


class Busy(Unavailable):
    """Too many ask for the same kind of work: there is room again after some seconds."""

    retry_after_seconds = 5
