"""The words of a transcript around a span, in the order of their sound, with who says them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.clip_anchor import SpokenWord
from app.domain.word_spacing import spaces_before
from app.models import Passage

# Room for the rest of a sentence, the one before it and the one after it.
AROUND_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class SpokenWindow:
    """Some passages in a row, with their turns loaded, and their words as one sequence."""

    passages: tuple[Passage, ...]
    words: tuple[SpokenWord, ...]

    def passage(self, number: int) -> Passage:
        """Return the passage of a word of the window."""
        wanted = self.words[number].passage_id
        return next(one for one in self.passages if one.id == wanted)


def read_window(
    session: Session, transcript_id: int, start_seconds: float, end_seconds: float
) -> SpokenWindow:
    """Return the passages that are heard between two moments or close to them."""
    passages = session.scalars(
        select(Passage)
        .where(
            Passage.transcript_id == transcript_id,
            Passage.end_seconds >= start_seconds - AROUND_SECONDS,
            Passage.start_seconds <= end_seconds + AROUND_SECONDS,
        )
        .options(joinedload(Passage.turn))
        .order_by(Passage.position)
    ).all()
    return SpokenWindow(tuple(passages), spoken_words_of(passages))


def spoken_words_of(passages: Sequence[Passage]) -> tuple[SpokenWord, ...]:
    """Return the words of passages in order; their turns must be loaded."""
    return tuple(word for passage in passages for word in _words(passage))


def with_roles(passages: Sequence[Passage], words: Sequence[SpokenWord]) -> list[list[object]]:
    """Return words of passages in the shape of `Clip.words`, with who says them; turns must be loaded."""
    roles = {one.id: one.turn.speaker_role for one in passages}
    return [
        [one.passage_id, one.number, one.text, one.start_seconds, one.end_seconds, roles[one.passage_id]]
        for one in words
    ]


def _words(passage: Passage) -> Iterator[SpokenWord]:
    spaces = spaces_before(passage.text, (one[0] for one in passage.words))
    for number, ((text, start, end, _probability), has_space) in enumerate(
        zip(passage.words, spaces, strict=True)
    ):
        # Between passages there is one.
        is_apart = has_space or number == 0
        yield SpokenWord(passage.id, number, text, start, end, passage.turn.position, is_apart)
