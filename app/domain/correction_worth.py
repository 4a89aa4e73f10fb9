"""Readers' answers put together by what they say, those most worth a curator's time first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

FEWEST_AGREEING = 2


@dataclass(frozen=True, slots=True)
class ReaderAnswer:
    """One answer. `says` is equal for answers that say the same; `reader` differs from reader to reader.

    `reader` is None where nothing tells one reader from another: the answer then stands for a reader of its
    own.
    """

    id: int
    passage_id: str
    is_blind: bool
    says: Hashable
    reader: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """Answers that say the same, the earliest first; `reader_count` counts each reader once."""

    answers: tuple[ReaderAnswer, ...]
    reader_count: int

    @property
    def is_blind(self) -> bool:
        """Whether the readers did not see the text."""
        return self.answers[0].is_blind

    @property
    def is_agreed_blind(self) -> bool:
        """Whether readers who did not see the text, nor each other, heard the same."""
        return self.is_blind and self.reader_count >= FEWEST_AGREEING


@dataclass(frozen=True, slots=True)
class PassageAnswers:
    """All that waits about one passage, the most readers first."""

    passage_id: str
    agreed: tuple[AgreedAnswer, ...]

    @property
    def since(self) -> datetime:
        """Since when the oldest answer waits."""
        return min(one.answers[0].at for one in self.agreed)


def count_readers(readers: Iterable[str | None]) -> int:
    """Return how many different readers these are, each unknown one counted apart."""
    told = list(readers)
    return len({one for one in told if one is not None}) + sum(one is None for one in told)


def rank_answers(answers: Iterable[ReaderAnswer]) -> tuple[PassageAnswers, ...]:
    """Return the passages in the order of their worth.

    First those where readers agree without having seen the text, then those that most readers wrote about,
    then those that wait longest.
    """
    passages: dict[str, dict[Hashable, list[ReaderAnswer]]] = {}
    for one in sorted(answers, key=lambda answer: (answer.at, answer.id)):
        passages.setdefault(one.passage_id, {}).setdefault((one.is_blind, one.says), []).append(one)
    ranked = [
        PassageAnswers(
            passage_id,
            tuple(sorted(map(_agreed, by_saying.values()), key=_place_of_answer)),
        )
        for passage_id, by_saying in passages.items()
    ]
    return tuple(sorted(ranked, key=_place_of_passage))


def _agreed(answers: Sequence[ReaderAnswer]) -> AgreedAnswer:
    return AgreedAnswer(tuple(answers), count_readers(one.reader for one in answers))


def _place_of_answer(one: AgreedAnswer) -> tuple[bool, int, datetime]:
    return not one.is_agreed_blind, -one.reader_count, one.answers[0].at


def _place_of_passage(one: PassageAnswers) -> tuple[int, int, datetime, str]:
    agreed_blind = max((each.reader_count for each in one.agreed if each.is_agreed_blind), default=0)
    return -agreed_blind, -sum(each.reader_count for each in one.agreed), one.since, one.passage_id
