"""The states of things in words, the same everywhere: silence, invitations, texts, tags, speakers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from app.domain.comparison_grid import STATES
from app.errors import translatable as _
from app.models import Interview, Invitation, Tag, Turn
from app.services.showing.view_parts import InvitationView, StatusView
from app.services.showing.wording import Wording

CELL_TEXTS = {
    "answered": _("A répondu"),
    "asked_no_answer": _("Question posée, sans réponse"),
    "not_asked": _("Question non posée"),
    "inaudible": _("Inaudible, ou voix non reconnue"),
    "not_published": _("Entrevue faite, pas publiée ici"),
    "accepted_not_recorded": _("Invitation acceptée, entrevue à venir"),
    "declined": _("Invitation refusée"),
    "no_reply": _("Invitation sans réponse à ce jour"),
}
CELL_RULES = {
    "answered": _("Au moins un passage publié, dit par la personne elle-même, porte sur ce thème."),
    "asked_no_answer": _(
        "Une question publiée porte sur ce thème, mais aucun passage de la personne n'y répond."
    ),
    "not_asked": _("L'entrevue est publiée, et aucune question ni aucune réponse n'y porte sur ce thème."),
    "inaudible": _(
        "Le thème est abordé, mais par une voix que personne n'a pu attribuer avec certitude : "
        "rien n'est prêté à la personne."
    ),
    "not_published": _(
        "Une entrevue a eu lieu, mais son texte n'est pas sur ce site : "
        "pas encore transcrite, pas encore publiée, retirée, ou publiée ailleurs."
    ),
    "accepted_not_recorded": _("La personne a accepté l'invitation, et aucune entrevue n'est enregistrée."),
    "declined": _("La personne, ou son parti, a refusé l'invitation."),
    "no_reply": _("L'invitation est partie, et aucune réponse n'est arrivée à la date dite."),
}
STATUS_TEXTS = {
    "machine": _("Texte de la machine"),
    "corrected": _("Corrigé par une personne"),
    "checked": _("Vérifié à l'écoute"),
}
CONFIDENCE_TEXTS = {
    "A": _("Dit par la source"),
    "B": _("Déduit de la source"),
    "C": _("Source peu sûre"),
}
MATCH_TEXTS = {
    "exact": _("Mots exacts"),
    "close": _("Orthographe voisine"),
    "sound": _("Sonorité voisine : la machine a pu mal entendre"),
}
LANGUAGE_TEXTS = {"fr": _("en français"), "en": _("en anglais")}


def status_view(words: Wording, code: str) -> StatusView:
    """Return who stands behind a text."""
    return StatusView(code, words.gettext(STATUS_TEXTS[code]))


def cell_text(words: Wording, state: str) -> str:
    """Return the name of a comparison state."""
    assert state in STATES  # noqa: S101 (a state without words would be a fault of ours)
    return words.gettext(CELL_TEXTS[state])


def tag_text(words: Wording, tag: Tag) -> str:
    """Return who put a theme on a passage, and why."""
    if tag.source == "curator":
        day = words.day_of(tag.created_at)
        return words.gettext("Thème confirmé par une personne le %(day)s", day=day)
    if tag.is_inherited:
        return words.gettext("Thème de la question, repris par la machine")
    return words.gettext("Thème reconnu par la machine")


def speaker_text(words: Wording, role: str, interview: Interview) -> str:
    """Return who speaks, by name when it is known."""
    if role == "leader":
        return interview.leader.name
    if role == "interviewer":
        return interview.interviewer or words.gettext("Personne qui interroge")
    return words.gettext("Voix non reconnue")


def speaker_note(words: Wording, turn: Turn, confirmed_at: datetime | None = None) -> str:
    """Return how it is known who speaks, and since when a person says so."""
    if turn.is_speaker_confirmed and confirmed_at is not None:
        day = words.day_of(confirmed_at)
        return words.gettext("Voix confirmée par une personne le %(day)s", day=day)
    if turn.is_speaker_confirmed:
        return words.gettext("Voix confirmée par une personne")
    if turn.speaker_role == "unknown":
        return words.gettext("Rien n'est attribué à cette voix")
    return words.gettext("Voix reconnue par la machine")


def attribution_notice(words: Wording, roles: Collection[str], leader_name: str, is_confirmed: bool) -> str:
    """Return what to mind before giving words to somebody; empty where a person told the voices."""
    if "unknown" in roles:
        return words.gettext("La voix n'est pas reconnue : ces mots ne peuvent être attribués à personne.")
    if set(roles) == {"interviewer"}:
        return words.gettext(
            "Ces mots sont de la personne qui interroge ; %(leader)s ne les a pas dits.", leader=leader_name
        )
    if not is_confirmed:
        return words.gettext("La voix a été reconnue par une machine : vérifiez à l'écoute avant de citer.")
    return ""


def invitation_view(words: Wording, invitation: Invitation) -> InvitationView:
    """Return what came of an invitation, dated when the day is known."""
    answered, sent = words.day(invitation.answered_on), words.day(invitation.sent_on)
    checked = words.day(invitation.checked_on)
    if invitation.state == "declined":
        text = (
            words.gettext("Invitation refusée le %(day)s", day=answered)
            if answered
            else words.gettext("Invitation refusée")
        )
    elif invitation.state == "accepted":
        text = (
            words.gettext("Invitation acceptée le %(day)s", day=answered)
            if answered
            else words.gettext("Invitation acceptée")
        )
    else:
        text = _waiting_text(words, sent, checked)
    return InvitationView(invitation.state, text, words.pick(invitation.note_fr, invitation.note_en))


def _waiting_text(words: Wording, sent: str, checked: str) -> str:
    if sent and checked:
        return words.gettext(
            "Invitation envoyée le %(sent)s, sans réponse au %(checked)s", sent=sent, checked=checked
        )
    if sent:
        return words.gettext("Invitation envoyée le %(sent)s, sans réponse", sent=sent)
    return words.gettext("Invitation envoyée, sans réponse")
