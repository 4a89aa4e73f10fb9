"""Counts the workers that die in one step, as long as it comes no further from one death to the next."""

from __future__ import annotations

from app.jobs.step_context import StepContext

# Less of a step than this is chance: what kills workers may kill them a little later the next time.
_LEAST_ADVANCE = 0.01
_NAME = "furthest_crash"


def crashes_in_a_row(context: StepContext, step: str, progress: float, counted: int) -> int:
    """Return how many workers died in a step without bringing it further, this death included.

    A step of an hour keeps what it has done: it may be cut short many times, by a person or the power, and
    still end.

    Parameters
    ----------
    progress : float
        How far the step was when the worker died, in 0..1.
    counted : int
        What was returned at the death before in this step; 0 at the first.
    """
    before = context.recalled_json(_NAME) if counted else None
    if before is None or before["step"] != step:
        context.keep_json(_NAME, {"step": step, "progress": progress})
        return counted + 1
    if progress < before["progress"] + _LEAST_ADVANCE:
        return counted + 1
    context.keep_json(_NAME, {"step": step, "progress": progress})
    return 1
