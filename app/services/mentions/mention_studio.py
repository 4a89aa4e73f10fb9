"""What the studio shows of mentions: state by state, and the hosts that are refused."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.domain.mention_target import parse_target_path
from app.models import Interview, Mention, RefusedHost
from app.services.mentions.mention_listing import mention_title
from app.services.mentions.mention_wording import PROTOCOL_TEXTS, STATE_TEXTS, failure_text
from app.services.showing.view_parts import Link
from app.services.showing.wording import Wording

PATH = "/atelier/mentions"
PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class StudioMention:
    """A mention with what may be decided. `seen_title` goes with the decision to show it."""

    id: int
    url: str
    host: str
    title: str
    seen_title: str
    target_text: str
    target_url: str
    facts: tuple[str, ...]
    failure_text: str
    may_be_shown: bool
    may_be_refused: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class RefusedHostView:
    """A host whose mentions are refused."""

    host: str
    since_text: str


@dataclass(frozen=True, slots=True)
class MentionStudioView:
    """One page of the mentions in one state."""

    notice: str
    state: str
    states: tuple[Link, ...]
    mentions: tuple[StudioMention, ...]
    hosts: tuple[RefusedHostView, ...]
    is_receiving: bool
    previous_url: str | None
    next_url: str | None
    page_text: str


def view_mentions(
    session: Session, words: Wording, state: str, page: int, notice: str, *, is_receiving: bool
) -> MentionStudioView:
    """Return a page of the mentions in a state, the latest first; pages are counted from one."""
    chosen = state if state in STATE_TEXTS else "found"
    counted = session.execute(select(Mention.state, func.count(Mention.id)).group_by(Mention.state))
    counts = dict(counted.all())
    last = max(1, -(-counts.get(chosen, 0) // PAGE_LENGTH))
    page = min(max(1, page), last)
    rows = session.scalars(
        select(Mention)
        .where(Mention.state == chosen)
        .options(joinedload(Mention.interview).joinedload(Interview.leader))
        .order_by(Mention.received_at.desc(), Mention.id.desc())
        .offset((page - 1) * PAGE_LENGTH)
        .limit(PAGE_LENGTH)
    )
    return MentionStudioView(
        notice=notice,
        state=chosen,
        states=tuple(
            Link(
                f"{words.gettext(text)} ({words.number(counts.get(code, 0))})",
                state_url(code),
                code == chosen,
            )
            for code, text in STATE_TEXTS.items()
        ),
        mentions=tuple(_mention(words, one) for one in rows),
        hosts=tuple(
            RefusedHostView(one.host, words.gettext("depuis le %(day)s", day=words.day_of(one.refused_at)))
            for one in session.scalars(select(RefusedHost).order_by(RefusedHost.host))
        ),
        is_receiving=is_receiving,
        previous_url=state_url(chosen, page - 1) if page > 1 else None,
        next_url=state_url(chosen, page + 1) if page < last else None,
        page_text=words.gettext("Page %(page)s de %(last)s", page=page, last=last) if last > 1 else "",
    )


def state_url(state: str, page: int = 1) -> str:
    """Return the address of the mentions in a state."""
    return f"{PATH}?etat={state}" + (f"&page={page}" if page > 1 else "")


def _mention(words: Wording, mention: Mention) -> StudioMention:
    target = parse_target_path(mention.target_path)
    return StudioMention(
        id=mention.id,
        url=mention.source_url,
        host=mention.source_host,
        title=mention_title(mention.title, mention.source_url),
        seen_title=mention.title,
        target_text=_target_text(words, mention),
        target_url=target.path_in(words.language) if target else mention.target_path,
        facts=_facts(words, mention),
        failure_text=_failure(words, mention),
        may_be_shown=mention.state == "found",
        may_be_refused=mention.state in ("waiting", "found", "shown"),
        is_shown=mention.state == "shown",
    )


def _target_text(words: Wording, mention: Mention) -> str:
    leader = mention.interview.leader.name
    if mention.clip_id is not None:
        return words.gettext("Extrait de l'entrevue avec %(leader)s", leader=leader)
    if mention.passage_id is not None:
        return words.gettext("Passage de l'entrevue avec %(leader)s", leader=leader)
    return words.gettext("Entrevue avec %(leader)s", leader=leader)


def _facts(words: Wording, mention: Mention) -> tuple[str, ...]:
    facts = [
        PROTOCOL_TEXTS[mention.protocol],
        words.gettext("reçue le %(day)s", day=words.short_instant(mention.received_at)),
    ]
    if mention.looked_at is not None:
        facts.append(words.gettext("vue le %(day)s", day=words.short_instant(mention.looked_at)))
    if mention.next_look_at is not None:
        facts.append(words.gettext("à revoir le %(day)s", day=words.short_instant(mention.next_look_at)))
    return tuple(facts)


def _failure(words: Wording, mention: Mention) -> str:
    if not mention.failure_code:
        return ""
    reason = failure_text(words, mention.failure_code)
    return words.gettext("Dernière visite : %(reason)s", reason=reason)
