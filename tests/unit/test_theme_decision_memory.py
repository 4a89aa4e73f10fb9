import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.theme_matching import (
    DecidedText,
    ThemeMatcher,
    ThemeVocabulary,
    default_vocabularies,
    with_drawn_cues,
)
from transcription.theme_matching.decision_memory import DecisionMemory, word_directions
from transcription.theme_matching.open_meaning import confirmed_passages

TEXT = "la fibre du village"


def shift(decisions: list[bool], machine: float, text: str = TEXT, decided: str = TEXT) -> float:
    """Give the correction of a text after decisions on another, where the machine's log-odds are known."""
    memory = DecisionMemory(
        [DecidedText("broadband", decided, "fr", is_about) for is_about in decisions],
        word_directions,
        lambda text, language: {"broadband": machine},
    )
    return memory.shifts(word_directions([text])[0]).get("broadband", 0.0)


def test_nothing_decided_moves_nothing():
    assert shift([], 2.0) == 0.0


def test_one_refusal_does_not_untag_the_same_words_where_the_machine_is_sure_and_ten_do():
    sure = 3.0
    assert sure + shift([False], sure) > 0
    assert sure + shift([False] * 10, sure) < 0


def test_texts_that_share_no_word_are_left_alone():
    assert abs(shift([False] * 10, 3.0, text="le prix du homard baisse")) < 0.05


def test_a_decision_the_machine_agrees_with_moves_little():
    assert abs(shift([True], 6.0)) < 0.05


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.booleans(), min_size=1, max_size=12),
    st.floats(-8, 8, allow_nan=False),
    st.sampled_from(["la fibre", "la fibre du village", "le vote", "village fibre optique", ""]),
)
def test_the_correction_is_finite_bounded_and_goes_the_way_of_one_mind(decisions, machine, text):
    moved = shift(decisions, machine, text)
    assert np.isfinite(moved)
    assert abs(moved) <= 4.0 * len(decisions)
    if len(set(decisions)) == 1:
        assert moved >= 0 if decisions[0] else moved <= 0


def test_a_matcher_of_words_alone_learns_too():
    text = "Le réseau cellulaire est tombé en panne pendant le tournoi de pêche."
    taught = [DecidedText("broadband", text.replace("pêche", f"pêche {n}"), "fr", False) for n in range(10)]
    themes = default_vocabularies()
    assert [m.slug for m in ThemeMatcher(themes).match(text, "fr")] == ["broadband"]
    learned = ThemeMatcher(themes, decisions=taught)
    assert learned.match(text, "fr") == ()
    clear = "Il faut Internet haute vitesse et la fibre optique dans les villages."
    assert [m.slug for m in learned.match(clear, "fr")] == ["broadband"]


def test_a_decision_about_a_theme_out_of_use_is_ignored():
    matcher = ThemeMatcher(default_vocabularies(), decisions=[DecidedText("gone", TEXT, "fr", True)])
    assert "gone" not in {match.slug for match in matcher.match(TEXT, "fr")}


def test_an_added_theme_is_heard_by_its_label_and_by_two_of_its_rare_words():
    drawn = with_drawn_cues(
        ThemeVocabulary(
            "space",
            {"fr": "exploration spatiale", "en": "space exploration"},
            {"fr": "Les fusées et les astronautes."},
            examples={"fr": ("Une fusée portera nos astronautes vers la Lune.",)},
        )
    )
    matcher = ThemeMatcher([*default_vocabularies(), drawn])
    for heard in ("Je crois à l'exploration spatiale.", "La fusée des astronautes décolle demain."):
        assert [m.slug for m in matcher.match(heard, "fr")] == ["space"]
    for other in ("La Lune est belle ce soir.", "Le prix du homard baisse."):
        assert matcher.match(other, "fr") == ()


def test_texts_confirmed_for_an_added_theme_are_examples_of_it_and_refused_ones_are_not():
    decisions = [
        DecidedText("space", "La fusée part.", "fr", True),
        DecidedText("space", "Le homard est cher.", "fr", False),
        DecidedText("broadband", TEXT, "fr", True),
        DecidedText("space", "La Lune est loin.", "fr", True),
        DecidedText("space", "La Lune est loin.", "fr", False),
    ]
    assert [(one.text, one.themes) for one in confirmed_passages(decisions)] == [
        ("La fusée part.", frozenset({"space"}))
    ]
