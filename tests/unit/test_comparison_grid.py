"""The kinds of silence, and what a cell shows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparison_grid import (
    SHOWN_PASSAGES,
    STATES,
    HeardInterview,
    InvitationFact,
    SpokenPassage,
    TagStrength,
    cell,
)

DAY = date(2026, 8, 14)
THEME = "open-data"


def spoken(name, role, start=0.0, seconds=5.0, exchange=1, **themes):
    return SpokenPassage(
        name,
        start,
        start + seconds,
        role,
        exchange,
        {slug.replace("_", "-"): tag for slug, tag in themes.items()},
    )


def heard(*passages, slug="entrevue", on=DAY):
    return HeardInterview(slug, True, on, passages)


OWN = TagStrength(False, 0.6)
INHERITED = TagStrength(True, 0.99)


def test_who_spoke_of_the_theme_answered_and_the_seconds_are_counted():
    found = cell(
        "a", THEME, None,
        [heard(spoken("q", "interviewer", open_data=OWN),
               spoken("r", "leader", 5, 7.5, open_data=INHERITED))],
    )  # fmt: skip
    assert (found.state, found.seconds_spoken, found.passage_ids) == ("answered", 7.5, ("r",))
    assert (found.as_of, found.evidence_interview) == (DAY, "entrevue")


def test_a_question_left_without_words_on_it_is_asked_and_not_answered():
    found = cell(
        "a", THEME, None, [heard(spoken("q", "interviewer", open_data=OWN), spoken("r", "leader", 5))]
    )
    assert (found.state, found.question_id) == ("asked_no_answer", "q")


def test_an_answer_by_a_voice_not_recognised_is_attributed_to_nobody():
    found = cell(
        "a", THEME, None, [heard(spoken("q", "interviewer", open_data=OWN), spoken("r", "unknown", 5))]
    )
    assert (found.state, found.question_id) == ("inaudible", "q")


def test_an_unrecognised_voice_that_speaks_of_the_theme_is_not_called_silence():
    found = cell("a", THEME, None, [heard(spoken("r", "unknown", open_data=OWN))])
    assert (found.state, found.question_id) == ("inaudible", "r")


def test_a_theme_that_nobody_raised_was_not_asked():
    assert cell("a", THEME, None, [heard(spoken("r", "leader", broadband=OWN))]).state == "not_asked"


def test_a_theme_not_raised_in_public_may_still_come_in_an_interview_not_published_yet():
    waiting = HeardInterview("autre", False, date(2026, 9, 1))
    found = cell("a", THEME, None, [heard(spoken("r", "leader")), waiting])
    assert (found.state, found.evidence_interview) == ("not_published", "autre")


@pytest.mark.parametrize(
    ("invitation", "state"),
    [
        ("declined", "declined"), ("accepted", "accepted_not_recorded"), ("sent", "no_reply"),
        ("unanswered", "no_reply"),
    ],
)  # fmt: skip
def test_without_an_interview_the_invitation_tells(invitation, state):
    found = cell("a", THEME, InvitationFact(invitation, DAY), [])
    assert (found.state, found.as_of) == (state, DAY)


def test_an_interview_that_took_place_counts_more_than_the_invitation():
    found = cell("a", THEME, InvitationFact("declined", DAY), [HeardInterview("e", False, None)])
    assert (found.state, found.as_of) == ("not_published", None)


def test_own_words_on_the_theme_are_shown_before_inherited_ones_then_by_score_then_by_time():
    passages = [
        spoken("inherited", "leader", 0, open_data=INHERITED),
        spoken("weak", "leader", 10, open_data=TagStrength(False, 0.3)),
        spoken("late", "leader", 20, open_data=TagStrength(False, 0.8)),
        spoken("person", "leader", 30, open_data=TagStrength(False, None)),
    ]
    found = cell("a", THEME, None, [heard(*passages)])
    assert found.shown_ids == ("late", "person")
    assert found.passage_ids == ("inherited", "weak", "late", "person")


ROLES = st.sampled_from(["leader", "interviewer", "unknown"])
TAGS = st.dictionaries(
    st.sampled_from([THEME, "broadband"]), st.builds(TagStrength, st.booleans(), st.floats(0, 1) | st.none())
)
INTERVIEWS = st.lists(
    st.lists(st.tuples(ROLES, TAGS, st.none() | st.integers(1, 3)), max_size=8), max_size=3
).map(
    lambda several: [
        HeardInterview(
            f"e{n}",
            bool(rows),
            DAY,
            tuple(
                SpokenPassage(f"{n}-{i}", i, i + 1, *row[:1], row[2], row[1]) for i, row in enumerate(rows)
            ),
        )
        for n, rows in enumerate(several)
    ]
)


@given(INTERVIEWS, st.sampled_from([None, "sent", "accepted", "declined", "unanswered"]))
def test_a_cell_is_never_empty_and_quotes_only_the_leader(interviews, state):
    found = cell("a", THEME, InvitationFact(state, DAY) if state else None, interviews)
    roles = {one.id: one.speaker_role for interview in interviews for one in interview.passages}
    assert found.state in STATES
    assert {roles[one] for one in found.passage_ids} <= {"leader"}
    assert set(found.shown_ids) <= set(found.passage_ids)
    assert len(found.shown_ids) == min(SHOWN_PASSAGES, len(found.passage_ids))
    assert (found.state == "answered") == bool(found.passage_ids)
    assert found.seconds_spoken == len(found.passage_ids)
