"""The studio's page of an interview's themes: each passage, why it bears them, what can be settled."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.timecode import format_timecode
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Passage, Recording, Tag, Theme, Transcript
from app.services.campaign_reading import interviews_with_parts
from app.services.state_wording import speaker_text, tag_text
from app.services.theme_listing import active_themes, list_themes
from app.services.theme_reasons import reason_text
from app.services.wording import Wording


@dataclass(frozen=True, slots=True)
class StudioTag:
    """A theme on a passage; `score_percent` is None on a person's tag."""

    slug: str
    label: str
    is_machine: bool
    made_by_text: str
    reason: str
    score_percent: int | None


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme that can be added."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class StudioPassage:
    """A passage with its themes and those it may get."""

    id: str
    timecode: str
    speaker_text: str
    text: str
    language: str
    tags: tuple[StudioTag, ...]
    choices: tuple[ThemeChoice, ...]


@dataclass(frozen=True, slots=True)
class ThemeStudioView:
    """All passages of an interview in order."""

    interview_id: int
    leader_name: str
    notice: str
    passages: tuple[StudioPassage, ...]


def view_interview_themes(
    session: Session, words: Wording, interview_id: int, notice: str
) -> ThemeStudioView:
    """Return the themes of an interview.

    Raises
    ------
    NotFound
        No interview has that id.
    """
    interview = session.scalars(interviews_with_parts().where(Interview.id == interview_id)).one_or_none()
    if interview is None:
        raise NotFound(_("Cette entrevue n'existe pas."))
    passages = session.scalars(
        select(Passage)
        .join(Transcript, Passage.transcript_id == Transcript.id)
        .join(Recording, Transcript.recording_id == Recording.id)
        .where(Recording.interview_id == interview_id)
        .options(joinedload(Passage.turn), selectinload(Passage.tags).joinedload(Tag.theme))
        .order_by(Passage.position)
    ).all()
    themes = active_themes(list_themes(session))
    return ThemeStudioView(
        interview_id,
        interview.leader.name,
        notice,
        tuple(_passage(words, one, interview, themes) for one in passages),
    )


def _passage(words: Wording, passage: Passage, interview: Interview, themes: list[Theme]) -> StudioPassage:
    tagged = {tag.theme_id for tag in passage.tags}
    return StudioPassage(
        id=passage.id,
        timecode=format_timecode(passage.start_seconds),
        speaker_text=speaker_text(words, passage.turn.speaker_role, interview),
        text=words.spoken(passage.text, passage.language),
        language=passage.language,
        tags=tuple(_tag(words, tag) for tag in sorted(passage.tags, key=lambda tag: tag.theme.position)),
        choices=tuple(
            ThemeChoice(one.slug, words.pick(one.label_fr, one.label_en))
            for one in themes
            if one.id not in tagged
        ),
    )


def _tag(words: Wording, tag: Tag) -> StudioTag:
    return StudioTag(
        slug=tag.theme.slug,
        label=words.pick(tag.theme.label_fr, tag.theme.label_en),
        is_machine=tag.source == "machine",
        made_by_text=tag_text(words, tag),
        reason=reason_text(words, tag),
        score_percent=None if tag.score is None else round(100 * tag.score),
    )
