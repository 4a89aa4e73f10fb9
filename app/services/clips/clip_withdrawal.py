"""Takes a clip off the site, and back: a person's decision, written in the audit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.errors import NotFound, Refused
from app.errors import translatable as _
from app.models import Clip
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.editing.revision_writing import Editor


def withdraw_clip(session: Session, clip_id: str, editor: Editor, reason: str) -> Clip:
    """Take a clip off the site; all its addresses answer with a dated tombstone and this reason.

    Raises
    ------
    NotFound
        There is no such clip.
    Refused
        No reason was given, or it is withdrawn already.
    """
    clip = _clip(session, clip_id)
    if not reason.strip():
        raise Refused(_("Dites pourquoi l'extrait est retiré : la raison sera affichée à son adresse."))
    if clip.withdrawn_at is not None:
        raise Refused(_("L'extrait « %(id)s » est déjà retiré."), id=clip_id)
    clip.withdrawn_at, clip.withdrawn_reason = now(), reason.strip()
    clip.curator_id = editor.curator_id
    write_audit(session, editor.actor, "clip.withdrawn", f"clip:{clip_id}", {"reason": reason.strip()})
    return clip


def bring_clip_back(session: Session, clip_id: str, editor: Editor) -> Clip:
    """Make a withdrawn clip public again; raises NotFound, or Refused where it is public."""
    clip = _clip(session, clip_id)
    if clip.withdrawn_at is None:
        raise Refused(_("L'extrait « %(id)s » est public : il n'y a rien à rétablir."), id=clip_id)
    clip.withdrawn_at, clip.withdrawn_reason, clip.curator_id = None, "", None
    write_audit(session, editor.actor, "clip.brought_back", f"clip:{clip_id}")
    return clip


def _clip(session: Session, clip_id: str) -> Clip:
    clip = session.get(Clip, clip_id)
    if clip is None:
        raise NotFound(_("Aucun extrait ne porte le nom « %(id)s »."), id=clip_id)
    return clip
