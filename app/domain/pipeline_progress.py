"""How far a recording is on its way: one bar over all steps of the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Share of the whole that each step takes, for one bar over all of them (measured on the demo recordings).
STEP_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "probe": 0.02, "renditions": 0.16, "speech": 0.03, "transcribe": 0.62, "clean": 0.01,
        "speakers": 0.10, "passages": 0.03, "themes": 0.02, "index": 0.01,
    }
)  # fmt: skip


def overall_progress(state: str, step: str, progress: float) -> float:
    """Return how much of the whole pipeline is done, in 0..1."""
    if state == "ready":
        return 1.0
    before = 0.0
    for name, weight in STEP_WEIGHTS.items():
        if name == step:
            return before + weight * progress
        before += weight
    return 0.0
