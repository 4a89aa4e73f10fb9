"""What the pages of a transcript's history show."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.word_difference import DifferencePart


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision: who made it, when, what was done and why.

    `is_first` is the machine's own, that nothing came before; `is_offered` one of a machine that heard the
    sound again: nobody reads it, but its words may be taken.
    """

    number: int
    who_text: str
    at: str
    at_text: str
    act_text: str
    reason: str
    passages_text: str
    is_first: bool
    is_offered: bool
    is_latest: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All revisions of a transcript, the newest first; queries are what follows `?`, empty where none is."""

    interview_id: int
    leader_name: str
    notice: str
    count_text: str
    revisions: tuple[RevisionRow, ...]
    newer_query: str
    older_query: str


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """A passage as two revisions have it, side by side.

    `facts` tell what else changed than words: speaker, edges, exchange. `before_text` or `after_text` is None
    where the passage was not there.
    """

    passage_id: str
    timecode: str
    start_seconds: float
    end_seconds: float
    language: str
    before_speaker: str
    after_speaker: str
    before: tuple[DifferencePart, ...] | None
    after: tuple[DifferencePart, ...] | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedRevisions:
    """Two revisions side by side: `before` and `after` are their rows; the choices are all numbers there are.

    `can_take_back`: only one revision is shown, and it was a person's.
    """

    interview_id: int
    leader_name: str
    notice: str
    before: RevisionRow
    after: RevisionRow
    passages: tuple[ChangedPassage, ...]
    count_text: str
    last_number: int
    can_restore: bool
    can_take_back: bool
