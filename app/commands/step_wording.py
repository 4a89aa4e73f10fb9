"""The steps of the pipeline in words."""

from __future__ import annotations

from app.commands.terminal import wording
from app.errors import translatable as _
from app.services.recording_status import RecordingStatus

SETTLED = ("ready", "failed")
STEP_NAMES = {
    "": _("en attente"),
    "probe": _("vérification"),
    "renditions": _("son et image pour le web"),
    "speech": _("recherche de la parole"),
    "transcribe": _("transcription"),
    "clean": _("nettoyage"),
    "speakers": _("qui parle"),
    "passages": _("passages"),
    "sound_quality": _("qualité du son"),
    "themes": _("thèmes"),
    "index": _("index"),
    "cleaned_copy": _("son nettoyé"),
    "ready": _("prêt"),
    "failed": _("échec"),
}


def step_name(status: RecordingStatus) -> str:
    """Return what is being done with a recording, for a person."""
    key = status.state if status.state in SETTLED else status.step
    return wording().gettext(STEP_NAMES.get(key, key))
