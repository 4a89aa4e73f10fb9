"""What people corrected in the same way twice is found, and nothing that happened once."""

from __future__ import annotations

from app.domain.repeated_corrections import CorrectedPassage, repeated_corrections


def found(*pairs: tuple[str, str]) -> list[tuple[str, str, int]]:
    passages = [CorrectedPassage(f"p{number}", *pair) for number, pair in enumerate(pairs)]
    return [(one.misheard, one.right, one.times) for one in repeated_corrections(passages)]


def test_the_same_correction_twice_counts_whatever_marks_stand_around_it():
    pairs = (
        ("Madame Sava.", "Madame Savard."),
        ("Et Sava, oui", "Et Savard, oui"),
        ("Oui, bon", "Oui, bien"),
    )
    assert found(*pairs) == [("Sava", "Savard", 2)]
    assert found(*pairs[:1]) == []


def test_several_words_that_became_others_are_one_correction():
    assert found(
        ("Madame au quafor, la voix, vous", "Madame Okafor-Lavoie, vous"),
        ("dit au quafor la voix hier", "dit Okafor-Lavoie hier"),
    ) == [("au quafor la voix", "Okafor-Lavoie", 2)]


def test_case_and_marks_alone_and_sentences_said_anew_are_no_misheard_words():
    assert found(("la fibre", "La fibre"), ("la fibre", "La fibre.")) == []
    anew = ("un deux trois quatre cinq six", "sept huit neuf dix onze douze")
    assert found(anew, anew) == []


def test_a_form_inside_a_sentence_tells_how_a_word_is_written():
    assert found(("Mes gabits", "Mégabits"), ("des mes gabits", "des mégabits")) == [
        ("mes gabits", "mégabits", 2)
    ]


def test_passages_and_the_most_frequent_correction_come_first():
    twice = [CorrectedPassage("a", "la toto et la toto", "la tata et la tata")]
    [one] = repeated_corrections(twice)
    assert (one.times, one.passage_ids) == (2, ("a",))
