"""What a look changes about a mention."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.mention_outcome import WAITS_MINUTES, WAITS_MINUTES_UNREACHABLE, Look, outcome_of

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINKED = Look(title="Un billet")
PASSING = Look("slow", is_passing=True)
LAST = len(WAITS_MINUTES) + 1


@pytest.mark.parametrize("state", ["waiting", "found"])
def test_a_link_that_is_there_waits_for_a_person(state: str) -> None:
    outcome = outcome_of(state, "", LINKED, 1, AT)
    assert (outcome.state, outcome.title, outcome.next_look_at) == ("found", "Un billet", None)


def test_what_is_shown_stays_shown_under_the_title_that_was_let_in() -> None:
    assert outcome_of("shown", "Un billet", LINKED, 1, AT).state == "shown"


def test_a_new_title_goes_back_to_a_person() -> None:
    outcome = outcome_of("shown", "Un billet", Look(title="Achetez ici"), 1, AT)
    assert (outcome.state, outcome.title) == ("found", "Achetez ici")


@pytest.mark.parametrize("look", [LINKED, PASSING, Look("not_found")])
def test_what_a_person_refused_stays_refused(look: Look) -> None:
    outcome = outcome_of("refused", "Un billet", look, 1, AT)
    assert (outcome.state, outcome.next_look_at) == ("refused", None)


@pytest.mark.parametrize("code", ["not_found", "no_link", "kind"])
@pytest.mark.parametrize(("state", "then"), [("waiting", "failed"), ("found", "gone"), ("shown", "gone")])
def test_without_page_or_link_it_fails_or_goes(code: str, state: str, then: str) -> None:
    outcome = outcome_of(state, "Un billet", Look(code), 1, AT)
    assert (outcome.state, outcome.failure_code, outcome.next_look_at) == (then, code, None)


def test_who_does_not_answer_is_asked_less_and_less_often_and_then_no_more() -> None:
    outcomes = [outcome_of("waiting", "", PASSING, tries, AT) for tries in range(1, LAST + 1)]
    assert [one.state for one in outcomes] == ["waiting"] * (LAST - 1) + ["failed"]
    waits = [one.next_look_at - AT for one in outcomes[:-1] if one.next_look_at]
    assert waits == sorted(waits) == [timedelta(minutes=one) for one in WAITS_MINUTES]
    assert outcomes[-1].next_look_at is None


def test_a_page_that_is_shown_outlives_a_server_that_is_down() -> None:
    outcome = outcome_of("shown", "Un billet", PASSING, LAST, AT)
    assert (outcome.state, outcome.title, outcome.failure_code) == ("shown", "Un billet", "slow")


def test_who_can_not_be_reached_at_all_is_given_up_sooner() -> None:
    unreachable = Look("unreachable", is_passing=True)
    outcomes = [outcome_of("waiting", "", unreachable, tries, AT) for tries in range(1, LAST + 1)]
    waits = [one.next_look_at - AT for one in outcomes if one.next_look_at]
    assert waits == [timedelta(minutes=one) for one in WAITS_MINUTES_UNREACHABLE]
    assert sum(waits, timedelta()) < timedelta(hours=2)
    assert [one.state for one in outcomes] == ["waiting"] * len(waits) + ["failed"] * (LAST - len(waits))


def test_what_gave_way_during_a_look_in_vain_is_not_tried_again() -> None:
    assert outcome_of("failed", "", PASSING, 1, AT).next_look_at is None
    assert outcome_of("failed", "", LINKED, 1, AT).state == "found"
