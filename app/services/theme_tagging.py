"""Tags the passages of a recording by theme, as a machine; what a curator tagged stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import Passage, Recording, Tag, Theme, Transcript
from transcription.theme_matching import (
    ExchangeThemes,
    ThemeMatch,
    ThemeMatcher,
    ThemeVocabulary,
    default_vocabularies,
    open_meaning,
)


def tag_transcript(session: Session, recording_id: int) -> int:
    """Replace the machine's tags on the passages of a recording; returns how many there are now."""
    passages = session.scalars(
        select(Passage)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .where(Recording.id == recording_id)
        .options(joinedload(Passage.turn), selectinload(Passage.tags))
        .order_by(Passage.position)
    ).all()
    themes = session.scalars(select(Theme).where(Theme.retired_on.is_(None)).order_by(Theme.position)).all()
    theme_ids = {theme.slug: theme.id for theme in themes}
    settled = {
        (passage.id, tag.theme_id) for passage in passages for tag in passage.tags if tag.source == "curator"
    }
    session.execute(
        delete(Tag).where(Tag.passage_id.in_([passage.id for passage in passages]), Tag.source == "machine")
    )
    labels = tuple((theme.label_fr, theme.label_en) for theme in themes)
    found = _tags_of(_matcher(tuple(theme.slug for theme in themes), labels), passages)
    added = [
        Tag(
            passage_id=passage_id,
            theme_id=theme_ids[match.slug],
            source="machine",
            score=match.score,
            is_inherited=match.is_inherited,
            evidence=list(match.evidence),
        )
        for passage_id, matches in found.items()
        for match in matches
        if (passage_id, theme_ids[match.slug]) not in settled
    ]
    session.add_all(added)
    session.flush()
    return len(added)


@lru_cache(maxsize=4)
def _matcher(slugs: tuple[str, ...], labels: tuple[tuple[str, str], ...]) -> ThemeMatcher:
    """Return a matcher of these themes: the shipped vocabulary where there is one, else the labels alone.

    Sentence meaning joins in where the extra `meaning` is installed.
    """
    shipped = {vocabulary.slug: vocabulary for vocabulary in default_vocabularies()}
    vocabularies = [
        shipped.get(slug) or ThemeVocabulary(slug, {"fr": label_fr, "en": label_en})
        for slug, (label_fr, label_en) in zip(slugs, labels, strict=True)
    ]
    return ThemeMatcher(vocabularies, meaning=open_meaning(vocabularies))


def _tags_of(matcher: ThemeMatcher, passages: Sequence[Passage]) -> dict[str, list[ThemeMatch]]:
    """Return the matches of each passage: its own words, then what its exchange adds."""
    found = {passage.id: list(matcher.match(passage.text, passage.language)) for passage in passages}
    before: ExchangeThemes | None = None
    before_text = ""
    for exchange_id, group in groupby(passages, key=lambda passage: passage.exchange_id):
        if exchange_id is None:
            continue
        exchange = list(group)
        questions = [passage for passage in exchange if passage.turn.speaker_role == "interviewer"]
        answers = [passage for passage in exchange if passage.turn.speaker_role == "leader"]
        before = matcher.match_exchange(
            _text(questions), _text(answers), exchange[0].language, before=before, before_text=before_text
        )
        before_text = _text(exchange)
        _add(found, questions, before.question)
        _add(found, answers, (*before.answer, *before.inherited))
    return found


def _add(
    found: dict[str, list[ThemeMatch]], passages: Sequence[Passage], matches: Iterable[ThemeMatch]
) -> None:
    """Give what a whole question or answer is about to those of its passages that do not say it themselves.

    A passage that does not name the theme has it from the passages around it: marked inherited.
    """
    for match in matches:
        for passage in passages:
            if all(own.slug != match.slug for own in found[passage.id]):
                found[passage.id].append(replace(match, is_inherited=True))


def _text(passages: Iterable[Passage]) -> str:
    return " ".join(passage.text for passage in passages)
