from transcription.ground_truth import TrueExchange
from transcription.scoring import RetrievalScore
from transcription.speaker_word_score import score_speaker_words
from transcription.theme_scores import (
    add_theme_scores,
    exchange_figures,
    retrieval_figures,
    score_each_theme,
)

PAIRS = [({"privacy", "culture"}, {"privacy"}), ({"privacy"}, {"startups"}), (set(), set())]


def test_what_nothing_measures_is_null_and_never_nought() -> None:
    nothing = retrieval_figures(RetrievalScore(0, 0, 0))
    assert (nothing["precision"], nothing["recall"], nothing["f1"]) == (None, None, None)
    never_given = retrieval_figures(RetrievalScore(0, 0, 2))
    assert (never_given["precision"], never_given["recall"], never_given["f1"]) == (None, 0.0, 0.0)


def test_each_theme_has_its_own_figures() -> None:
    figures = {slug: retrieval_figures(score) for slug, score in score_each_theme(PAIRS).items()}
    assert list(figures) == ["culture", "privacy", "startups"]
    assert (figures["privacy"]["precision"], figures["privacy"]["recall"]) == (1.0, 0.5)
    assert add_theme_scores([figures, figures])["privacy"]["missed"] == 2


def test_an_exchange_says_what_was_expected_and_given() -> None:
    exchanges = [TrueExchange(0, 5, frozenset({"privacy", "culture"})), TrueExchange(5, 9, frozenset())]
    rows = exchange_figures(exchanges, PAIRS)
    assert [(row["start_seconds"], row["expected"], row["given"]) for row in rows] == [
        (0, ["culture", "privacy"], ["privacy"]),
        (5, ["privacy"], ["startups"]),
    ]


def test_words_given_to_the_other_person_and_to_nobody_are_counted_apart() -> None:
    error = score_speaker_words(
        ["leader", "leader", "interviewer"],
        [0, None, 1, 2],
        ["interviewer", "leader", "unknown", "interviewer"],
    )
    assert (error.compared_words, error.wrong_words, error.unknown_words) == (3, 1, 1)


def test_without_a_word_to_compare_there_is_no_rate() -> None:
    error = score_speaker_words([], [None], ["leader"])
    assert error.error_rate is None
    assert error.unknown_rate is None
