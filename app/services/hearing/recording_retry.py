"""Sends a failed recording through the pipeline again."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Recording
from app.services.audit.audit_writing import write_audit


def retry(session: Session, recording_id: int, actor: str) -> Recording:
    """Put a failed recording back in the queue; the next worker takes it.

    Raises
    ------
    Refused
        The recording has not failed.
    """
    query = select(Recording).options(joinedload(Recording.interview)).where(Recording.id == recording_id)
    recording = session.scalars(query).one_or_none()
    if recording is None:
        raise NotFound(_("Cet enregistrement n'existe pas."))
    if recording.state != "failed":
        raise Refused(
            _("« %(slug)s » n'a pas échoué : il n'y a rien à relancer."), slug=recording.interview.slug
        )
    recording.state, recording.step, recording.progress = "waiting", "", 0.0
    recording.failure_code, recording.failure_details, recording.finished_at = "", None, None
    recording.attempt += 1
    recording.crash_count = 0
    write_audit(
        session, actor, "recording.retried", f"interview:{recording.interview.slug}",
        {"attempt": recording.attempt},
    )  # fmt: skip
    return recording
