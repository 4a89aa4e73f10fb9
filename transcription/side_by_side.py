"""Several works on the same sound at a time, with one report of how far they are together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

Done = TypeVar("Done")
Report = Callable[[float], None]


class _Abandoned(Exception):
    """Another work failed, or nobody wants the result any more."""


def work_side_by_side(
    works: Sequence[Callable[[Report], Done]],
    at_once: int,
    report: Report,
    ended: Callable[[int, Done], None],
) -> None:
    """Do all works, some at a time, each in a thread.

    Parameters
    ----------
    works : sequence of callable
        Each is called with a report, to be told often how much of it is done, in any unit, never less than
        before.
    at_once : int
        How many run at the same time; they begin in their order.
    report : callable
        Called in the caller's thread with the sum of what is done.
    ended : callable
        Called in the caller's thread with the number and the result of each work as it ends.

    Raises
    ------
    BaseException
        What a work, `report` or `ended` raised; the other works stop at their next report.
    """
    events: SimpleQueue[tuple[int, float | None]] = SimpleQueue()
    is_abandoned = threading.Event()

    def do(number: int) -> Done:
        def tell(amount: float) -> None:
            if is_abandoned.is_set():
                raise _Abandoned
            events.put((number, amount))

        return works[number](tell)

    def tell_end(number: int, _: Future[Done]) -> None:
        events.put((number, None))

    amounts = [0.0] * len(works)
    with ThreadPoolExecutor(at_once) as threads:
        futures = [threads.submit(do, number) for number in range(len(works))]
        for number, future in enumerate(futures):
            future.add_done_callback(partial(tell_end, number))
        running = len(works)
        try:
            while running:
                number, amount = events.get()
                if amount is None:
                    running -= 1
                    ended(number, futures[number].result())
                else:
                    amounts[number] = amount
                    report(sum(amounts))
        except BaseException:
            is_abandoned.set()
            threads.shutdown(wait=False, cancel_futures=True)
            raise
