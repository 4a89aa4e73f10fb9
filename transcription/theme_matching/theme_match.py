"""What theme matching answers with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """A theme that a text speaks of.

    Attributes
    ----------
    slug : str
        The theme.
    score : float
        In 0..1; how often a text with as much evidence bears the theme, see `theme_score`.
    evidence : tuple of str
        The words heard that speak for it, strongest first ("because: fibre, village").
    is_inherited : bool
        True when the theme comes from the question (or the question before), not from these words.
    nearest_example : str
        The example sentence that the text is nearest to, where the words alone would not have made the tag;
        empty otherwise.
    """

    slug: str
    score: float
    evidence: tuple[str, ...]
    is_inherited: bool = False
    nearest_example: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeThemes:
    """The themes of a question and its answer.

    Attributes
    ----------
    question, answer : tuple of ThemeMatch
        What each of them says by itself, best first; for a follow-up question, what it takes from before.
    inherited : tuple of ThemeMatch
        Themes that the question raised and the answer does not name, marked inherited.
    """

    question: tuple[ThemeMatch, ...]
    answer: tuple[ThemeMatch, ...]
    inherited: tuple[ThemeMatch, ...]

    @property
    def slugs(self) -> frozenset[str]:
        """Every theme of the exchange."""
        return frozenset(match.slug for match in (*self.question, *self.answer, *self.inherited))
