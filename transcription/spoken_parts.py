"""The parts that a conversation falls into: turns, passages, exchanges. Indices count words and turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpeakerRole = Literal["leader", "interviewer", "unknown"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without interruption.

    Attributes
    ----------
    first_word, end_word : int
        Half-open range of word indices, never empty.
    start_seconds, end_seconds : float
        From the start of the first word to the end of the last one.
    role : {"leader", "interviewer", "unknown"}
    voice : int or None
        Number of the voice; None where the sound fits no voice.
    """

    first_word: int
    end_word: int
    start_seconds: float
    end_seconds: float
    role: SpeakerRole
    voice: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One to a few whole sentences of one turn: the unit that is tagged, searched, quoted and linked."""

    first_word: int
    end_word: int
    start_seconds: float
    end_seconds: float
    role: SpeakerRole
    voice: int | None
    turn: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer.

    Attributes
    ----------
    first_turn, end_turn : int
        Half-open range of turn indices, from the first question turn to the last answer turn.
    question_turns, answer_turns : tuple of int
        Turn indices; neither is empty. A turn of the range that is in neither is an interjection.
    first_word, end_word : int
    start_seconds, end_seconds : float
    """

    first_turn: int
    end_turn: int
    question_turns: tuple[int, ...]
    answer_turns: tuple[int, ...]
    first_word: int
    end_word: int
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class SpokenStructure:
    """The whole conversation; every word is in one turn and in one passage, some turns are in an exchange."""

    turns: tuple[Turn, ...]
    passages: tuple[Passage, ...]
    exchanges: tuple[Exchange, ...]
