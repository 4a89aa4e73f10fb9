"""Tells whether anything was done in the archive since."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import AuditEntry


def latest_act(session: Session) -> int:
    """Return the number of the latest act in the audit, 0 before the first: what people decide changes it."""
    return session.scalar(select(func.max(AuditEntry.id))) or 0
