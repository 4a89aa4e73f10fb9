"""What the page of a second hearing shows."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.word_difference import DifferencePart


@dataclass(frozen=True, slots=True)
class HearingProgress:
    """Where the machine stands with the newest wish; `percent` is over all its steps."""

    state: str
    is_under_way: bool
    percent: int
    step_text: str
    asked_text: str
    failure: str

    def to_json(self) -> dict[str, object]:
        """Return what the page's script looks at."""
        return {"state": self.state, "percent": self.percent, "step_text": self.step_text}


@dataclass(frozen=True, slots=True)
class OfferedPassageView:
    """A passage side by side: `before` is what is read now, `after` what was heard, differences marked.

    `number` is the passage's revision, sent along when it is taken; `is_touched`: a person settled it.
    """

    passage_id: str
    number: int
    timecode: str
    speaker: str
    status: str
    status_text: str
    language: str
    is_touched: bool
    before: tuple[DifferencePart, ...]
    after: tuple[DifferencePart, ...]


@dataclass(frozen=True, slots=True)
class OutsideView:
    """Words that were heard where the text has no passage."""

    timecode: str
    text: str


@dataclass(frozen=True, slots=True)
class OfferedView:
    """One hearing: who heard it and when, and where it differs. `seen_number` is that of the text shown."""

    number: int
    who_text: str
    at: str
    at_text: str
    count_text: str
    free_count: int
    free_text: str
    seen_number: int
    passages: tuple[OfferedPassageView, ...]
    outside: tuple[OutsideView, ...]
    newer_query: str
    older_query: str


@dataclass(frozen=True, slots=True)
class HearingAgainView:
    """The page: today's settings, the wish under way, and what a hearing offers; None where there is none."""

    interview_id: int
    leader_name: str
    notice: str
    today_text: str
    glossary_text: str
    progress: HearingProgress | None
    offered: OfferedView | None
    others: tuple[int, ...]
