"""The studio's list of clips: what readers quote, what changed since, and what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.models import Clip, Interview
from app.services.clips.clip_finding import anchor_clip
from app.services.clips.clip_view import change_text
from app.services.showing.reader import Reader
from app.services.showing.state_wording import speaker_text

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class StudioClip:
    """A clip as curators see it, as it was quoted; `withdrawn_text` is empty where it is public."""

    id: str
    url: str
    text: str
    language: str
    interview_text: str
    speaker_text: str
    is_leader_alone: bool
    editor_url: str
    made_text: str
    change_text: str
    withdrawn_text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClipStudioView:
    """One page of clips, the latest first; `older` and `newer` are the numbers of other pages, or None."""

    notice: str
    count_text: str
    clips: tuple[StudioClip, ...]
    newer: int | None
    older: int | None


def view_clips(reader: Reader, page: int, notice: str = "") -> ClipStudioView:
    """Return one page of the clips, from 1."""
    total = reader.session.scalar(select(func.count(Clip.id))) or 0
    clips = reader.session.scalars(
        select(Clip)
        .options(joinedload(Clip.interview).joinedload(Interview.leader))
        .order_by(Clip.made_at.desc(), Clip.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return ClipStudioView(
        notice=notice,
        count_text=reader.words.ngettext("%(num)s extrait", "%(num)s extraits", total),
        clips=tuple(_clip(reader, one) for one in clips),
        newer=page - 1 if page > 1 else None,
        older=page + 1 if page * PAGE_SIZE < total else None,
    )


def _clip(reader: Reader, clip: Clip) -> StudioClip:
    words, interview = reader.words, clip.interview
    withdrawn = words.day_of(clip.withdrawn_at)
    found = anchor_clip(reader.session, clip, interview)
    return StudioClip(
        id=clip.id,
        url=words.url("clip", id=clip.id),
        text=words.spoken(clip.text, interview.language),
        language=interview.language,
        interview_text=words.gettext("Entrevue avec %(leader)s", leader=interview.leader.name),
        speaker_text=", ".join(
            dict.fromkeys(speaker_text(words, role, interview) for role in found.quoted_roles)
        ),
        is_leader_alone=set(found.quoted_roles) == {"leader"},
        editor_url=f"/atelier/entrevues/{interview.id}/texte",
        made_text=words.short_instant(clip.made_at),
        change_text=change_text(words, found),
        withdrawn_text=words.gettext("Retiré le %(day)s", day=withdrawn) if withdrawn else "",
        reason=clip.withdrawn_reason,
    )
