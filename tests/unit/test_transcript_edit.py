"""An edited passage keeps the times of the words that stay."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.passage_state import (
    INAUDIBLE,
    PassageState,
    heard,
    joined,
    split,
    with_inaudible,
    with_span,
    with_text,
    with_words_heard,
)
from app.domain.transcript_edit import TimedWord, spoken_tokens

VOCABULARY = ("données", "Données", "ouvertes", "les", "fibre,", "village", "l'accès", "ça", "100", "?")


def state(text: str, start: float = 10.0, seconds_a_word: float = 0.5) -> PassageState:
    tokens = spoken_tokens(text)
    words = tuple(
        TimedWord(token, start + number * seconds_a_word, start + (number + 0.8) * seconds_a_word, 0.4)
        for number, token in enumerate(tokens)
    )
    return PassageState("a", start - 0.2, start + len(tokens) * seconds_a_word, words, "fr", "machine")


def times(words) -> list[tuple[float, float]]:
    return [(one.start_seconds, one.end_seconds) for one in words]


def test_a_word_put_in_place_of_another_takes_its_time_and_no_machine_score() -> None:
    before = state("les données sous vertes demain")
    after = with_text(before, "les données ouvertes demain")
    assert [one.text for one in after.words] == ["les", "données", "ouvertes", "demain"]
    assert times(after.words)[:2] == times(before.words)[:2]
    assert times(after.words)[3] == times(before.words)[4]
    assert (after.words[2].start_seconds, after.words[2].end_seconds) == (11.0, 11.9)
    assert [one.probability for one in after.words] == [0.4, 0.4, None, 0.4]
    assert after.status == "corrected"


def test_a_change_of_accent_or_mark_keeps_the_time_and_drops_the_score() -> None:
    before = state("ou est la fibre")
    after = with_text(before, "Où est la fibre ?")
    assert times(after.words) == times(before.words)
    assert [one.probability for one in after.words] == [None, 0.4, 0.4, None]
    assert after.text == "Où est la fibre?"


def test_an_added_word_stands_in_the_pause() -> None:
    before = state("la fibre")
    after = with_text(before, "la bonne fibre")
    pause = (before.words[0].end_seconds, before.words[1].start_seconds)
    assert (after.words[1].start_seconds, after.words[1].end_seconds) == pause


def test_an_empty_text_says_that_nothing_was_said() -> None:
    after = with_text(state("merci d'avoir regardé"), "  ")
    assert (after.words, after.text, after.status) == ((), "", "checked")


def test_the_same_text_changes_nothing() -> None:
    before = state("la fibre , et « le » reste")
    assert with_text(before, before.text) == before


def test_marks_that_stand_alone_go_with_their_word() -> None:
    assert spoken_tokens("Vraiment ? « Oui » , dit-elle ( bas ) .") == (
        "Vraiment?", "«Oui»,", "dit-elle", "(bas).",
    )  # fmt: skip


def test_a_blank_before_a_mark_inside_a_word_changes_nothing() -> None:
    words = (TimedWord("libre", 0.0, 0.4, 0.9), TimedWord("oui ?", 0.5, 0.9, 0.8))
    before = PassageState("a", 0.0, 1.0, words, "fr", "machine")
    assert with_text(before, before.text) == before
    assert with_text(before, "libres oui ?").words[1] == words[1]


def test_a_passage_whose_every_word_was_heard_is_checked() -> None:
    before = state("la fibre partout")
    partly = with_words_heard(before, 0, 2)
    assert partly.status == "machine"
    assert with_words_heard(partly, 2, 3).status == "checked"
    assert heard(before).status == "checked"


def test_words_nobody_can_make_out_become_one_mark_over_their_time() -> None:
    before = state("la fibre partout demain")
    after = with_inaudible(before, 1, 3)
    assert [one.text for one in after.words] == ["la", INAUDIBLE, "demain"]
    assert after.words[1].start_seconds == before.words[1].start_seconds
    assert after.words[1].end_seconds == before.words[2].end_seconds


def test_words_beyond_a_moved_edge_come_inside() -> None:
    moved = with_span(state("la fibre partout demain"), 10.6, 11.2)
    assert all(10.6 <= one.start_seconds <= one.end_seconds <= 11.2 for one in moved.words)


@given(st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=12), st.data())
def test_cutting_and_joining_gives_the_words_back(tokens: list[str], data: st.DataObject) -> None:
    before = state(" ".join(tokens))
    if len(before.words) < 2:
        return
    at = data.draw(st.integers(1, len(before.words) - 1))
    first, second = split(before, at, "b")
    assert first.end_seconds <= second.start_seconds
    assert joined(first, second) == before


@given(st.lists(st.sampled_from(VOCABULARY), max_size=15), st.lists(st.sampled_from(VOCABULARY), max_size=15))
def test_any_text_is_kept_word_for_word_in_order_inside_the_passage(old: list[str], new: list[str]) -> None:
    before = state(" ".join(old))
    after = with_text(before, " ".join(new))
    assert [one.text for one in after.words] == list(spoken_tokens(" ".join(new)))
    assert_in_order_inside(before, after)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_two_hundred_random_edits_move_no_word_that_stays(chance: Random) -> None:
    now = state("la fibre se rend dans chaque village avant deux ans et toutes données seront ouvertes")
    for number in range(200):
        texts = edited_at_random([one.text for one in now.words], f"mot{number}", chance)
        after = with_text(now, " ".join(texts))
        known = {one.text: one for one in now.words}
        assert [one.text for one in after.words] == texts
        assert all(one == known[one.text] for one in after.words if one.text in known)
        assert_in_order_inside(now, after)
        now = after


def edited_at_random(texts: list[str], new: str, chance: Random) -> list[str]:
    """Return the words with one added, dropped or changed; no two are ever the same."""
    at = chance.randrange(len(texts) + 1)
    dropped = chance.choice((0, 1, 1, 2)) if texts else 0
    added = [new] if dropped != 2 or not texts else []
    return [*texts[:at], *added, *texts[at + dropped :]]


def assert_in_order_inside(before: PassageState, after: PassageState) -> None:
    edges = [edge for pair in times(after.words) for edge in pair]
    assert [before.start_seconds, *edges, before.end_seconds] == sorted(
        [before.start_seconds, *edges, before.end_seconds]
    )
