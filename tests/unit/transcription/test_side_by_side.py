"""Works side by side: all results, one report, and nothing goes on when one fails."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from transcription.side_by_side import Report, work_side_by_side


def counting(steps: int, result: str) -> Callable[[Report], str]:
    def work(report: Report) -> str:
        for step in range(1, steps + 1):
            report(float(step))
        return result

    return work


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_every_work_ends_once_and_the_report_only_grows_to_the_sum(at_once: int) -> None:
    told: list[float] = []
    results: dict[int, str] = {}
    works = [counting(3, "a"), counting(5, "b"), counting(2, "c")]
    work_side_by_side(works, at_once, told.append, results.__setitem__)
    assert results == {0: "a", 1: "b", 2: "c"}
    assert told == sorted(told)
    assert told[-1] == 10


def test_two_works_really_run_at_the_same_time() -> None:
    meeting = threading.Barrier(2, timeout=10)

    def meet(report: Report) -> int:
        return meeting.wait()

    met: dict[int, int] = {}
    work_side_by_side([meet, meet], 2, lambda _: None, met.__setitem__)
    assert sorted(met.values()) == [0, 1]


def test_one_at_a_time_keeps_the_order() -> None:
    order: list[int] = []
    works = [counting(1, str(number)) for number in range(4)]
    work_side_by_side(works, 1, lambda _: None, lambda number, _: order.append(number))
    assert order == [0, 1, 2, 3]


def test_report_and_end_are_called_in_the_callers_thread() -> None:
    threads: set[str] = set()
    work_side_by_side(
        [counting(2, "a"), counting(2, "b")],
        2,
        lambda _: threads.add(threading.current_thread().name),
        lambda *_: threads.add(threading.current_thread().name),
    )
    assert threads == {threading.current_thread().name}


def test_when_one_fails_the_others_stop_at_their_next_report() -> None:
    seen: list[str] = []
    has_begun = threading.Event()

    def fails(report: Report) -> str:
        has_begun.wait(10)
        raise ValueError("torn tape")

    def goes_on(report: Report) -> str:
        has_begun.set()
        # The caller needs a moment to hear of the other's end.
        for step in range(10_000):
            report(float(step))
            threading.Event().wait(0.001)
        seen.append("went on")
        return ""

    with pytest.raises(ValueError, match="torn tape"):
        work_side_by_side([goes_on, fails], 2, lambda _: None, lambda *_: None)
    assert seen == []


def test_nobody_wants_it_any_more() -> None:
    def set_aside(amount: float) -> None:
        raise KeyError("set aside")

    with pytest.raises(KeyError, match="set aside"):
        work_side_by_side([counting(1_000_000, "a")], 1, set_aside, lambda *_: None)


def test_no_works_is_nothing_to_do() -> None:
    work_side_by_side([], 2, lambda _: None, lambda *_: None)
