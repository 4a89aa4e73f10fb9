"""The studio's page of themes and exchanges: each passage, what it bears and why, what can be settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.domain.timecode import format_timecode
from app.errors import NotFound
from app.errors import translatable as _
from app.models import Interview, Passage, Recording, Tag, Theme, Transcript
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.showing.state_wording import speaker_text, tag_text
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording
from app.services.theming.theme_listing import active_themes, list_themes
from app.services.theming.theme_reasons import reason_text
from app.services.theming.theme_suggestions import Decision, decision_text, read_decisions


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
    """A passage with its themes and those it may get.

    `number` is the revision that it is of. `exchange` is its place in one, as `ExchangePlace`;
    `exchange_title` names the exchange that it starts, and is empty elsewhere. `question` is what is asked.
    """

    id: str
    number: int
    exchange: str
    exchange_title: str
    question: str
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
    links: tuple[Link, ...]


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
    decided = read_decisions(session, [passage.id for passage in passages])
    heads = _exchange_heads(words, passages)
    base = f"/atelier/entrevues/{interview_id}"
    return ThemeStudioView(
        interview_id,
        interview.leader.name,
        notice,
        tuple(
            _passage(words, one, interview, themes, heads.get(one.id), decided.get(one.id, {}))
            for one in passages
        ),
        (
            Link(words.gettext("Texte"), f"{base}/texte"),
            Link(words.gettext("À l’écoute"), f"{base}/ecoute"),
            Link(words.gettext("Les voix"), f"{base}/voix"),
        ),
    )


def _exchange_heads(words: Wording, passages: Sequence[Passage]) -> dict[str, tuple[str, str]]:
    """Return the title and the question of each exchange, by the passage that starts it."""
    heads: dict[str, tuple[str, str]] = {}
    groups: dict[int, list[Passage]] = {}
    for passage in passages:
        if passage.exchange_id is not None:
            groups.setdefault(passage.exchange_id, []).append(passage)
    for number, group in enumerate(groups.values(), start=1):
        asked = next((one for one in group if one.turn.speaker_role == "interviewer"), group[0])
        title = words.gettext("Échange %(number)s", number=number)
        heads[group[0].id] = (title, words.spoken(asked.text, asked.language))
    return heads


def _passage(
    words: Wording,
    passage: Passage,
    interview: Interview,
    themes: list[Theme],
    head: tuple[str, str] | None,
    decided: Mapping[int, Decision],
) -> StudioPassage:
    tagged = {tag.theme_id for tag in passage.tags}
    inside = "outside" if passage.exchange_id is None else "continues"
    title, question = head or ("", "")
    return StudioPassage(
        id=passage.id,
        number=passage.revision_number,
        exchange="starts" if head else inside,
        exchange_title=title,
        question=question,
        timecode=format_timecode(passage.start_seconds),
        speaker_text=speaker_text(words, passage.turn.speaker_role, interview),
        text=words.spoken(passage.text, passage.language),
        language=passage.language,
        tags=tuple(
            _tag(words, tag, decided.get(tag.theme_id))
            for tag in sorted(passage.tags, key=lambda tag: tag.theme.position)
        ),
        choices=tuple(
            ThemeChoice(one.slug, words.pick(one.label_fr, one.label_en))
            for one in themes
            if one.id not in tagged
        ),
    )


def _tag(words: Wording, tag: Tag, decision: Decision | None) -> StudioTag:
    return StudioTag(
        slug=tag.theme.slug,
        label=words.pick(tag.theme.label_fr, tag.theme.label_en),
        is_machine=tag.source == "machine",
        made_by_text=decision_text(words, decision)
        if decision and decision.is_about and tag.source == "curator"
        else tag_text(words, tag),
        reason=reason_text(words, tag),
        score_percent=None if tag.score is None else round(100 * tag.score),
    )
