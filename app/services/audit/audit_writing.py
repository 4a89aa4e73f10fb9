"""Writes who did what into the audit, in the same transaction as the act."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.models import AuditEntry


def write_audit(
    session: Session, actor: str, action: str, subject: str, details: dict[str, Any] | None = None
) -> None:
    """Add one entry; `subject` reads `kind:slug`, `action` reads `kind.verb`."""
    session.add(AuditEntry(actor=actor, action=action, subject=subject, details=details))
    session.flush()
