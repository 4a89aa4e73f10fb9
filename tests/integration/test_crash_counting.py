"""A step that kills workers at the same place is given up; one that comes further each time is not."""

from __future__ import annotations

import pytest

from app.archive import Archive
from app.jobs.crash_counting import crashes_in_a_row
from app.jobs.step_context import StepContext


@pytest.fixture
def context(archive: Archive) -> StepContext:
    return StepContext(1, archive.settings, archive.database, archive.store, archive.index)


def deaths(context: StepContext, *places: tuple[str, float]) -> list[int]:
    counts = [0]
    for (step, progress), (before, _) in zip(places, (places[0], *places), strict=False):
        counts.append(crashes_in_a_row(context, step, progress, counts[-1] if step == before else 0))
    return counts[1:]


def test_deaths_at_the_same_place_are_counted(context: StepContext) -> None:
    assert deaths(context, ("transcribe", 0.3), ("transcribe", 0.304), ("transcribe", 0.1)) == [1, 2, 3]


def test_a_step_that_comes_further_begins_to_count_anew(context: StepContext) -> None:
    places = [("transcribe", share) for share in (0.2, 0.1, 0.4, 0.6, 0.5, 0.3)]
    assert deaths(context, *places) == [1, 2, 1, 1, 2, 3]


def test_another_step_has_a_count_of_its_own(context: StepContext) -> None:
    assert deaths(context, ("speech", 0.9), ("speech", 0.9), ("transcribe", 0.1)) == [1, 2, 1]
    assert deaths(context, ("transcribe", 0.0), ("transcribe", 0.0), ("transcribe", 0.0)) == [1, 2, 3]
