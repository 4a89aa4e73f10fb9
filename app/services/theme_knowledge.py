"""Makes the matcher from what the database knows now: themes, curators' examples, and their decisions.

Each tagging asks anew, so a decision or a theme added in one process is used by the next tagging in another;
the matcher is only made again when something has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Theme, ThemeDecision, ThemeExample
from transcription.theme_matching import (
    DecidedText,
    ThemeMatcher,
    ThemeVocabulary,
    default_vocabularies,
    open_meaning,
    with_drawn_cues,
)


@dataclass(frozen=True, slots=True)
class StoredTheme:
    """A theme as the database has it; `examples` are (language, text)."""

    slug: str
    labels: tuple[str, str]
    descriptions: tuple[str, str]
    examples: tuple[tuple[str, str], ...]


def current_matcher(session: Session) -> ThemeMatcher:
    """Return a matcher of the themes in use that knows every decision."""
    themes = session.scalars(select(Theme).where(Theme.retired_on.is_(None)).order_by(Theme.position)).all()
    slugs = {theme.id: theme.slug for theme in themes}
    examples = defaultdict(list)
    for example in session.scalars(select(ThemeExample).order_by(ThemeExample.id)):
        examples[example.theme_id].append((example.language, example.text))
    stored = tuple(
        StoredTheme(
            theme.slug,
            (theme.label_fr, theme.label_en),
            (theme.description_fr, theme.description_en),
            tuple(examples[theme.id]),
        )
        for theme in themes
    )
    return _matcher(stored, _decided(session, slugs))


def _decided(session: Session, slugs: Mapping[int, str]) -> tuple[DecidedText, ...]:
    """Return the newest decision about each passage and theme, oldest first."""
    newest: dict[tuple[str, int], DecidedText] = {}
    for one in session.scalars(select(ThemeDecision).order_by(ThemeDecision.id)):
        if one.theme_id in slugs:
            newest.pop((one.passage_id, one.theme_id), None)
            newest[one.passage_id, one.theme_id] = DecidedText(
                slugs[one.theme_id], one.text, one.language, one.is_about
            )
    return tuple(newest.values())


@lru_cache(maxsize=2)
def _matcher(themes: tuple[StoredTheme, ...], decisions: tuple[DecidedText, ...]) -> ThemeMatcher:
    shipped = {vocabulary.slug: vocabulary for vocabulary in default_vocabularies()}
    vocabularies = [_vocabulary(theme, shipped.get(theme.slug)) for theme in themes]
    return ThemeMatcher(vocabularies, meaning=open_meaning(vocabularies, decisions), decisions=decisions)


def _vocabulary(theme: StoredTheme, shipped: ThemeVocabulary | None) -> ThemeVocabulary:
    """Return the shipped vocabulary with curators' examples, or one drawn from what they wrote."""
    given: dict[str, tuple[str, ...]] = dict(shipped.examples) if shipped else {}
    for language, text in theme.examples:
        given[language] = (*given.get(language, ()), text)
    if shipped:
        return replace(shipped, examples=given)
    labels = dict(zip(("fr", "en"), theme.labels, strict=True))
    descriptions = dict(zip(("fr", "en"), theme.descriptions, strict=True))
    return with_drawn_cues(ThemeVocabulary(theme.slug, labels, descriptions, examples=given))
