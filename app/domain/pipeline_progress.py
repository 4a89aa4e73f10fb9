"""How far a recording is on its way: one bar over all steps of the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Share of the whole that each step takes, for one bar over all of them: the times of the three demo
# recordings added up (workflows.db, operation_outputs), rounded so that even the shortest step shows.
STEP_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "probe": 0.01, "renditions": 0.03, "speech": 0.01, "transcribe": 0.46, "clean": 0.005,
        "speakers": 0.02, "passages": 0.005, "sound_quality": 0.01, "themes": 0.015, "index": 0.005,
        "cleaned_copy": 0.43,
    }
)  # fmt: skip

# The same times, of the steps that hear a recording again.
HEARING_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"probe": 0.02, "speech": 0.02, "transcribe": 0.95, "clean": 0.01}
)


def overall_progress(
    state: str, step: str, progress: float, weights: Mapping[str, float] = STEP_WEIGHTS
) -> float:
    """Return how much of all the steps is done, in 0..1."""
    if state == "ready":
        return 1.0
    before = 0.0
    for name, weight in weights.items():
        if name == step:
            return before + weight * progress
        before += weight
    return 0.0
