from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.theme_matching import ThemeMatcher, default_vocabularies

MATCHER = ThemeMatcher(default_vocabularies())
QUESTION = "Êtes-vous favorable au vote par Internet ?"


def test_a_plain_yes_takes_over_the_theme_of_its_question_with_a_lower_score():
    exchange = MATCHER.match_exchange(QUESTION, "Oui, absolument.", "fr")
    (taken,) = exchange.inherited
    assert taken.slug == "e-voting"
    assert taken.is_inherited
    assert taken.score < exchange.question[0].score
    assert exchange.answer == ()


def test_a_theme_that_the_answer_names_itself_is_not_inherited():
    exchange = MATCHER.match_exchange(QUESTION, "Le vote par Internet, c'est non.", "fr")
    assert exchange.inherited == ()
    assert [match.slug for match in exchange.answer] == ["e-voting"]


def test_small_talk_has_no_theme():
    exchange = MATCHER.match_exchange(
        "Les Canadiens vont-ils gagner la coupe Stanley ?", "Ah, mon cœur le veut, ma raison en doute.", "fr"
    )
    assert exchange.slugs == frozenset()


def test_a_request_to_repeat_takes_over_nothing():
    assert MATCHER.match_exchange(QUESTION, "Pardon, pouvez-vous répéter ?", "fr").inherited == ()


def test_a_silent_answer_takes_over_nothing():
    assert MATCHER.match_exchange(QUESTION, "", "fr").inherited == ()


def test_a_follow_up_question_takes_over_the_theme_before_and_a_new_subject_does_not():
    answer = "Oui, dès les prochaines élections."
    first = MATCHER.match_exchange(QUESTION, answer, "fr")
    before_text = f"{QUESTION} {answer}"
    follow_up = MATCHER.match_exchange(
        "Combien de temps cela va-t-il prendre ?", "Deux ans.", "fr", before=first, before_text=before_text
    )
    assert {match.slug for match in follow_up.question} == {"e-voting"}
    assert all(match.is_inherited for match in follow_up.question)
    hockey = MATCHER.match_exchange(
        "Et le hockey, cette année ?", "On va gagner.", "fr", before=first, before_text=before_text
    )
    assert hockey.slugs == frozenset()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["fr", "en", None]))
def test_inherited_themes_always_come_from_the_question(question, answer, language):
    exchange = MATCHER.match_exchange(question, answer, language)
    raised = {match.slug: match.score for match in exchange.question}
    for match in exchange.inherited:
        assert match.is_inherited
        assert 0.0 < match.score < raised[match.slug]
