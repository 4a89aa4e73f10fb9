"""What a theme is called and which words give it away, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Combination:
    """Words that mean little alone and much together: one of each group must be heard close to the others.

    Attributes
    ----------
    groups : tuple of tuple of str
        At least two groups of words or phrases.
    weight : float
        Evidence given when each group is met, on the scale of `ThemeCues`.
    """

    groups: tuple[tuple[str, ...], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class ThemeCues:
    """The words of one theme in one language.

    Attributes
    ----------
    decisive, strong, weak : tuple of str
        Words and phrases worth 3, 2 and 1 points of evidence; about 2 points make a tag.
    against : tuple of str
        Phrases that use the same words for something else ("libre-échange"): what they cover does not count,
        and each takes evidence away.
    combinations : tuple of Combination
        Words that count only together.

    Notes
    -----
    Words are compared by stem and by sound. A final `*` means any ending ("cyber*"); a leading `=` means the
    word as it is written and not its relatives ("=chiffrement" is not "chiffres").
    """

    decisive: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    combinations: tuple[Combination, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeVocabulary:
    """A theme: its slug, its names, and how it is recognised.

    Attributes
    ----------
    slug : str
        The theme's name in addresses.
    labels, descriptions : mapping of str to str
        By language code ("fr", "en").
    spoken_names : mapping of str to str
        By language code, how the theme is named in talk, where the label is a heading nobody says.
    cues : mapping of str to ThemeCues
        By language code. A theme without cues in a language is recognised by its label alone.
    examples : mapping of str to tuple of str
        By language code, passages that a person tagged with this theme.
    """

    slug: str
    labels: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    cues: Mapping[str, ThemeCues] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spoken_names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ThemeVocabulary:
        """Build a theme from the shape of the vocabulary files (and of a stored theme).

        Parameters
        ----------
        plain : mapping
            `slug`, `labels`, optional `spoken_names`, `descriptions` and `examples` by language, and for each
            language a table with `decisive`, `strong`, `weak`, `against`, `groups` and `together`.

        Raises
        ------
        ValueError
            If the slug or the labels are missing, or a combination names an unknown group.
        """
        slug, labels = plain.get("slug"), plain.get("labels")
        if not slug or not labels:
            raise ValueError("a theme needs a slug and labels")
        return cls(
            slug=str(slug),
            labels=dict(labels),
            spoken_names=dict(plain.get("spoken_names", {})),
            descriptions=dict(plain.get("descriptions", {})),
            cues={code: _cues(str(slug), plain[code]) for code in LANGUAGES if code in plain},
            examples={code: tuple(texts) for code, texts in plain.get("examples", {}).items()},
        )

    def cues_in(self, language: str) -> ThemeCues:
        """Give the cues of a language, or the label alone as a decisive cue where there are none."""
        if language in self.cues:
            return self.cues[language]
        label = self.labels.get(language)
        return ThemeCues(decisive=(label,) if label else ())


def _cues(slug: str, table: Mapping[str, Any]) -> ThemeCues:
    groups: Mapping[str, Sequence[str]] = table.get("groups", {})
    unknown = {name for rule in table.get("together", ()) for name in rule["groups"]} - set(groups)
    if unknown:
        raise ValueError(f"theme {slug}: unknown group {', '.join(sorted(unknown))}")
    combinations = tuple(
        Combination(tuple(tuple(groups[name]) for name in rule["groups"]), float(rule["weight"]))
        for rule in table.get("together", ())
    )
    lists = {name: tuple(table.get(name, ())) for name in ("decisive", "strong", "weak", "against")}
    return ThemeCues(**lists, combinations=combinations)
