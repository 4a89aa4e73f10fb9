"""What the codes of the audit mean, in plain words. A code that is not here is shown as it is."""

from __future__ import annotations

import json
from typing import Any

from app.errors import translatable as _
from app.services.showing.wording import Wording

ACTS = {
    "interview.published": _("Entrevue publiée"),
    "interview.withdrawn": _("Entrevue retirée"),
    "consent.noted": _("Accord noté"),
    "publication.planned": _("Publication prévue"),
    "publication.kept": _("Publication faite"),
    "publication.failed": _("Publication impossible"),
    "publication.cancelled": _("Publication annulée"),
    "transcript.imported": _("Transcription reçue"),
    "recording.taken_in": _("Enregistrement reçu"),
    "recording.processed": _("Enregistrement traité"),
    "recording.failed": _("Traitement en échec"),
    "recording.retried": _("Traitement relancé"),
    "hearing.asked": _("Réécoute demandée"),
    "heard.again": _("Réécouté par la machine"),
    "hearing.failed": _("Réécoute en échec"),
    "heard.taken": _("Mots de la réécoute repris"),
    "upload.began": _("Envoi commencé"),
    "upload.refused": _("Envoi refusé"),
    "upload.abandoned": _("Envoi abandonné"),
    "recording.set_aside": _("Enregistrement mis de côté"),
    "recording.taken_up_again": _("Enregistrement repris"),
    "text.saved": _("Texte corrigé"),
    "text.replaced": _("Mot remplacé partout"),
    "spot.heard": _("Endroit douteux écouté"),
    "words.inaudible": _("Mots marqués inaudibles"),
    "passage.checked": _("Passage vérifié"),
    "passage.split": _("Passage coupé"),
    "passage.joined": _("Passages réunis"),
    "passage.moved": _("Bornes du passage changées"),
    "speaker.told": _("Voix nommée"),
    "voice.told": _("Voix nommée partout"),
    "exchange.placed": _("Échange délimité"),
    "revision.restored": _("Révision rétablie"),
    "revision.taken_back": _("Révision annulée"),
    "correction.accepted": _("Correction acceptée"),
    "correction.refused": _("Correction refusée"),
    "mention.shown": _("Mention montrée"),
    "mention.refused": _("Mention refusée"),
    "mention.looked_again": _("Mention à revoir"),
    "mention.taken_off": _("Mention disparue"),
    "mention.host_refused": _("Site refusé"),
    "mention.host_allowed": _("Site de nouveau accepté"),
    "note.added": _("Note ajoutée"),
    "note.withdrawn": _("Note retirée"),
    "clip.withdrawn": _("Extrait retiré"),
    "clip.brought_back": _("Extrait rétabli"),
    "glossary.added": _("Nom ajouté au glossaire"),
    "glossary.changed": _("Nom changé dans le glossaire"),
    "glossary.retired": _("Nom retiré du glossaire"),
    "glossary.taken_up": _("Nom remis au glossaire"),
    "glossary.dismissed": _("Suggestion de nom écartée"),
    "theme.added": _("Thème ajouté à un passage"),
    "theme.confirmed": _("Thème confirmé"),
    "theme.refused": _("Thème refusé"),
    "theme.created": _("Thème créé"),
    "theme.renamed": _("Thème renommé"),
    "theme.retired": _("Thème mis de côté"),
    "curator.added": _("Compte ajouté"),
    "curator.disabled": _("Compte fermé"),
    "curator.enabled": _("Compte rouvert"),
    "curator.reset": _("Nouveau mot de passe donné"),
    "curator.role_changed": _("Rôle changé"),
    "curator.password_changed": _("Mot de passe changé"),
    "curator.language_changed": _("Langue de l'atelier changée"),
    "session.opened": _("Entrée dans l'atelier"),
    "session.closed": _("Sortie de l'atelier"),
    "session.ended": _("Sessions terminées"),
    "login.slowed_down": _("Essais de mot de passe ralentis"),
}
# What an act is about, and the kinds by which acts are gathered.
KINDS = {
    "interview": _("Entrevue"),
    "publication": _("Publication"),
    "consent": _("Consentement"),
    "recording": _("Enregistrement"),
    "upload": _("Envoi"),
    "transcript": _("Transcription"),
    "text": _("Texte"),
    "passage": _("Passage"),
    "spot": _("Endroit douteux"),
    "words": _("Mots"),
    "speaker": _("Personne qui parle"),
    "voice": _("Voix"),
    "exchange": _("Échange"),
    "hearing": _("Réécoute"),
    "heard": _("Réécoute"),
    "revision": _("Révision"),
    "correction": _("Correction"),
    "mention": _("Mention"),
    "host": _("Site"),
    "note": _("Note"),
    "clip": _("Extrait"),
    "glossary": _("Glossaire"),
    "suggestion": _("Suggestion"),
    "theme": _("Thème"),
    "curator": _("Compte"),
    "session": _("Session"),
    "login": _("Connexion"),
}
_DETAILS = {
    "address": _("adresse"),
    "after": _("après"),
    "attempt": _("essai"),
    "before": _("avant"),
    "ended_sessions": _("sessions terminées"),
    "filename": _("fichier"),
    "model": _("modèle"),
    "language": _("langue"),
    "reason": _("raison"),
    "revision": _("révision"),
    "role": _("rôle"),
    "step": _("étape"),
    "theme": _("thème"),
    "tries": _("essais"),
}
_NAMED = ("curator", "interview")
_SHORTEST_HASH = 12
_ACTORS = {
    "machine": _("La machine"),
    "visitor": _("Quelqu'un à la porte"),
    "command line": _("Ligne de commande"),
}


def act_text(words: Wording, action: str) -> str:
    """Return what was done."""
    return words.gettext(ACTS[action]) if action in ACTS else action


def kind_text(words: Wording, kind: str) -> str:
    """Return a kind of acts or of things."""
    return words.gettext(KINDS[kind]) if kind in KINDS else kind


def actor_text(words: Wording, actor: str) -> str:
    """Return who acted: a curator by their name."""
    kind, _colon, name = actor.partition(":")
    if kind == "curator" and name:
        return name
    if kind == "cli" and name:
        return words.gettext(_("Ligne de commande (%(name)s)"), name=name)
    return words.gettext(_ACTORS[actor]) if actor in _ACTORS else actor


def subject_text(words: Wording, subject: str) -> str:
    """Return what the act was about; a name says by itself whose account or which interview it is."""
    kind, _colon, name = subject.partition(":")
    if subject == "login:form":
        return words.gettext(_("Page de connexion"))
    if kind in _NAMED and name:
        return name
    return f"{kind_text(words, kind)} {name}".strip()


def detail_texts(words: Wording, details: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """Return what else is known of an act, by name; nothing for what is empty."""
    told = {name: value for name, value in (details or {}).items() if value not in (None, "", [], {})}
    return tuple(
        (words.gettext(_DETAILS[name]) if name in _DETAILS else name, _value_text(words, name, value))
        for name, value in told.items()
    )


def _value_text(words: Wording, name: str, value: object) -> str:
    if isinstance(value, str):
        # Enough to tell two apart; the exports hold all of it.
        return value[:_SHORTEST_HASH] if name == "sha256" else value
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        return words.number(value, 3)
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ", ".join(str(one) for one in value)
    return json.dumps(value, ensure_ascii=False)
