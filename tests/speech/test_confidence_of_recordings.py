"""On recordings that calibration never learned from, probabilities tell right words from wrong ones."""

from __future__ import annotations

import pytest

from tests.demo_truths import DEMO_RECORDINGS, demo_truth
from tests.transcript_cache import raw_transcript
from transcription.confidence_scores import ConfidenceScores, JudgedProbability, score_confidence
from transcription.ground_truth import GroundTruth
from transcription.hallucinations import CleanedTranscript
from transcription.inaudible import tell_confidence
from transcription.raw_transcript import RawTranscript
from transcription.scoring import count_edits
from transcription.word_alignment import group_transcript, judge_words

pytestmark = pytest.mark.speech


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> list[GroundTruth]:
    folder = tmp_path_factory.mktemp("truths")
    return [demo_truth(recording, folder) for recording in DEMO_RECORDINGS]


def judge(truth: GroundTruth, transcript: RawTranscript) -> list[JudgedProbability]:
    judged = judge_words(truth.words, group_transcript(transcript)).is_right
    return [
        JudgedProbability(word.probability, right)
        for word, right in zip(transcript.words, judged, strict=True)
        if word.probability is not None and right is not None
    ]


def score(truths: list[GroundTruth], transcripts: list[RawTranscript]) -> ConfidenceScores:
    words = [word for pair in zip(truths, transcripts, strict=True) for word in judge(*pair)]
    scores = score_confidence(words)
    assert scores is not None
    return scores


def test_calibrated_probabilities_tell_right_from_wrong(truths: list[GroundTruth]) -> None:
    heard = [raw_transcript(truth) for truth in truths]
    told = [tell_confidence(CleanedTranscript(raw, ())).transcript for raw in heard]
    engines, calibrated = score(truths, heard), score(truths, told)
    assert calibrated.auc is not None
    assert calibrated.auc >= 0.85
    assert calibrated.brier < engines.brier
    assert calibrated.calibration_error <= 0.05


def test_what_is_called_inaudible_was_mostly_misheard(truths: list[GroundTruth]) -> None:
    right = wrong = 0
    for truth in truths:
        raw = raw_transcript(truth)
        told = tell_confidence(CleanedTranscript(raw, ()))
        hidden = {word for span in told.removed for word in span.words}
        judged = judge_words(truth.words, group_transcript(raw)).is_right
        of_hidden = [is_right for word, is_right in zip(raw.words, judged, strict=True) if word in hidden]
        right, wrong = right + of_hidden.count(True), wrong + of_hidden.count(False)
        before, after = (
            count_edits(truth.words, [word for group in group_transcript(one) for word in group.scored])
            for one in (raw, told.transcript)
        )
        assert after.error_rate <= before.error_rate + 0.01
    assert right <= 1 or wrong >= 2 * right
