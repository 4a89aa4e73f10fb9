"""Sets aside a recording that should not have come in, and takes it up again.

The original is the record: nothing is deleted. What was never public leaves no trace for the public; what was
is withdrawn by `interview_publishing`, with its tombstone.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Recording
from app.models.base import now
from app.services.audit.audit_writing import write_audit


def set_aside(session: Session, recording_id: int, reason: str, actor: str) -> Recording:
    """Take back a recording whose interview was never public; its processing stops at the next moment.

    Raises
    ------
    Refused
        No reason was given, or the interview is or was public.
    """
    recording = _recording(session, recording_id)
    interview = recording.interview
    if not reason.strip():
        raise Refused(_("Dites pourquoi l'enregistrement est mis de côté : le journal le garde."))
    if interview.published_at is not None:
        raise Refused(
            _("« %(slug)s » a été publiée. Retirez-la plutôt : son adresse dira quand et pourquoi."),
            slug=interview.slug,
        )
    if interview.is_set_aside:
        return recording
    interview.state = "withdrawn"
    interview.withdrawn_at, interview.withdrawn_reason = now(), reason.strip()
    write_audit(
        session, actor, "recording.set_aside", f"interview:{interview.slug}", {"reason": reason.strip()}
    )
    return recording


def take_up_again(session: Session, recording_id: int, actor: str) -> Recording:
    """Undo `set_aside`; a recording that was not processed to its end waits for a worker again.

    Raises
    ------
    Refused
        The recording is not set aside.
    """
    recording = _recording(session, recording_id)
    interview = recording.interview
    if not interview.is_set_aside:
        raise Refused(_("« %(slug)s » n'est pas mise de côté."), slug=interview.slug)
    interview.state = "in_review" if recording.state == "ready" else "draft"
    interview.withdrawn_at, interview.withdrawn_reason = None, ""
    write_audit(session, actor, "recording.taken_up_again", f"interview:{interview.slug}")
    return recording


def _recording(session: Session, recording_id: int) -> Recording:
    recording = session.scalars(
        select(Recording).options(joinedload(Recording.interview)).where(Recording.id == recording_id)
    ).one_or_none()
    if recording is None:
        raise NotFound(_("Cet enregistrement n'existe pas."))
    return recording
