"""What the editor of transcripts shows, as frozen views; the same goes to its scripts as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.services.showing.view_parts import Link, Player, StatusView, ThemeTag

SpokenWord = tuple[str, float, float, float | None]


@dataclass(frozen=True, slots=True)
class EditorSpeaker:
    """Who speaks in a passage; `note` says how it is known. `voice` is None where none was told apart."""

    role: str
    text: str
    note: str
    voice: int | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class EditorDraft:
    """What the curator typed and did not save; `seen_number` is the revision they were reading."""

    text: str
    seen_number: int
    saved_at: str
    saved_text: str


@dataclass(frozen=True, slots=True)
class EditorPassage:
    """A passage as it is edited; times in seconds.

    `previous` is the passage before it, None for the first. `number` is the revision that it is of: an edit
    says so, to be told when somebody else was faster. `words` are (text, start, end, probability), `doubts`
    the numbers of those that deserve an ear. `status_mark` is the status in a word, empty while the text is
    the machine's. `settled` says who decided what.
    """

    id: str
    previous: str | None
    number: int
    start_seconds: float
    end_seconds: float
    timecode: str
    text: str
    words: tuple[SpokenWord, ...]
    doubts: tuple[int, ...]
    speaker: EditorSpeaker
    starts_turn: bool
    exchange: str
    language: str
    status: StatusView
    status_mark: str
    themes: tuple[ThemeTag, ...]
    settled: tuple[str, ...]
    draft: EditorDraft | None

    def to_json(self) -> dict[str, Any]:
        """Return the passage as the editor's scripts read it (app/static/js/editor_state.js)."""
        return {
            "id": self.id,
            "previous": self.previous,
            "number": self.number,
            "start": self.start_seconds,
            "end": self.end_seconds,
            "timecode": self.timecode,
            "text": self.text,
            "words": self.words,
            "doubts": self.doubts,
            "speaker": {
                "role": self.speaker.role,
                "text": self.speaker.text,
                "note": self.speaker.note,
                "voice": self.speaker.voice,
                "is_confirmed": self.speaker.is_confirmed,
            },
            "starts_turn": self.starts_turn,
            "exchange": self.exchange,
            "language": self.language,
            "status": {
                "code": self.status.code,
                "text": self.status.text,
                "mark": self.status_mark,
            },
            "themes": [
                {"slug": one.slug, "label": one.label, "made_by_text": one.made_by_text}
                for one in self.themes
            ],
            "settled": self.settled,
            "draft": None
            if self.draft is None
            else {
                "text": self.draft.text,
                "seen": self.draft.seen_number,
                "saved_at": self.draft.saved_at,
            },
        }


@dataclass(frozen=True, slots=True)
class EditorText:
    """The whole text of an interview as it is edited; `revision` is the newest."""

    interview_id: int
    transcript_id: int
    revision: int
    passages: tuple[EditorPassage, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the text as the editor's scripts read it."""
        return {
            "interview": self.interview_id,
            "revision": self.revision,
            "passages": [one.to_json() for one in self.passages],
        }


@dataclass(frozen=True, slots=True)
class EditorView:
    """The page of the editor; `roles` are who may be said to speak: a code and its words.

    `text` is None until the recording is transcribed, `player` until its sound can be played.
    """

    interview_id: int
    curator_id: int
    leader_name: str
    facts: tuple[str, ...]
    player: Player | None
    text: EditorText | None
    roles: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    draft_count: int
    notice: str


@dataclass(frozen=True, slots=True)
class PassageToolsView:
    """All that can be done to one passage, each as a form of its own; `text` and `next` as in the editor."""

    interview_id: int
    leader_name: str
    passage: EditorPassage
    next: EditorPassage | None
    player: Player | None
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DifferencePiece:
    """Some words in a row: `same`, `removed` (only theirs has them) or `added` (only mine)."""

    change: str
    text: str


@dataclass(frozen=True, slots=True)
class EditConflict:
    """Two texts of one passage, the one that stands and the one that came too late.

    `passage` is the passage as it stands, or the one that took its words in; `is_gone` tells which.
    """

    message: str
    interview_id: int
    passage_id: str
    passage: EditorPassage | None
    is_gone: bool
    by: str
    at: str
    at_text: str
    mine: str | None
    difference: tuple[DifferencePiece, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the conflict as the editor's scripts read it."""
        theirs = self.passage
        return {
            "detail": self.message,
            "passage": self.passage_id,
            "is_gone": self.is_gone,
            "by": self.by,
            "at": self.at,
            "text": theirs.text if theirs else "",
            "number": theirs.number if theirs else 0,
            "mine": self.mine,
            "difference": [[one.change, one.text] for one in self.difference],
            "passages": [theirs.to_json()] if theirs else [],
        }
