"""How two texts differ, in words: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from app.domain.transcript_edit import spoken_tokens

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class DifferencePart:
    """Some words in a row, and whether both texts have them, only the first, or only the second."""

    change: Change
    text: str


def word_difference(before: str, after: str) -> tuple[DifferencePart, ...]:
    """Return the parts of two texts in order; what was removed stands before what replaced it.

    A space before a mark, as French sets it, is no difference.
    The words of the parts that are `same` or `removed` are those of `before`, in order; of those that are
    `same` or `added`, those of `after`.
    """
    old, new = spoken_tokens(before), spoken_tokens(after)
    # Without this, a word said often in a long passage would be taken for noise.
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(_parts(matcher, old, new))


def _parts(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[DifferencePart]:
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield DifferencePart("same", " ".join(old[old_start:old_end]))
            continue
        if old_end > old_start:
            yield DifferencePart("removed", " ".join(old[old_start:old_end]))
        if new_end > new_start:
            yield DifferencePart("added", " ".join(new[new_start:new_end]))
