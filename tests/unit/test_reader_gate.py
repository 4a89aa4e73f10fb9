"""Floods stay out, readers are told apart for a day, and no address is kept."""

from __future__ import annotations

from app.services.corrections.blind_listening import OfferedSpot
from app.web.blind_tickets import LASTS_SECONDS, BlindTickets
from app.web.reader_gate import DAY_SECONDS, Limit, ReaderGate


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def gate(clock: Clock, of_one: int = 3, of_all: int = 100) -> ReaderGate:
    return ReaderGate(clock, {"propose": Limit(of_one, of_all)})


def test_one_address_is_let_in_so_often_and_again_after_the_window():
    clock = Clock()
    one = gate(clock)
    assert [one.admits("192.0.2.1", "propose") for _ in range(5)] == [True] * 3 + [False] * 2
    assert one.admits("192.0.2.2", "propose")
    clock.seconds = 601.0
    assert one.admits("192.0.2.1", "propose")


def test_many_addresses_together_are_stopped_too():
    one = gate(Clock(), of_all=50)
    admitted = sum(one.admits(f"198.51.100.{number}", "propose") for number in range(200))
    assert admitted == 50


def test_a_refused_act_does_not_lengthen_the_wait():
    clock = Clock()
    one = gate(clock)
    for _ in range(3):
        assert one.admits("192.0.2.1", "propose")
    clock.seconds = 599.0
    assert not one.admits("192.0.2.1", "propose")
    clock.seconds = 601.0
    assert one.admits("192.0.2.1", "propose")


def test_the_addresses_of_one_household_count_as_one():
    one = gate(Clock())
    assert [one.admits(f"2001:db8:1:2::{number:x}", "propose") for number in range(1, 5)] == [True] * 3 + [
        False
    ]
    assert one.mark("2001:db8:1:2::1", "p") == one.mark("2001:db8:1:2:ffff::9", "p")
    assert one.mark("2001:db8:1:2::1", "p") != one.mark("2001:db8:1:3::1", "p")
    assert one.mark("::ffff:192.0.2.1", "p") == one.mark("192.0.2.1", "p")


def test_a_mark_holds_for_a_day_and_links_no_two_passages():
    clock = Clock()
    one = gate(clock)
    mark = one.mark("192.0.2.1", "passage a")
    assert one.mark("192.0.2.1", "passage a") == mark
    assert one.mark("192.0.2.1", "passage b") != mark
    assert gate(clock).mark("192.0.2.1", "passage a") != mark
    clock.seconds = DAY_SECONDS
    assert one.mark("192.0.2.1", "passage a") != mark


def test_nothing_that_is_kept_holds_the_address():
    one = gate(Clock())
    one.admits("203.0.113.77", "propose")
    one.mark("203.0.113.77", "passage a")
    assert one._acts
    assert "203.0.113.77" not in repr(vars(one))


SPOT = OfferedSpot("abcdefghij", 1, 1, "fr", 1.0, 6.0, "des mots", "renditions/x/y.m4a")


def test_a_ticket_is_good_for_one_answer_and_for_an_hour():
    clock = Clock()
    tickets = BlindTickets(clock)
    ticket = tickets.issue(SPOT)
    assert tickets.find(ticket) == SPOT
    assert tickets.spend(ticket) == SPOT
    assert tickets.spend(ticket) is None
    late = tickets.issue(SPOT)
    clock.seconds = LASTS_SECONDS
    assert tickets.find(late) is None
    assert tickets.find("made up") is None


def test_a_crowd_of_tickets_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("app.web.blind_tickets.MOST_HELD", 10)
    tickets = BlindTickets(Clock())
    issued = [tickets.issue(SPOT) for _ in range(25)]
    assert [tickets.find(one) is not None for one in issued] == [False] * 15 + [True] * 10
