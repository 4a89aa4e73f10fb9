"""Pages elsewhere that cite ours and that a curator let in: as text and link, nothing else of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.models import Clip, Interview, Mention
from app.services.editing.passage_following import former_ids
from app.services.showing.reader import Reader
from app.services.showing.wording import Wording


@dataclass(frozen=True, slots=True)
class MentionView:
    """A page that cites ours. `title` falls back on the page's address where it has none."""

    url: str
    host: str
    title: str
    day_text: str
    day: str


def interview_mentions(reader: Reader, interview: Interview) -> tuple[MentionView, ...]:
    """Return the pages that cite an interview, one of its passages or one of its clips, the latest first."""
    withdrawn = select(Clip.id).where(Clip.interview_id == interview.id, Clip.withdrawn_at.is_not(None))
    is_public = Mention.clip_id.is_(None) | Mention.clip_id.not_in(withdrawn)
    return _shown(reader, (Mention.interview_id == interview.id) & is_public)


def passage_mentions(reader: Reader, passage_id: str) -> tuple[MentionView, ...]:
    """Return the pages that cite a passage, or one whose words are in it now."""
    return _shown(reader, Mention.passage_id.in_(former_ids(reader.session, [passage_id])))


def clip_mentions(reader: Reader, clip_id: str) -> tuple[MentionView, ...]:
    """Return the pages that cite a clip."""
    return _shown(reader, Mention.clip_id == clip_id)


def mention_title(title: str, url: str) -> str:
    """Return what a page is called: its title, or its address without the scheme."""
    return title or url.partition("://")[2]


def _shown(reader: Reader, condition: ColumnElement[bool]) -> tuple[MentionView, ...]:
    shown = reader.session.scalars(
        select(Mention)
        .where(condition, Mention.state == "shown")
        .order_by(Mention.received_at.desc(), Mention.id.desc())
    )
    return _each_page_once(reader.words, shown.all())


def _each_page_once(words: Wording, mentions: Sequence[Mention]) -> tuple[MentionView, ...]:
    """A page that cites three passages of an interview is one page."""
    latest: dict[str, Mention] = {}
    for one in mentions:
        latest.setdefault(one.source_url, one)
    return tuple(_view(words, one, one.received_at) for one in latest.values())


def _view(words: Wording, mention: Mention, at: datetime) -> MentionView:
    return MentionView(
        url=mention.source_url,
        host=mention.source_host,
        title=mention_title(mention.title, mention.source_url),
        day_text=words.day_of(at),
        day=at.date().isoformat(),
    )
