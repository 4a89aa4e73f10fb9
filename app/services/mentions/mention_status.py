"""What became of a mention, for who sent it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.errors import translatable as _
from app.models import Mention
from app.services.mentions.mention_wording import failure_text
from app.services.showing.wording import Wording

_STATES = {
    "waiting": _("Reçue : nous n'avons pas encore regardé la page."),
    "found": _("Le lien est là : une personne décidera de montrer la page ou non."),
    "shown": _("Montrée sur la page citée."),
    "refused": _("Une personne a décidé de ne pas la montrer."),
    "gone": _("Le lien n'y est plus : la page n'est plus montrée."),
    "failed": _("Non prise : %(reason)s"),
}


def view_status(session: Session, words: Wording, key: str) -> str:
    """Return the sentence about a mention.

    Raises
    ------
    NotFound
        No mention is known by that key.
    """
    mention = session.scalars(select(Mention).where(Mention.status_key == key)).one_or_none()
    if mention is None:
        raise NotFound(_("Aucune mention n'est suivie à cette adresse."))
    told = _STATES[mention.state]
    if mention.state == "failed":
        return words.gettext(told, reason=failure_text(words, mention.failure_code))
    return words.gettext(told)
