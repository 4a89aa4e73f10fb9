"""Why a spot is worth hearing, what the person is asked there, and what a yes means: in words."""

from __future__ import annotations

from app.domain.doubtful_spots import Spot
from app.errors import translatable as _
from app.services.showing.wording import Wording

REASON_TEXTS = {
    "unsure": _("Parmi les mots les moins sûrs de cet enregistrement."),
    "inaudible": _("La machine a renoncé à écrire ces mots."),
    "unknown_word": _("Un mot qu'aucun dictionnaire ne connaît : un nom, ou une erreur ?"),
    "negation": _("Une négation est tout près : une erreur ici retourne le sens."),
    "credits": _("Mots mis de côté : ils ressemblaient à un générique."),
    "no_speech": _("Mots mis de côté : personne ne semblait parler."),
    "loop": _("Mots mis de côté : la machine se répétait."),
    "repeated_ending": _("Mots mis de côté : la fin semblait dite deux fois."),
    "prompt_leak": _("Mots mis de côté : la machine récitait les noms qu'on lui avait donnés."),
    "speaker_unknown": _("La machine ne sait pas qui parle ici."),
    "speaker_short": _("Si court que la voix se reconnaît mal."),
}
_QUESTIONS = {
    "words": _("Est-ce bien ce qui est dit ?"),
    "removed": _("Quelqu'un dit-il quelque chose ici ?"),
    "speaker": _("Qui parle ici ?"),
}


def reason_texts(words: Wording, spot: Spot) -> tuple[str, ...]:
    """Return one sentence for each reason."""
    return tuple(words.gettext(REASON_TEXTS[reason]) for reason in spot.reasons)


def question_text(words: Wording, spot: Spot) -> str:
    """Return what the person is asked."""
    if spot.reasons[0] == "inaudible":
        return words.gettext(_("Que dit-on ici ?"))
    return words.gettext(_QUESTIONS[spot.kind])


def accept_text(words: Wording, spot: Spot) -> str:
    """Return what accepting a spot as it stands means; empty where there is nothing to accept."""
    if spot.kind == "speaker":
        return ""
    if spot.kind == "removed":
        return words.gettext(_("Rien n'est dit ici"))
    if spot.reasons[0] == "inaudible":
        return words.gettext(_("Laisser tel quel"))
    return words.gettext(_("C'est bien ça"))
