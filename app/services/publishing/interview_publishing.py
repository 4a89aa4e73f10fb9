"""Publishes and withdraws interviews: a person's decision, written in the audit."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Interview, Recording
from app.models.base import now
from app.services.audit.audit_writing import write_audit


def publish(
    session: Session, interview_id: int, actor: str, details: dict[str, Any] | None = None
) -> Interview:
    """Make an interview public; publishing twice is no error. `details` go into the audit.

    Raises
    ------
    Refused
        The interview has no transcript yet.
    """
    interview = _interview(session, interview_id)
    if interview.state == "published":
        return interview
    if interview.recording is None or interview.recording.transcript is None:
        raise Refused(
            _("« %(slug)s » n'est pas encore transcrite. Attendez la fin du traitement, puis publiez-la."),
            slug=interview.slug,
        )
    interview.state = "published"
    interview.published_at = now()
    interview.withdrawn_at, interview.withdrawn_reason = None, ""
    write_audit(session, actor, "interview.published", f"interview:{interview.slug}", details)
    return interview


def withdraw(session: Session, interview_id: int, actor: str, reason: str) -> Interview:
    """Take an interview off the site; its address answers with a dated tombstone and this reason.

    Raises
    ------
    Refused
        No reason was given, or the interview is not public.
    """
    interview = _interview(session, interview_id)
    if not reason.strip():
        raise Refused(_("Dites pourquoi l'entrevue est retirée : la raison sera affichée à son adresse."))
    if interview.state != "published":
        raise Refused(_("« %(slug)s » n'est pas publiée : il n'y a rien à retirer."), slug=interview.slug)
    interview.state = "withdrawn"
    interview.withdrawn_at, interview.withdrawn_reason = now(), reason.strip()
    write_audit(session, actor, "interview.withdrawn", f"interview:{interview.slug}", {"reason": reason})
    return interview


def _interview(session: Session, interview_id: int) -> Interview:
    query = (
        select(Interview)
        .options(joinedload(Interview.recording).joinedload(Recording.transcript))
        .where(Interview.id == interview_id)
    )
    interview = session.scalars(query).one_or_none()
    if interview is None:
        raise NotFound(_("Cette entrevue n'existe pas."))
    return interview
