"""Curators decide which pages that cite ours are shown."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound
from app.errors import translatable as _
from app.models import Mention, RefusedHost
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.editing.revision_writing import Editor


class MentionChanged(Conflict):
    """The mention does not stand any more as the curator saw it."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette mention a changé entre-temps. Rien n'a été décidé : regardez-la de nouveau.")
        )


def show_mention(session: Session, editor: Editor, mention_id: int, seen_title: str) -> None:
    """Show a mention whose link was found, under the title that the curator saw.

    Raises
    ------
    NotFound
        There is no such mention.
    MentionChanged
        Its link is not there (any more), it was decided, or its title is another one now.
    """
    mention = _find(session, mention_id)
    if mention.state != "found" or mention.title != seen_title:
        raise MentionChanged
    _decide(session, editor, mention, "shown")


def refuse_mention(session: Session, editor: Editor, mention_id: int) -> None:
    """Refuse a mention, or take one off; sent again it stays refused. Raises NotFound."""
    mention = _find(session, mention_id)
    if mention.state != "refused":
        _decide(session, editor, mention, "refused")


def look_again(session: Session, editor: Editor, mention_id: int) -> None:
    """Have the page looked at once more; what was refused, went away or failed is then decided anew.

    Raises NotFound.
    """
    mention = _find(session, mention_id)
    if mention.state not in ("found", "shown"):
        mention.state, mention.decided_at, mention.curator_id = "waiting", None, None
    mention.try_count, mention.next_look_at, mention.failure_code = 0, now(), ""
    _write(session, editor, "mention.looked_again", mention)


def refuse_host(session: Session, editor: Editor, mention_id: int) -> None:
    """Refuse all mentions of the host of this one and its sub-domains, those to come too. Raises NotFound."""
    host = _find(session, mention_id).source_host
    if session.get(RefusedHost, host) is None:
        session.add(RefusedHost(host=host, curator_id=editor.curator_id))
    is_of_host = (Mention.source_host == host) | Mention.source_host.endswith(f".{host}", autoescape=True)
    others = session.scalars(
        select(Mention).where(is_of_host, Mention.state != "refused").with_for_update()
    ).all()
    for one in others:
        _refuse(one, editor)
    details = {"mentions": [one.id for one in others]}
    write_audit(session, editor.actor, "mention.host_refused", f"host:{host}", details)


def allow_host(session: Session, editor: Editor, host: str) -> None:
    """Take mentions of a host again; those that were refused stay so.

    Raises
    ------
    NotFound
        The host is not refused.
    """
    refused = session.get(RefusedHost, host)
    if refused is None:
        raise NotFound(_("Le site « %(host)s » n'est pas refusé."), host=host)
    session.delete(refused)
    write_audit(session, editor.actor, "mention.host_allowed", f"host:{host}")


def _find(session: Session, mention_id: int) -> Mention:
    mention = session.get(Mention, mention_id, with_for_update=True)
    if mention is None:
        raise NotFound(_("Aucune mention ne porte le numéro %(id)s."), id=mention_id)
    return mention


def _decide(session: Session, editor: Editor, mention: Mention, state: str) -> None:
    if state == "refused":
        _refuse(mention, editor)
    else:
        mention.state, mention.decided_at, mention.curator_id = state, now(), editor.curator_id
    _write(session, editor, f"mention.{state}", mention)


def _refuse(mention: Mention, editor: Editor) -> None:
    mention.state, mention.decided_at, mention.curator_id = "refused", now(), editor.curator_id
    mention.next_look_at, mention.failure_code = None, ""


def _write(session: Session, editor: Editor, action: str, mention: Mention) -> None:
    details = {"address": mention.source_url, "target": mention.target_path, "title": mention.title}
    write_audit(session, editor.actor, action, f"mention:{mention.id}", details)
