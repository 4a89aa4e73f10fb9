"""The feed of clips: the latest that readers quoted, and tombstones of those withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from app.domain.xml_text import without_control_characters
from app.models import Clip, Interview, Revision
from app.models.transcript import HEARD_AGAIN
from app.services.clips.clip_finding import AnchoredClip, anchor_clips
from app.services.clips.clip_view import view_clip
from app.services.clips.clip_views import ClipView
from app.services.showing.reader import Reader

MOST_ENTRIES = 30
MOST_OF_ONE_LEADER = 5


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A clip in the feed, its texts fit for XML. `updated_at` is when its text was last another one."""

    permalink: str
    title: str
    text: str
    language: str
    made_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DeletedEntry:
    """A clip that was in the feed and was withdrawn (RFC 6721)."""

    permalink: str
    withdrawn_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ClipFeedView:
    """The feed, the latest first. `updated_at` is None where nothing was ever quoted."""

    title: str
    subtitle: str
    home_url: str
    self_url: str
    updated_at: datetime | None
    entries: tuple[FeedEntry, ...]
    deleted: tuple[DeletedEntry, ...]


def view_clip_feed(reader: Reader, path: str) -> ClipFeedView:
    """Return the feed of clips; `path` is its own address."""
    words = reader.words
    clips = anchor_clips(reader.session, _latest(reader))
    edited_at = _edited_at(reader, {one.clip.transcript_id for one in clips})
    entries = tuple(
        _entry(view_clip(reader, one), one.clip.made_at, _updated_at(one, edited_at)) for one in clips
    )
    deleted = tuple(_deleted(reader))
    moments = [one.updated_at for one in entries] + [one.withdrawn_at for one in deleted]
    return ClipFeedView(
        title=words.gettext("Franquette : extraits cités"),
        subtitle=words.gettext("Ce que les gens citent des entrevues, mot à mot, avec le son."),
        home_url=words.absolute(words.url("home")),
        self_url=words.absolute(path),
        updated_at=max(moments, default=None),
        entries=entries,
        deleted=deleted,
    )


def _entry(view: ClipView, made_at: datetime, updated_at: datetime) -> FeedEntry:
    return FeedEntry(
        permalink=view.permalink,
        title=without_control_characters(f"{view.speaker_text}, {view.timecode}"),
        text=without_control_characters(f"{view.citation} {view.change_text}".rstrip()),
        language=view.language,
        made_at=made_at,
        updated_at=updated_at,
    )


def _latest(reader: Reader) -> Sequence[Clip]:
    """Return the latest public clips, a few of each leader: nobody fills the feed with one of them."""
    number = func.row_number().over(partition_by=Interview.leader_id, order_by=(Clip.made_at.desc(), Clip.id))
    numbered = (
        select(Clip.id, number.label("number"))
        .join(Interview, Interview.id == Clip.interview_id)
        .where(Clip.withdrawn_at.is_(None), Interview.state == "published")
        .subquery()
    )
    return reader.session.scalars(
        select(Clip)
        .join(numbered, numbered.c.id == Clip.id)
        .where(numbered.c.number <= MOST_OF_ONE_LEADER)
        .order_by(Clip.made_at.desc(), Clip.id)
        .limit(MOST_ENTRIES)
    ).all()


def _updated_at(clip: AnchoredClip, edited_at: Mapping[int, datetime]) -> datetime:
    """Return when a clip changed last: with the last edit of the transcript, where it reads otherwise now."""
    made_at = clip.clip.made_at
    return made_at if clip.state == "same" else max(made_at, edited_at[clip.clip.transcript_id])


def _edited_at(reader: Reader, transcript_ids: Collection[int]) -> dict[int, datetime]:
    rows = reader.session.execute(
        select(Revision.transcript_id, func.max(Revision.created_at))
        .where(Revision.transcript_id.in_(transcript_ids), Revision.action != HEARD_AGAIN)
        .group_by(Revision.transcript_id)
    )
    return dict(rows.all())


def _deleted(reader: Reader) -> list[DeletedEntry]:
    gone_at = func.coalesce(Clip.withdrawn_at, Interview.withdrawn_at)
    clips = reader.session.scalars(
        select(Clip)
        .join(Interview)
        .where(
            or_(
                Clip.withdrawn_at.is_not(None) & Interview.state.in_(("published", "withdrawn")),
                Interview.state == "withdrawn",
            ),
            Interview.is_set_aside.is_(False),
        )
        .options(joinedload(Clip.interview))
        .order_by(gone_at.desc(), Clip.id)
        .limit(MOST_ENTRIES)
    )
    return [
        DeletedEntry(
            reader.words.absolute(reader.words.url("clip", id=one.id)),
            one.withdrawn_at or one.interview.withdrawn_at or one.made_at,
            without_control_characters(one.withdrawn_reason or one.interview.withdrawn_reason),
        )
        for one in clips
    ]
