"""What the page shows that replaces words in all interviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.services.glossary.glossary_views import Choice
from app.services.glossary.replacing_search import ReplacingRequest
from app.services.showing.view_parts import Link, MediaSource


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a passage that stays, goes or comes."""

    change: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class ReplacingPassage:
    """A passage before and after; `key` is what its tick box sends. The rest is what a listen link needs."""

    key: str
    parts: tuple[TextPart, ...]
    language: str
    status_text: str
    speaker_text: str
    timecode: str
    length_text: str
    start_seconds: float
    end_seconds: float
    play_sources: tuple[MediaSource, ...]
    is_video: bool
    url: str
    moment_url: str


@dataclass(frozen=True, slots=True)
class ReplacingInterview:
    """The passages of one interview."""

    id: int
    name: str
    facts: tuple[str, ...]
    count_text: str
    passages: tuple[ReplacingPassage, ...]


@dataclass(frozen=True, slots=True)
class ReplacingDone:
    """What was just replaced, where to see and undo it, and what had changed meanwhile."""

    summary: str
    undo_links: tuple[Link, ...]
    changed_meanwhile: str


@dataclass(frozen=True, slots=True)
class ReplacingView:
    """The form, and where its words stand once they are given."""

    request: ReplacingRequest
    reaches: tuple[Choice, ...]
    campaigns: tuple[Choice, ...]
    refusal: str
    done: ReplacingDone | None
    is_searched: bool
    count_text: str
    more_text: str
    interviews: tuple[ReplacingInterview, ...]
