"""What was really said in a recording: turns with speaker, span, words and themes, written by people.

A truth is NAME.json (turns), or NAME.txt beside the sound: the words alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from transcription.scored_words import scored_words
from transcription.scoring import SpokenSpan

_INTERVIEWER = "interviewer"
Language = Literal["fr", "en"]
_LANGUAGES: dict[str, Language] = {"fr": "fr", "en": "en"}
# Facts that an operator gives at intake; each may hold names that nobody could spell by ear.
_NAMING_FACTS = ("leader", "party", "place")
_REMARK = re.compile(r"\s*\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_TEXT_SUFFIXES = (".txt", ".json", ".py", ".md")


class GroundTruthInvalid(ValueError):
    """A ground-truth file is not of the expected shape; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class TrueTurn:
    """One turn; `role` is 'interviewer' or 'leader', the span is half-open in seconds."""

    role: Literal["interviewer", "leader"]
    start_seconds: float
    end_seconds: float
    text: str
    language: Language
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class TrueExchange:
    """A question with the answers after it, and the themes of all its turns."""

    start_seconds: float
    end_seconds: float
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """The truth about one recording.

    Attributes
    ----------
    name : str
        The name of the file that holds it, without its ending.
    path, media_path : pathlib.Path
        That file, and the recording.
    language : {"fr", "en"}
        What is spoken, at first where there are several.
    turns : tuple of TrueTurn
        Empty where only the words are known.
    plain_text : str
        The words where there are no turns.
    known_names : tuple of str
        Names that the operator gave at intake and that may be spoken: leader, party, place.
    """

    name: str
    path: Path
    media_path: Path
    language: Language
    turns: tuple[TrueTurn, ...] = ()
    plain_text: str = ""
    known_names: tuple[str, ...] = ()

    @property
    def blocks(self) -> tuple[tuple[str, ...], ...]:
        """The words as they are scored, by turn, each in its own language; without turns, by sentence."""
        if self.turns:
            return tuple(scored_words(turn.text, turn.language) for turn in self.turns)
        sentences = _SENTENCE_END.split(self.plain_text)
        blocks = (scored_words(sentence, self.language) for sentence in sentences)
        return tuple(block for block in blocks if block)

    @property
    def words(self) -> tuple[str, ...]:
        """All words as they are scored."""
        return tuple(word for block in self.blocks for word in block)

    @property
    def word_roles(self) -> tuple[str, ...]:
        """Who says each of the `words`; empty where only the words are known."""
        return (
            tuple(turn.role for turn, block in zip(self.turns, self.blocks, strict=True) for _ in block)
            if self.turns
            else ()
        )

    @property
    def spans(self) -> tuple[SpokenSpan, ...]:
        """Who speaks when, by role."""
        return tuple(SpokenSpan(turn.role, turn.start_seconds, turn.end_seconds) for turn in self.turns)

    @property
    def exchanges(self) -> tuple[TrueExchange, ...]:
        """Each turn of the interviewer with the turns of the leader that follow it."""
        return tuple(_exchanges(self.turns))


def find_ground_truths(folder: Path, text_language: Language = "fr") -> tuple[GroundTruth, ...]:
    """Read every truth of a folder that lies beside its recording, in order of name.

    Parameters
    ----------
    folder : pathlib.Path
        Holds NAME.json files, or NAME.txt files with the words alone. A NAME.txt beside no recording is
        another text and is left out, and so is one beside a NAME.json.
    text_language : {"fr", "en"}
        The language of the NAME.txt files, which cannot say it.

    Raises
    ------
    GroundTruthInvalid
        When the folder holds none, or a NAME.json is not of the expected shape or lacks its recording.
    """
    if not folder.is_dir():
        raise GroundTruthInvalid(f"{folder} is not a folder.")
    structured = sorted(folder.glob("*.json"))
    told = {path.stem for path in structured}
    plain = [path for path in sorted(folder.glob("*.txt")) if path.stem not in told and _sounds_beside(path)]
    paths = sorted([*structured, *plain], key=lambda path: path.stem)
    if not paths:
        raise GroundTruthInvalid(
            f"{folder} holds no NAME.json with the ground truth of a recording, and no NAME.txt beside one."
        )
    return tuple(read_ground_truth(path, text_language) for path in paths)


def read_ground_truth(path: Path, text_language: Language = "fr") -> GroundTruth:
    """Read one file, NAME.json or NAME.txt (in `text_language`).

    Raises
    ------
    GroundTruthInvalid
        When it is not of the expected shape or its recording is not beside it.
    """
    return _read_plain(path, text_language) if path.suffix == ".txt" else _read_structured(path)


def _read_structured(path: Path) -> GroundTruth:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        # A recording in several languages says so as « fr+en »; the first is the one it is decoded in.
        language = _LANGUAGES[str(values.get("language", "fr")).split("+")[0]]
        turns = tuple(_read_turn(turn, language) for turn in values["turns"])
        media_path = path.parent / Path(str(values["media"])).name
        known_names = tuple(_names(values))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GroundTruthInvalid(f"{path} is not a ground-truth file ({error!r}).") from error
    if not media_path.is_file():
        raise GroundTruthInvalid(f"{path} names the recording {media_path.name}, which is not beside it.")
    return GroundTruth(path.stem, path, media_path, language, turns, known_names=known_names)


def _read_plain(path: Path, language: Language) -> GroundTruth:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise GroundTruthInvalid(f"{path} is not a text in UTF-8 ({error!r}).") from error
    sounds = _sounds_beside(path)
    if len(sounds) != 1:
        found = ", ".join(sound.name for sound in sounds) or "none"
        raise GroundTruthInvalid(f"{path} must lie beside one recording of its name, not {found}.")
    return GroundTruth(path.stem, path, sounds[0], language, plain_text=text)


def _sounds_beside(path: Path) -> list[Path]:
    """Return the files of the same name that may be sound; whether they are is the media gate's to judge."""
    return [
        other
        for other in sorted(path.parent.iterdir())
        if other.stem == path.stem and other.is_file() and other.suffix not in _TEXT_SUFFIXES
    ]


def _names(values: Mapping[str, Any]) -> Iterator[str]:
    for fact in _NAMING_FACTS:
        name = _REMARK.sub("", str(values.get(fact) or "")).strip()
        if name:
            yield name


def _read_turn(values: Mapping[str, Any], language: Language) -> TrueTurn:
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
