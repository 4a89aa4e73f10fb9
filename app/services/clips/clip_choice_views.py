"""What the page shows on which a reader chooses the words of a clip."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.clips.clip_views import ClipPart
from app.services.showing.view_parts import InterviewCard, Player


@dataclass(frozen=True, slots=True)
class ClipBar:
    """What the page of an interview needs so that its words can be chosen there.

    `action_url` is the page of `ClipChoice`, where they are kept too; `most_seconds` is how long a
    clip may be.
    """

    action_url: str
    most_seconds: int


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """A passage or a word in a list; `value` is its address."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """The words of one passage in a list."""

    text: str
    options: tuple[ChoiceOption, ...]


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """The words as they would be kept, and the lists from which others are taken.

    `first` and `last` are the addresses of their edges. `before` and `after` are the rest of the sentences
    that they cut; empty where they cut none. `refusal` says why they can't be kept; empty where they can.
    """

    first: str
    last: str
    first_words: tuple[ChoiceGroup, ...]
    last_words: tuple[ChoiceGroup, ...]
    parts: tuple[ClipPart, ...]
    before: str
    after: str
    cut_notice: str
    start_seconds: float
    end_seconds: float
    timecode: str
    length_text: str
    player: Player | None
    refusal: str


@dataclass(frozen=True, slots=True)
class ClipChoice:
    """The page: two lists of passages, or the chosen words once passages were chosen.

    `first_field` and `last_field` are what the address calls the two edges.
    """

    interview: InterviewCard
    synthetic_notice: str
    refusal: str
    action_url: str
    first_field: str
    last_field: str
    first_passages: tuple[ChoiceOption, ...]
    last_passages: tuple[ChoiceOption, ...]
    chosen: ChosenWords | None
