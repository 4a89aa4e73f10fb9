"""Makes the matcher from what the database knows now: themes, examples, decisions, and the glossary.

Each tagging asks anew, so a decision or a theme added in one process is used by the next tagging in another;
the matcher is only made again when something has changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Theme, ThemeDecision, ThemeExample
from app.services.glossary.glossary_listing import entries_known_in
from transcription.theme_matching import (
    DecidedText,
    GlossaryTerm,
    ThemeMatcher,
    ThemeVocabulary,
    default_vocabularies,
    open_meaning,
    with_drawn_cues,
    with_glossary,
)


@dataclass(frozen=True, slots=True)
class StoredTheme:
    """A theme as the database has it; `examples` are (language, text), `terms` those of the glossary."""

    slug: str
    labels: tuple[str, str]
    descriptions: tuple[str, str]
    examples: tuple[tuple[str, str], ...]
    terms: tuple[GlossaryTerm, ...]


@dataclass(frozen=True, slots=True)
class ThemeKnowledge:
    """All that tags hang on besides the text: the themes in use, and what was decided, oldest first."""

    themes: tuple[StoredTheme, ...]
    decisions: tuple[DecidedText, ...]

    @property
    def key(self) -> str:
        """The same as long as nothing was added, decided or changed, in any process."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def matcher(self) -> ThemeMatcher:
        """Return the matcher that knows this."""
        return _matcher(self)


def current_knowledge(session: Session, campaign_id: int | None) -> ThemeKnowledge:
    """Return the themes in use, every decision, and the glossary of a campaign."""
    themes = session.scalars(select(Theme).where(Theme.retired_on.is_(None)).order_by(Theme.position)).all()
    slugs = {theme.id: theme.slug for theme in themes}
    examples = defaultdict(list)
    for example in session.scalars(select(ThemeExample).order_by(ThemeExample.id)):
        examples[example.theme_id].append((example.language, example.text))
    terms = defaultdict(list)
    for entry in entries_known_in(session, campaign_id):
        terms[entry.theme_id].append(GlossaryTerm(entry.text, tuple(entry.misheard), entry.language))
    stored = tuple(
        StoredTheme(
            theme.slug,
            (theme.label_fr, theme.label_en),
            (theme.description_fr, theme.description_en),
            tuple(examples[theme.id]),
            tuple(terms[theme.id]),
        )
        for theme in themes
    )
    return ThemeKnowledge(stored, _decided(session, slugs))


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


# Recordings of several campaigns are often tagged in one go.
@lru_cache(maxsize=4)
def _matcher(knowledge: ThemeKnowledge) -> ThemeMatcher:
    shipped = {vocabulary.slug: vocabulary for vocabulary in default_vocabularies()}
    vocabularies = [
        with_glossary(_vocabulary(theme, shipped.get(theme.slug)), theme.terms) for theme in knowledge.themes
    ]
    meaning = open_meaning(vocabularies, knowledge.decisions)
    return ThemeMatcher(vocabularies, meaning=meaning, decisions=knowledge.decisions)


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
