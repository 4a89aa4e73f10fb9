"""Speaker error by words: how many words are given to the wrong person, and how many to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeakerWordError:
    """Words opposite a word of the reference: all of them, those of the wrong role, and those of none."""

    compared_words: int
    wrong_words: int
    unknown_words: int

    @property
    def error_rate(self) -> float | None:
        """Share, 0..1, of the words given to the other person; None when no word could be compared."""
        return self.wrong_words / self.compared_words if self.compared_words else None

    @property
    def unknown_rate(self) -> float | None:
        """Share, 0..1, of the words whose speaker is left unknown; None when no word could be compared."""
        return self.unknown_words / self.compared_words if self.compared_words else None


def score_speaker_words(
    said_roles: Sequence[str], said_index: Sequence[int | None], told_roles: Sequence[str]
) -> SpeakerWordError:
    """Compare the role told for each written word with the role of the said word opposite to it.

    Parameters
    ----------
    said_roles : sequence of str
        Who says each word of the reference.
    said_index : sequence of int or None
        For each written word the word of the reference opposite to it (`word_alignment.judge_words`).
    told_roles : sequence of str
        For each written word the role it was given; 'unknown' is counted apart.
    """
    pairs = [
        (said_roles[index], told)
        for index, told in zip(said_index, told_roles, strict=True)
        if index is not None
    ]
    unknown = sum(told == "unknown" for _, told in pairs)
    wrong = sum(told not in (said, "unknown") for said, told in pairs)
    return SpeakerWordError(len(pairs), wrong, unknown)
