"""The steps of the pipeline, as people read them."""

from __future__ import annotations

from app.errors import translatable as _

STEP_NAMES = {
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
}
