"""Takes in who says that they cite a page of ours; the row that is written is looked at later."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.mention_source import MentionSource, UnfitSource, host_and_parents, parse_source
from app.domain.mention_target import MentionTarget, is_own_host, parse_target
from app.errors import NotFound, Withdrawn
from app.errors import translatable as _
from app.models import Interview, Mention, RefusedHost
from app.services.clips.clip_finding import find_clip
from app.services.mentions.mention_refused import MentionRefused
from app.services.mentions.mention_room import make_room
from app.services.reading.public_interviews import PassageMoved, find_interview, find_passage

# Whoever sends a page again and again has it looked at this often.
PAUSE = timedelta(minutes=10)
_UNFIT = {
    "address": _("« source » n'est pas l'adresse d'une page Web."),
    "scheme": _("« source » doit commencer par http:// ou https://."),
    "secret": _("« source » ne doit contenir ni nom ni mot de passe."),
    "port": _("« source » doit être servie au port habituel (80 pour http, 443 pour https)."),
}


@dataclass(frozen=True, slots=True)
class FitMention:
    """A page elsewhere that may cite a page of ours, which is of an interview."""

    source: MentionSource
    target: MentionTarget
    interview: Interview


@dataclass(frozen=True, slots=True)
class ReceivedMention:
    """A mention that we have now. What was known of it before: `known_state` (None: nothing), and why a look
    that is still fresh failed.
    """

    status_key: str
    known_state: str | None
    known_failure: str


def require_fit(session: Session, public_url: str, source_url: str, target_url: str) -> FitMention:
    """Return what two addresses name; nothing is written.

    Raises
    ------
    MentionRefused
        One of the addresses does not suit, or curators refuse that host.
    """
    target = parse_target(target_url, public_url)
    if target is None:
        raise MentionRefused(
            "target_place", _("« target » n'est pas une entrevue, un passage ou un extrait de ce site.")
        )
    source = _fit_source(source_url, public_url)
    interview = _find_page(session, target)
    refused = select(RefusedHost.host).where(RefusedHost.host.in_(host_and_parents(source.host)))
    host = session.scalars(refused).first()
    if host is not None:
        raise MentionRefused("host", _("Ce site ne prend plus les mentions de %(host)s."), host=host)
    return FitMention(source, target, interview)


def receive_mention(
    session: Session, public_url: str, protocol: str, source_url: str, target_url: str, at: datetime
) -> ReceivedMention:
    """Write down that a page says it cites one of ours; sent again, it will be looked at again.

    Raises
    ------
    MentionRefused
        As `require_fit`, or too many wait.
    """
    fit = require_fit(session, public_url, source_url, target_url)
    known = _find(session, fit.source, fit.target)
    if known is None or known.state in ("failed", "gone"):
        make_room(session, fit.source.host)
    if known is None:
        known, is_new = _add(session, protocol, fit, at)
        if is_new:
            return ReceivedMention(known.status_key, None, "")
    return _again(session, known, at)


def _fit_source(source_url: str, public_url: str) -> MentionSource:
    try:
        source = parse_source(source_url.strip())
    except UnfitSource as unfit:
        raise MentionRefused("source", _UNFIT[unfit.code]) from unfit
    if is_own_host(source.host, public_url):
        raise MentionRefused(
            "own", _("« source » est une page de ce site : seules celles d'ailleurs comptent.")
        )
    return source


def _find_page(session: Session, target: MentionTarget) -> Interview:
    try:
        return _page_interview(session, target)
    except NotFound as absent:
        raise MentionRefused(
            "target_unknown", _("Aucune page publiée n'est à l'adresse « target ».")
        ) from absent
    except Withdrawn as withdrawn:
        raise MentionRefused(
            "target_withdrawn", _("La page « target » a été retirée : elle ne prend plus de mentions.")
        ) from withdrawn


def _page_interview(session: Session, target: MentionTarget) -> Interview:
    if target.page == "interview":
        return find_interview(session, target.value)
    if target.page == "clip":
        return find_clip(session, target.value).interview
    try:
        return find_passage(session, target.value)[1]
    except PassageMoved as moved:
        # The old address leads on to where the words are now.
        return find_passage(session, moved.into_passage_id)[1]


def _find(session: Session, source: MentionSource, target: MentionTarget) -> Mention | None:
    return session.scalars(
        select(Mention).where(Mention.source_url == source.url, Mention.target_path == target.path)
    ).one_or_none()


def _add(session: Session, protocol: str, fit: FitMention, at: datetime) -> tuple[Mention, bool]:
    """Return the mention, and whether it is new: the same one may come twice at the same moment."""
    source, target = fit.source, fit.target
    mention = Mention(
        status_key=secrets.token_urlsafe(12),
        source_url=source.url,
        source_host=source.host,
        target_path=target.path,
        interview_id=fit.interview.id,
        passage_id=target.value if target.page == "passage" else None,
        clip_id=target.value if target.page == "clip" else None,
        protocol=protocol,
        received_at=at,
        next_look_at=at,
    )
    try:
        with session.begin_nested():
            session.add(mention)
            session.flush()
    except IntegrityError:
        known = _find(session, source, target)
        if known is None:
            raise
        return known, False
    return mention, True


def _again(session: Session, known: Mention, at: datetime) -> ReceivedMention:
    """Let the page be looked at once more, not at once where it just was; what was refused stays so."""
    earliest = at if known.looked_at is None else max(at, known.looked_at + PAUSE)
    failure = known.failure_code if known.state in ("failed", "gone") and earliest > at else ""
    received = ReceivedMention(known.status_key, known.state, failure)
    if known.state in ("waiting", "refused"):
        return received
    if known.state in ("failed", "gone"):
        known.state = "waiting"
    known.try_count, known.next_look_at = 0, earliest
    session.flush()
    return received
