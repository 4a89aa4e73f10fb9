"""Which corrections a curator sees first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.correction_worth import ReaderAnswer, count_readers, rank_answers

START = datetime(2026, 9, 1, 8, tzinfo=UTC)


def answer(number: int, passage: str, says: str, reader: str | None, *, blind: bool = False) -> ReaderAnswer:
    return ReaderAnswer(number, passage, blind, says, reader, START + timedelta(minutes=number))


def test_two_readers_who_heard_the_same_blind_come_before_many_who_saw_the_text():
    ranked = rank_answers(
        [
            *(answer(number, "seen", "a", f"r{number}") for number in range(1, 6)),
            answer(6, "blind", "b", "r1", blind=True),
            answer(7, "blind", "b", "r2", blind=True),
        ]
    )
    assert [one.passage_id for one in ranked] == ["blind", "seen"]
    assert ranked[0].agreed[0].is_agreed_blind


def test_one_reader_who_answers_twice_agrees_with_nobody():
    (only,) = rank_answers([answer(1, "p", "b", "r1", blind=True), answer(2, "p", "b", "r1", blind=True)])
    assert not only.agreed[0].is_agreed_blind
    assert only.agreed[0].reader_count == 1
    assert len(only.agreed[0].answers) == 2


def test_without_agreement_most_readers_come_first_then_those_who_wait_longest():
    ranked = rank_answers(
        [
            answer(1, "old", "a", "r1"),
            answer(2, "two", "a", "r1"),
            answer(3, "two", "b", "r2"),
            answer(4, "new", "a", "r1"),
        ]
    )
    assert [one.passage_id for one in ranked] == ["two", "old", "new"]


def test_the_same_words_heard_blind_and_read_are_counted_apart():
    (only,) = rank_answers([answer(1, "p", "a", "r1"), answer(2, "p", "a", "r2", blind=True)])
    assert [(one.is_blind, one.reader_count) for one in only.agreed] == [(False, 1), (True, 1)]


def test_readers_that_nothing_tells_apart_count_one_by_one():
    assert count_readers(["a", "a", None, None]) == 3


answers = st.builds(
    ReaderAnswer,
    id=st.integers(1, 10**6),
    passage_id=st.sampled_from("pqrs"),
    is_blind=st.booleans(),
    says=st.sampled_from("abc"),
    reader=st.none() | st.sampled_from("xyz"),
    at=st.integers(0, 1000).map(lambda minutes: START + timedelta(minutes=minutes)),
)


@given(st.lists(answers, max_size=30, unique_by=lambda one: one.id))
def test_no_answer_is_lost_and_the_order_does_not_depend_on_arrival(given_answers):
    ranked = rank_answers(given_answers)
    found = [one.id for passage in ranked for agreed in passage.agreed for one in agreed.answers]
    assert sorted(found) == sorted(one.id for one in given_answers)
    assert rank_answers(reversed(given_answers)) == ranked
