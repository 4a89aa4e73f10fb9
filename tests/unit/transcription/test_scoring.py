import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.scoring import (
    SpokenSpan,
    count_edits,
    score_labels,
    score_speakers,
    score_words,
)

WORDS = st.lists(st.sampled_from(["oui", "non", "peut", "être"]), max_size=12)
SLUGS = st.sets(st.sampled_from(["open-data", "broadband", "privacy"]))


def test_each_kind_of_edit_is_counted_apart() -> None:
    counts = score_words("le logiciel libre est utile", "le logiciel ivre utile vraiment")
    assert (counts.substitutions, counts.deletions, counts.insertions) in {(1, 1, 1), (3, 0, 0)}
    assert counts.reference_length == 5
    assert counts.error_rate == pytest.approx(3 / 5)


def test_digits_are_no_errors() -> None:
    assert score_words("dix-huit mois, six cents millions", "18 mois 600 millions").error_rate == 0.0


def test_an_empty_reference_forgives_only_silence() -> None:
    assert score_words("", "").error_rate == 0.0
    assert score_words("", "merci").error_rate == 1.0


@given(WORDS, WORDS)
def test_edits_account_for_the_lengths(reference: list[str], hypothesis: list[str]) -> None:
    counts = count_edits(reference, hypothesis)
    assert counts.reference_length - counts.deletions + counts.insertions == len(hypothesis)
    assert counts.substitutions + counts.deletions <= len(reference)
    assert (counts.error_rate == 0.0) == (reference == hypothesis)


@given(WORDS, WORDS)
def test_swapping_the_texts_swaps_deletions_and_insertions(first: list[str], second: list[str]) -> None:
    there, back = count_edits(first, second), count_edits(second, first)
    assert there.deletions - there.insertions == back.insertions - back.deletions
    edits = {c.substitutions + c.deletions + c.insertions for c in (there, back)}
    assert len(edits) == 1


def test_sums_of_counts_weigh_recordings_by_their_words() -> None:
    total = count_edits(["a"] * 9, ["a"] * 9) + count_edits(["a"], ["b"])
    assert total.error_rate == pytest.approx(0.1)


def test_speaker_time_is_split_into_confused_missed_and_invented() -> None:
    truth = [SpokenSpan("interviewer", 0, 10), SpokenSpan("leader", 10, 20)]
    told = [SpokenSpan("interviewer", 0, 5), SpokenSpan("leader", 5, 15), SpokenSpan("leader", 20, 22)]
    error = score_speakers(truth, told, collar_seconds=0)
    assert (error.confused_seconds, error.missed_seconds, error.false_alarm_seconds) == (5, 5, 2)
    assert error.error_rate == pytest.approx(12 / 20)


def test_moments_around_a_boundary_are_not_scored() -> None:
    truth = [SpokenSpan("interviewer", 0, 10), SpokenSpan("leader", 10, 20)]
    told = [SpokenSpan("interviewer", 0.2, 10.2), SpokenSpan("leader", 10.2, 19.8)]
    error = score_speakers(truth, told)
    assert error.error_rate == 0.0
    assert error.scored_seconds == pytest.approx(19.0)


def test_saying_unknown_is_a_miss_and_no_confusion() -> None:
    error = score_speakers([SpokenSpan("leader", 0, 10)], [SpokenSpan("unknown", 0, 10)], collar_seconds=0)
    assert (error.confused_seconds, error.missed_seconds) == (0, 10)


@given(
    st.lists(st.tuples(st.sampled_from(["leader", "interviewer"]), st.floats(0.6, 9)), min_size=1, max_size=8)
)
def test_the_truth_scores_no_error_against_itself(turns: list[tuple[str, float]]) -> None:
    spans, start = [], 0.0
    for speaker, length in turns:
        spans.append(SpokenSpan(speaker, start, start + length))
        start += length
    assert score_speakers(spans, spans).error_rate == 0.0
    assert score_speakers(spans, []).error_rate == pytest.approx(1.0)


@given(st.lists(st.tuples(SLUGS, SLUGS), max_size=10))
def test_f1_is_the_harmonic_mean_of_precision_and_recall(pairs: list[tuple[set[str], set[str]]]) -> None:
    score = score_labels(pairs)
    assert 0.0 <= score.f1 <= 1.0
    if score.true_positives:
        harmonic = 2 * score.precision * score.recall / (score.precision + score.recall)
        assert score.f1 == pytest.approx(harmonic)


def test_labels_are_counted_over_all_pairs_together() -> None:
    score = score_labels([({"open-data", "privacy"}, {"open-data"}), (set(), {"broadband"})])
    assert (score.true_positives, score.false_positives, score.false_negatives) == (1, 1, 1)
    assert score.f1 == pytest.approx(0.5)
