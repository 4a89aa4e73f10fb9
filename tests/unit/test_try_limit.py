"""How often something may be tried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.try_limit import TryLimit

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIMIT = TryLimit(8, timedelta(minutes=15))


def admitted(seconds: list[float], limit: TryLimit) -> list[datetime]:
    """Return when tries were admitted, of those made at these seconds."""
    forgotten_at, found = START, []
    for second in sorted(seconds):
        at = START + timedelta(seconds=second)
        if not limit.wait(forgotten_at, at):
            forgotten_at = limit.after_try(forgotten_at, at)
            found.append(at)
    return found


def test_so_many_at_once_then_one_each_share_of_the_while() -> None:
    assert len(admitted([0.0] * 100, LIMIT)) == 8
    assert len(admitted([0.0] * 8 + [112.0], LIMIT)) == 8
    assert len(admitted([0.0] * 8 + [113.0] * 5, LIMIT)) == 9


def test_the_wait_that_is_told_is_enough_and_not_too_long() -> None:
    forgotten_at = START
    for _number in range(8):
        forgotten_at = LIMIT.after_try(forgotten_at, START)
    wait = LIMIT.wait(forgotten_at, START)
    assert wait == timedelta(seconds=112.5)
    assert not LIMIT.wait(forgotten_at, START + wait)
    assert LIMIT.wait(forgotten_at, START + wait - timedelta(milliseconds=1))


@settings(deadline=None)
@given(st.lists(st.floats(0, 7200), max_size=60), st.integers(1, 20), st.integers(60, 3600))
def test_no_stretch_of_time_admits_more_than_a_burst_and_the_even_pace(seconds, most, within) -> None:
    limit = TryLimit(most, timedelta(seconds=within))
    found = admitted(seconds, limit)
    for first in range(len(found)):
        for last in range(first, len(found)):
            stretch = found[last] - found[first]
            assert last - first + 1 <= most + stretch / limit.each + 1e-6


@settings(deadline=None)
@given(st.lists(st.floats(0, 7200), min_size=1, max_size=60))
def test_after_the_whole_while_without_a_try_all_is_forgotten(seconds) -> None:
    later = max(seconds) + LIMIT.within.total_seconds()
    found = admitted([*seconds, *([later] * 20)], LIMIT)
    assert found.count(START + timedelta(seconds=later)) == 8
