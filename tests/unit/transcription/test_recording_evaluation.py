"""The figures of a recording are those that a person counts by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcription.ground_truth import GroundTruth, TrueTurn
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.recording_evaluation import HeardRecording, TaggedSpan, _score
from transcription.recording_scores import RecordingScores, ScoredRecording
from transcription.scoring import EditCounts
from transcription.speakers import WordSpeaker
from transcription.spoken_structure import build
from transcription.work_measure import WorkMoment, peak_rss_mb

QUESTION = TrueTurn("interviewer", 0.0, 4.0, "Que ferez-vous des données ?", "fr", frozenset({"open-data"}))
ANSWER = TrueTurn(
    "leader", 5.0, 10.0, "Nous les ouvrirons toutes.", "fr", frozenset({"open-data", "digital-plan"})
)
NOWHERE = Path("q.json"), Path("q.m4a")
TRUTH = GroundTruth("q", *NOWHERE, "fr", (QUESTION, ANSWER))
# « des » is left out, « ouvrirons » misheard, « bien » added; the last two words go to the interviewer.
WRITTEN = (
    *(("Que", 0.9), ("ferez-vous", 0.9), ("données?", 0.8)),
    *(("Nous", 0.9), ("bien", 0.4), ("les", 0.9), ("offrirons", 0.3), ("toutes.", 0.9)),
)
LAST_OF_LEADER = 5


@pytest.fixture(scope="module")
def scored() -> ScoredRecording:
    words = tuple(Word(text, place, place + 1.0, sure) for place, (text, sure) in enumerate(WRITTEN))
    text = " ".join(word.text for word in words)
    told = {"setting": "plain", "is_confidence_calibrated": True}
    transcript = RawTranscript("fr", 10.0, (Segment(0.0, 8.0, text, words),), "test", "none", told)
    speakers = tuple(
        WordSpeaker("leader", 1, 0.9) if 3 <= place <= LAST_OF_LEADER else WordSpeaker("interviewer", 0, 0.9)
        for place in range(len(words))
    )
    heard = HeardRecording(transcript, speakers, build(words, speakers), removed_spans=2)
    tagged = [TaggedSpan(0.0, 6.0, frozenset({"open-data", "broadband"}))]
    return _score(TRUTH, heard, tagged, WorkMoment(wall_seconds=4.0, cpu_seconds=7.0))


@pytest.fixture
def scores(scored: ScoredRecording) -> RecordingScores:
    return scored.scores


def test_wrong_words_are_counted_by_kind_and_by_turn(
    scores: RecordingScores, scored: ScoredRecording
) -> None:
    assert (scores.substitutions, scores.deletions, scores.insertions) == (1, 1, 1)
    assert scores.reference_words == 9
    assert scores.wer == pytest.approx(3 / 9)
    # « des » with its space, « uv » heard as « ff », « bien » with its space, of 52 characters.
    assert scores.cer == pytest.approx((4 + 2 + 5) / 52)
    assert scored.block_edits == (EditCounts(0, 1, 0, 5), EditCounts(1, 0, 1, 4))


def test_speakers_are_scored_by_time_and_by_words(scores: RecordingScores) -> None:
    # Outside the collars 8 s are spoken. The end of the question goes to the leader, who is told for half a
    # second of silence too; of the answer two seconds go to the interviewer and its end to nobody.
    assert scores.speaker_error == pytest.approx((0.75 + 0.5 + 2.0 + 1.75) / 8.0)
    # Of the seven words opposite one that was said, the last two are given to the wrong person.
    assert scores.speaker_error_words == pytest.approx(2 / 7)
    assert scores.speaker_unknown_words == 0.0


def test_themes_are_scored_together_each_and_by_exchange(scores: RecordingScores) -> None:
    assert (scores.theme_precision, scores.theme_recall, scores.theme_f1) == (0.5, 0.5, 0.5)
    assert {slug: theme["f1"] for slug, theme in scores.themes.items()} == {
        "open-data": 1.0, "broadband": 0.0, "digital-plan": 0.0,
    }  # fmt: skip
    (exchange,) = scores.exchanges
    assert (exchange["start_seconds"], exchange["end_seconds"]) == (0.0, 10.0)
    assert exchange["expected"] == ["digital-plan", "open-data"]
    assert exchange["given"] == ["broadband", "open-data"]


def test_work_and_memory_are_those_that_were_measured(scores: RecordingScores) -> None:
    assert (scores.real_time_factor, scores.cpu_seconds_per_second) == (0.4, 0.7)
    assert scores.duration_seconds == 10.0
    assert 20 < scores.peak_rss_mb <= peak_rss_mb()
    assert scores.removed_spans == 2
    assert scores.settings["setting"] == "plain"


def test_probabilities_are_judged_by_whether_their_word_is_right(scored: ScoredRecording) -> None:
    judged = [(one.probability, one.is_right) for one in scored.judged_words]
    wrong = {"offrirons", "bien"}
    assert judged == [(sure, text not in wrong) for text, sure in WRITTEN]
    assert scored.scores.confidence is not None
    assert scored.scores.confidence["auc"] == 1.0


def test_of_plain_text_only_the_words_are_scored() -> None:
    plain = GroundTruth("q", *NOWHERE, "fr", plain_text="Que ferez-vous ?")
    words = (Word("Que", 0.0, 1.0), Word("ferez-vous?", 1.0, 2.0))
    transcript = RawTranscript("fr", 4.0, (Segment(0.0, 2.0, "Que ferez-vous?", words),), "test", "none")
    scores = _score(plain, HeardRecording(transcript, (), build((), ()), 0), [], WorkMoment(1.0, 1.0)).scores
    assert (scores.wer, scores.speaker_error, scores.theme_f1) == (0.0, None, None)
    assert (scores.speaker_error_words, scores.confidence) == (None, None)
