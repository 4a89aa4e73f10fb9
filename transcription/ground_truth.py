"""What was really said in a recording: turns with speaker, span, words and themes, written by people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from transcription.scored_words import scored_words
from transcription.scoring import SpokenSpan

_INTERVIEWER = "interviewer"
_LANGUAGES: dict[str, Literal["fr", "en"]] = {"fr": "fr", "en": "en"}


class GroundTruthInvalid(ValueError):
    """A ground-truth file is not of the expected shape; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class TrueTurn:
    """One turn; `role` is 'interviewer' or 'leader', the span is half-open in seconds."""

    role: Literal["interviewer", "leader"]
    start_seconds: float
    end_seconds: float
    text: str
    language: Literal["fr", "en"]
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class TrueExchange:
    """A question with the answers after it, and the themes of all its turns."""

    start_seconds: float
    end_seconds: float
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """The truth about one recording."""

    name: str
    media_path: Path
    language: Literal["fr", "en"]
    turns: tuple[TrueTurn, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words as they are scored, each turn normalised in its own language."""
        return tuple(word for turn in self.turns for word in scored_words(turn.text, turn.language))

    @property
    def spans(self) -> tuple[SpokenSpan, ...]:
        """Who speaks when, by role."""
        return tuple(SpokenSpan(turn.role, turn.start_seconds, turn.end_seconds) for turn in self.turns)

    @property
    def exchanges(self) -> tuple[TrueExchange, ...]:
        """Each turn of the interviewer with the turns of the leader that follow it."""
        return tuple(_exchanges(self.turns))


def find_ground_truths(folder: Path) -> tuple[GroundTruth, ...]:
    """Read every NAME.json of a folder that lies beside its recording, in order of name.

    Raises
    ------
    GroundTruthInvalid
        When the folder holds none, or a file is not of the expected shape or lacks its recording.
    """
    if not folder.is_dir():
        raise GroundTruthInvalid(f"{folder} is not a folder.")
    truths = tuple(read_ground_truth(path) for path in sorted(folder.glob("*.json")))
    if not truths:
        raise GroundTruthInvalid(f"{folder} holds no NAME.json with the ground truth of a recording.")
    return truths


def read_ground_truth(path: Path) -> GroundTruth:
    """Read one file.

    Raises
    ------
    GroundTruthInvalid
        When it is not of the expected shape or its recording is not beside it.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        # A recording in several languages says so as « fr+en »; the first is the one it is decoded in.
        language = _LANGUAGES[str(values.get("language", "fr")).split("+")[0]]
        turns = tuple(_read_turn(turn, language) for turn in values["turns"])
        media_path = path.parent / Path(str(values["media"])).name
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GroundTruthInvalid(f"{path} is not a ground-truth file ({error!r}).") from error
    if not media_path.is_file():
        raise GroundTruthInvalid(f"{path} names the recording {media_path.name}, which is not beside it.")
    return GroundTruth(path.stem, media_path, language, turns)


def _read_turn(values: Mapping[str, Any], language: Literal["fr", "en"]) -> TrueTurn:
    return TrueTurn(
        role="interviewer" if values["speaker"] == _INTERVIEWER else "leader",
        start_seconds=float(values["start"]),
        end_seconds=float(values["end"]),
        text=str(values["text"]),
        language=_LANGUAGES[values.get("language", language)],
        themes=frozenset(values.get("themes", ())),
    )


def _exchanges(turns: tuple[TrueTurn, ...]) -> Iterator[TrueExchange]:
    group: list[TrueTurn] = []
    for turn in turns:
        if group and turn.role == "interviewer" and group[-1].role == "leader":
            yield _exchange(group)
            group = []
        group.append(turn)
    if group:
        yield _exchange(group)


def _exchange(turns: list[TrueTurn]) -> TrueExchange:
    themes = frozenset(slug for turn in turns for slug in turn.themes)
    return TrueExchange(turns[0].start_seconds, turns[-1].end_seconds, themes)
