"""What other sites show of a link to a clip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharePictureLink:
    """Where a picture of a clip is, and what one needs to know to show it: size in pixels and words.

    `alternative` is its text; `name` and `note` say what it is and what it is good for.
    """

    url: str
    width: int
    height: int
    alternative: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class SharedMedia:
    """A file that a card may play: `kind` is `audio` or `video`; sizes in pixels, None without a picture."""

    kind: str
    url: str
    media_type: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class ClipShare:
    """Pictures of a clip and what its card plays; `author_url` is empty where the leader does not speak."""

    wide: SharePictureLink
    tall: SharePictureLink
    media: tuple[SharedMedia, ...]
    author_url: str
