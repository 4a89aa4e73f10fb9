"""What the states of mentions, and the reasons why a page can't be read, are called in plain words."""

from __future__ import annotations

from app.errors import translatable as _
from app.services.showing.wording import Wording

STATE_TEXTS = {
    "found": _("À décider"),
    "waiting": _("Pas encore vues"),
    "shown": _("Montrées"),
    "refused": _("Refusées"),
    "gone": _("Disparues"),
    "failed": _("En échec"),
}
PROTOCOL_TEXTS = {"webmention": "Webmention", "pingback": "Pingback"}
_FAILURES = {
    "no_link": _("la page ne mène pas à la nôtre."),
    "not_found": _("la page n'existe pas, ou plus."),
    "address": _("la page renvoie à une adresse qui ne peut être visitée."),
    "private_address": _("la page est sur un réseau privé."),
    "own_site": _("la page renvoie à notre propre site."),
    "redirects": _("la page renvoie plus loin plus de deux fois."),
    "kind": _("ce n'est ni du HTML ni du texte."),
    "too_large": _("le lien n'est pas dans le premier mégaoctet de la page."),
    "unreadable": _("la page est faite de sorte qu'on ne peut la lire."),
    "slow": _("la page n'est pas venue en dix secondes."),
    "unreachable": _("le site ne répond pas, ou ne peut prouver son nom."),
    "status": _("le site refuse de donner la page."),
}


def failure_text(words: Wording, code: str) -> str:
    """Return why a page could not be read; nothing for no reason."""
    return words.gettext(_FAILURES[code]) if code in _FAILURES else code
