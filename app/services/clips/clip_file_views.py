"""What the page of a clip shows of its files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClipFileView:
    """A file that a clip has or may have.

    `state` is `absent`, `making`, `ready` or `failed`; `note` says what it is good for, or why it failed.
    `percent` is what is done of it.
    """

    kind: str
    title: str
    note: str
    state: str
    url: str
    size_text: str
    percent: int
