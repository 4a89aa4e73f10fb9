"""What the guided pass shows, as frozen views; the same goes to the editor's scripts as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.services.showing.view_parts import Link, MediaSource


@dataclass(frozen=True, slots=True)
class SpotPassage:
    """The passage in which a spot lies, cut in three: `marked` is what the spot is about.

    `number` is the revision that the passage is of; `first_word` and `end_word` are the words of the spot, as
    half-open indices; `text` is the whole text, as it can be written otherwise.
    """

    id: str
    number: int
    speaker_text: str
    speaker_role: str
    language: str
    text: str
    before: str
    marked: str
    after: str
    first_word: int
    end_word: int


@dataclass(frozen=True, slots=True)
class SpotView:
    """One spot to hear; times in seconds.

    `place` counts from 1 in the queue. `question` is what the person is asked, `reasons` why. `set_aside` is
    what the machine wrote and took out. `previous` and `next` are the texts around, as they sound.
    """

    key: str
    kind: str
    place: int
    is_settled: bool
    question: str
    accept_text: str
    reasons: tuple[str, ...]
    set_aside: str
    passage: SpotPassage | None
    previous: str
    next: str
    timecode: str
    start_seconds: float
    end_seconds: float
    play_from: float
    play_until: float
    sources: tuple[MediaSource, ...]
    ribbon_svg: str
    back_url: str
    skip_url: str

    def to_json(self) -> dict[str, Any]:
        """Return the spot as the guided pass in the editor reads it."""
        passage = self.passage
        return {
            "key": self.key,
            "kind": self.kind,
            "is_settled": self.is_settled,
            "question": self.question,
            "accept": self.accept_text,
            "reasons": self.reasons,
            "text": passage.marked if passage else "",
            "set_aside": self.set_aside,
            "passage": passage.id if passage else None,
            "first": passage.first_word if passage else 0,
            "end": passage.end_word if passage else 0,
            "start": self.start_seconds,
            "until": self.end_seconds,
            "play_from": self.play_from,
            "play_until": self.play_until,
        }


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far the hearing is, in numbers and in words; shares in percent."""

    settled_count: int
    spot_count: int
    spots_text: str
    vouched_percent: int
    vouched_text: str

    def to_json(self) -> dict[str, Any]:
        """Return the progress as the editor's scripts read it."""
        return {
            "settled": self.settled_count,
            "spots": self.spot_count,
            "spots_text": self.spots_text,
            "vouched_percent": self.vouched_percent,
            "vouched_text": self.vouched_text,
        }


@dataclass(frozen=True, slots=True)
class ListeningView:
    """The page of the guided pass: one spot, or none where all were heard.

    `roles` are who may be said to speak: a code and its words.
    """

    interview_id: int
    leader_name: str
    progress: ProgressView
    spot: SpotView | None
    roles: tuple[tuple[str, str], ...]
    unnamed_voices_text: str
    links: tuple[Link, ...]
