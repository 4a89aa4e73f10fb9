"""What is known of a recording before it is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fr", "en"]
_LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class HearingPlan:
    """What is known beforehand, and how to hear.

    Attributes
    ----------
    languages : tuple of 'fr' or 'en'
        Those that may be spoken; the first is the interview's.
    setting : str
        A name of `decode_settings.DECODE_SETTINGS`.
    vocabulary : mapping of language to tuple of str
        Names and terms to expect, most important first.
    """

    languages: tuple[Language, ...]
    setting: str
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def languages_from(first: Language) -> tuple[Language, ...]:
    """Return all languages that may be spoken, the interview's first."""
    return (first, *(language for language in _LANGUAGES if language != first))
