"""Publishes several interviews together, now or at a moment set; all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.database import Database
from app.domain.publication_checklist import POINTS, Point, left_behind, open_points
from app.errors import ApplicationError, NotFound, Refused, Unavailable
from app.errors import translatable as _
from app.models import Interview, PlannedInterview, PublicationPlan
from app.models.base import now
from app.search.search_index import SearchIndex
from app.services.audit.audit_writing import write_audit
from app.services.publishing.interview_publishing import publish
from app.services.publishing.publication_readiness import read_readiness
from app.services.searching.index_sync import sync_interview

log = structlog.get_logger()


class PointsStayOpen(Refused):
    """Points of the list are not met, and nobody said to go on despite them."""

    def __init__(self, points: Collection[Point]) -> None:
        super().__init__(
            _("Des points de la liste ne sont pas remplis. Cochez « malgré tout » et dites pourquoi.")
        )
        self.points = tuple(points)


def publish_together(
    session: Session, interview_ids: Sequence[int], actor: str, *, despite: bool = False, reason: str = ""
) -> None:
    """Make interviews public, all in the caller's transaction.

    Raises
    ------
    Refused
        None was chosen, or one has no transcript.
    PointsStayOpen
        A point of the list is not met, and `despite` with a reason was not given.
    """
    points = _check(session, interview_ids, despite, reason)
    for interview_id in interview_ids:
        publish(session, interview_id, actor, {"despite": list(points), "reason": reason} if points else None)


def plan_publication(
    session: Session,
    interview_ids: Sequence[int],
    publish_at: datetime,
    actor: str,
    *,
    despite: bool = False,
    reason: str = "",
) -> PublicationPlan:
    """Set a moment for interviews to become public together; raises as `publish_together`.

    Raises
    ------
    Refused
        The moment has passed.
    """
    if publish_at <= now():
        raise Refused(_("Ce moment est passé. Choisissez-en un à venir, ou publiez tout de suite."))
    points = _check(session, interview_ids, despite, reason)
    plan = PublicationPlan(publish_at=publish_at, actor=actor)
    session.add(plan)
    session.flush()
    session.add_all(PlannedInterview(plan_id=plan.id, interview_id=one) for one in interview_ids)
    details = {"interviews": list(interview_ids), "at": publish_at.isoformat()}
    if points:
        details |= {"despite": list(points), "reason": reason}
    write_audit(session, actor, "publication.planned", f"publication:{plan.id}", details)
    return plan


def cancel_plan(session: Session, plan_id: int, actor: str) -> None:
    """Give a plan up; its interviews stay as they are.

    Raises
    ------
    NotFound
        There is no such plan.
    Refused
        It was kept, or given up, already.
    """
    plan = session.scalars(
        select(PublicationPlan).where(PublicationPlan.id == plan_id).with_for_update()
    ).one_or_none()
    if plan is None:
        raise NotFound(_("Cette publication prévue n'existe pas."))
    if plan.state != "planned":
        raise Refused(_("Cette publication n'est plus à venir : il n'y a rien à annuler."))
    plan.state = "cancelled"
    write_audit(session, actor, "publication.cancelled", f"publication:{plan.id}")


def publish_due(database: Database, index: SearchIndex, at: datetime) -> int:
    """Keep the plans whose moment has come; returns how many interviews became public.

    Each plan is one transaction: whoever else looks at the same moment finds it kept. One that can't be kept
    is marked failed, with the sentence that says why, and publishes nothing.
    """
    count = 0
    with database.read() as session:
        due = session.scalars(
            select(PublicationPlan.id)
            .where(PublicationPlan.state == "planned", PublicationPlan.publish_at <= at)
            .order_by(PublicationPlan.publish_at, PublicationPlan.id)
        ).all()
    for plan_id in due:
        try:
            with database.write() as session:
                published = _keep(session, plan_id)
        except ApplicationError as error:
            with database.write() as session:
                _fail(session, plan_id, str(error))
            continue
        for interview_id in published:
            _index(database, index, interview_id)
        count += len(published)
    return count


def note_consent(session: Session, interview_id: int, note: str, actor: str) -> None:
    """Note who agreed to the publication and how; an empty note takes it back.

    Raises
    ------
    NotFound
        There is no such interview.
    """
    interview = session.get(Interview, interview_id)
    if interview is None:
        raise NotFound(_("Cette entrevue n'existe pas."))
    interview.consent_note = note.strip()
    interview.consent_noted_on = now().date() if note.strip() else None
    details = {"note": interview.consent_note}
    write_audit(session, actor, "consent.noted", f"interview:{interview.slug}", details)


def _check(session: Session, interview_ids: Sequence[int], despite: bool, reason: str) -> tuple[Point, ...]:
    """Return the points that are not met, once it is said that they need not be."""
    if not interview_ids:
        raise Refused(_("Choisissez au moins une entrevue."))
    everything = [one for _interview, one in read_readiness(session)]
    chosen = [one for one in everything if one.interview_id in interview_ids]
    if len(chosen) != len(set(interview_ids)):
        raise NotFound(_("Cette entrevue n'existe pas."))
    behind = left_behind(interview_ids, everything)
    unmet = {point for one in chosen for point, is_met in open_points(one, behind).items() if not is_met}
    points = tuple(point for point in POINTS if point in unmet)
    if points and not (despite and reason.strip()):
        raise PointsStayOpen(points)
    return points


def _keep(session: Session, plan_id: int) -> list[int]:
    plan = session.scalars(
        select(PublicationPlan)
        .where(PublicationPlan.id == plan_id)
        .options(selectinload(PublicationPlan.interviews))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if plan.state != "planned":
        return []
    ids = [one.interview_id for one in plan.interviews]
    for interview_id in ids:
        if session.get_one(Interview, interview_id).state == "withdrawn":
            raise Refused(_("Une des entrevues a été retirée depuis. Prévoyez les autres à nouveau."))
        publish(session, interview_id, plan.actor, {"publication": plan.id})
    plan.state = "done"
    write_audit(session, plan.actor, "publication.kept", f"publication:{plan.id}")
    return ids


def _fail(session: Session, plan_id: int, failure: str) -> None:
    plan = session.get_one(PublicationPlan, plan_id)
    plan.state, plan.failure = "failed", failure
    write_audit(session, plan.actor, "publication.failed", f"publication:{plan.id}", {"reason": failure})


def _index(database: Database, index: SearchIndex, interview_id: int) -> None:
    try:
        sync_interview(database, index, interview_id)
    except Unavailable as error:
        log.error("index.sync_failed", interview_id=interview_id, reason=str(error))
