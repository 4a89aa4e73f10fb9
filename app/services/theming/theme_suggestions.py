"""The themes that a passage may be about, in the order in which a curator settles them by one key each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound
from app.errors import translatable as _
from app.models import Curator, Interview, Passage, Recording, Tag, Theme, ThemeDecision, Transcript
from app.services.showing.state_wording import tag_text
from app.services.showing.wording import Wording
from app.services.theming.theme_knowledge import current_knowledge
from app.services.theming.theme_listing import active_themes, list_themes
from app.services.theming.theme_reasons import reason_text, reason_words
from transcription.theme_matching import ThemeMatcher

# One for each digit of a keyboard.
MOST_SUGGESTIONS = 9
# Below, the machine says hardly more than that the theme exists.
LEAST_SCORE = 0.1


@dataclass(frozen=True, slots=True)
class ThemeSuggestion:
    """A theme that a passage may be about.

    `state` is `confirmed` (by a person), `machine` (tagged), `possible` (under the machine's threshold) or
    `refused` (by a person); `made_by_text` says so in words, `reason` why the machine thinks so.
    """

    slug: str
    label: str
    state: str
    made_by_text: str
    reason: str
    score_percent: int | None


@dataclass(frozen=True, slots=True)
class PassageThemes:
    """The suggestions for one passage, best first, and the other themes that can be added."""

    passage_id: str
    suggestions: tuple[ThemeSuggestion, ...]
    others: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the suggestions as the editor's scripts read them (app/static/js/theme_keys.js)."""
        return {
            "passage": self.passage_id,
            "suggestions": [
                {
                    "slug": one.slug, "label": one.label, "state": one.state, "made_by": one.made_by_text,
                    "reason": one.reason, "score": one.score_percent,
                }
                for one in self.suggestions
            ],
            "others": [{"slug": slug, "label": label} for slug, label in self.others],
        }  # fmt: skip


class Decision(NamedTuple):
    """The last word of a person on a passage and a theme."""

    is_about: bool
    name: str
    at: datetime


def suggest_themes(session: Session, words: Wording, passage_id: str) -> PassageThemes:
    """Return what a passage may be about: tags first, then what falls short, then what was refused.

    Raises
    ------
    NotFound
        There is no such passage.
    """
    passage = session.scalars(
        select(Passage)
        .where(Passage.id == passage_id)
        .options(joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme))
    ).one_or_none()
    if passage is None:
        raise NotFound(_("Aucun passage ne porte le numéro « %(id)s »."), id=passage_id)
    themes = {theme.slug: theme for theme in active_themes(list_themes(session))}
    decided = read_decisions(session, [passage_id])
    suggestions = tuple(_suggestions(session, words, passage, themes, decided.get(passage_id, {})))
    chosen = suggestions[:MOST_SUGGESTIONS]
    shown = {one.slug for one in chosen}
    return PassageThemes(
        passage_id,
        chosen,
        tuple((slug, _label(words, theme)) for slug, theme in themes.items() if slug not in shown),
    )


def read_decisions(session: Session, passage_ids: list[str]) -> dict[str, dict[int, Decision]]:
    """Return the newest decision about each theme, by passage and the theme's number."""
    rows = session.execute(
        select(
            ThemeDecision.passage_id,
            ThemeDecision.theme_id,
            ThemeDecision.is_about,
            ThemeDecision.actor,
            ThemeDecision.at,
            Curator.name,
        )
        .outerjoin(Curator, ThemeDecision.curator_id == Curator.id)
        .where(ThemeDecision.passage_id.in_(passage_ids))
        .order_by(ThemeDecision.id)
    )
    found: dict[str, dict[int, Decision]] = {}
    for passage_id, theme_id, is_about, actor, at, name in rows:
        found.setdefault(passage_id, {})[theme_id] = Decision(is_about, name or actor, at)
    return found


def decision_text(words: Wording, decision: Decision) -> str:
    """Return who decided, and when; for curators."""
    day = words.day_of(decision.at)
    if decision.is_about:
        return words.gettext("Confirmé par %(name)s le %(day)s", name=decision.name, day=day)
    return words.gettext("Refusé par %(name)s le %(day)s", name=decision.name, day=day)


def _suggestions(
    session: Session,
    words: Wording,
    passage: Passage,
    themes: Mapping[str, Theme],
    decided: Mapping[int, Decision],
) -> Iterator[ThemeSuggestion]:
    tags = sorted(passage.tags, key=lambda tag: (tag.score is not None, -(tag.score or 0)))
    for tag in tags:
        known = decided.get(tag.theme_id)
        yield ThemeSuggestion(
            slug=tag.theme.slug,
            label=_label(words, tag.theme),
            state="machine" if tag.source == "machine" else "confirmed",
            made_by_text=decision_text(words, known)
            if known and known.is_about and tag.source == "curator"
            else tag_text(words, tag),
            reason=reason_text(words, tag),
            score_percent=None if tag.score is None else round(100 * tag.score),
        )
    tagged = {tag.theme.slug for tag in tags}
    refused = {slug for slug, theme in themes.items() if theme.id in decided} - tagged
    matches = _matcher_of(session, passage).match(passage.text, passage.language, LEAST_SCORE)
    for match in matches:
        if match.slug in themes and match.slug not in tagged | refused:
            yield ThemeSuggestion(
                slug=match.slug,
                label=_label(words, themes[match.slug]),
                state="possible",
                made_by_text=words.gettext("Possible, sous le seuil de la machine"),
                reason=reason_words(words, match.evidence, match.nearest_example),
                score_percent=round(100 * match.score),
            )
    for slug in refused:
        decision = decided[themes[slug].id]
        yield ThemeSuggestion(
            slug, _label(words, themes[slug]), "refused", decision_text(words, decision), "", None
        )


def _matcher_of(session: Session, passage: Passage) -> ThemeMatcher:
    campaign_id = session.scalar(
        select(Interview.campaign_id)
        .join(Recording, Recording.interview_id == Interview.id)
        .join(Transcript, Transcript.recording_id == Recording.id)
        .where(Transcript.id == passage.transcript_id)
    )
    return current_knowledge(session, campaign_id).matcher()


def _label(words: Wording, theme: Theme) -> str:
    return words.pick(theme.label_fr, theme.label_en)
