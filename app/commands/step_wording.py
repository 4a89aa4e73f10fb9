"""The steps of the pipeline in words."""

from __future__ import annotations

from app.commands.terminal import wording
from app.errors import translatable as _
from app.services.hearing.recording_status import RecordingStatus
from app.services.hearing.step_names import STEP_NAMES

SETTLED = ("ready", "failed")
_STATE_NAMES = {"": _("en attente"), "ready": _("prêt"), "failed": _("échec")}


def step_name(status: RecordingStatus) -> str:
    """Return what is being done with a recording, for a person."""
    key = status.state if status.state in SETTLED else status.step
    return wording().gettext({**STEP_NAMES, **_STATE_NAMES}.get(key, key))
