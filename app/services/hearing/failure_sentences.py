"""Why a file was refused or a recording failed, as one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.errors import Refused
from app.errors import translatable as _

SENTENCES: Mapping[str, str] = {
    "empty": _("Le fichier « %(name)s » est vide. Copiez-le de nouveau depuis l'appareil."),
    "not_a_recording": _(
        "« %(name)s » n'est pas un enregistrement. Envoyez un fichier son ou vidéo : "
        "3GP, MOV, MP4, M4A, MP3, WAV…"
    ),
    "container_not_allowed": _(
        "Le format de « %(name)s » n'est pas accepté. Convertissez-le en MP4, M4A, MP3, WAV, OGG ou WebM."
    ),
    "codec_not_allowed": _(
        "Le codage de « %(name)s » n'est pas accepté. Convertissez-le en AAC, MP3, Opus ou WAV."
    ),
    "no_sound": _("« %(name)s » ne contient pas de son. Choisissez l'enregistrement qui en a."),
    "too_long": _("« %(name)s » est trop long. Coupez-le en parties de moins de douze heures."),
    "too_large": _("« %(name)s » demande trop de mémoire. Convertissez-le dans un format courant."),
    "damaged": _("« %(name)s » est abîmé et ne peut être lu. Copiez-le de nouveau depuis l'appareil."),
    "took_too_long": _(
        "« %(name)s » n'a pu être lu dans le temps permis. "
        "Convertissez-le dans un format courant, puis recommencez."
    ),
    "original_changed": _(
        "L'original de « %(name)s » ne correspond plus à son empreinte SHA-256. "
        "Restaurez-le d'une sauvegarde."
    ),
    "original_missing": _("L'original de « %(name)s » est introuvable. Restaurez-le d'une sauvegarde."),
    "model_missing": _(
        "Le modèle Whisper « %(model)s » est introuvable. Installez l'extra « base-model », ou donnez à "
        "FRANQUETTE_WHISPER_MODEL un dossier ou un fichier qui existe, puis relancez « %(name)s »."
    ),
    "engine_missing": _(
        "Le moteur « %(engine)s » n'est pas installé. Installez l'extra du même nom, ou réglez "
        "FRANQUETTE_WHISPER_ENGINE à faster-whisper, puis relancez « %(name)s »."
    ),
    "part_missing": _(
        "Il manque une pièce à l'installation (%(reason)s). "
        "Lancez `make install`, puis relancez « %(name)s »."
    ),
    "disk_full": _("Le disque est plein. Libérez de l'espace, puis relancez « %(name)s »."),
    "set_aside": _("« %(name)s » a été mis de côté pendant le travail. Reprenez-le, puis recommencez."),
    "crashed": _(
        "Le traitement de « %(name)s » s'est arrêté brusquement plusieurs fois de suite. "
        "Vérifiez la mémoire de la machine, puis relancez-le."
    ),
    "unexpected": _(
        "Le traitement de « %(name)s » a échoué : %(reason)s. Le journal en dit plus ; relancez-le ensuite."
    ),
}


def failure_sentence(
    code: str, name: str, details: Mapping[str, Any] | None = None
) -> tuple[str, dict[str, Any]]:
    """Return the sentence (French, untranslated) and what fills its places."""
    message = SENTENCES.get(code, SENTENCES["unexpected"])
    return message, {"reason": code, **(details or {}), "name": name}


def media_refusal(code: str, name: str) -> Refused:
    """Return the error to raise when the gate refuses a file."""
    message, parameters = failure_sentence(code, name)
    return Refused(message, **parameters)
