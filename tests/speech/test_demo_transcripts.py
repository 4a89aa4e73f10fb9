"""The three demo recordings, heard once by the real engine: the marks of the first issue hold."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean

import pytest

from tests.demo_truths import DEMO_RECORDINGS, demo_truth
from tests.transcript_cache import raw_transcript
from transcription.ground_truth import GroundTruth
from transcription.hallucinations import clean
from transcription.media_gate import decode_speech
from transcription.scored_words import scored_words
from transcription.scoring import count_edits
from transcription.speech_audio import read_speech
from transcription.speech_regions import SpeechRegion, find_speech

# `error_rate` of `raw_transcript(truth, "plain")`, one decoding by faster-whisper base; their mean is what
# `franquette evaluate FOLDER --setting plain` prints. Hearing it here would cost two minutes of processor.
PLAIN_ERROR_RATES = {"demo-savard.3gp": 0.182, "demo-tessier.mov": 0.139, "demo-lavoie.m4a": 0.119}
# Two or three words of a recording: by so many do processors differ.
LARGEST_LOSS = 0.01
LARGEST_MEAN_ERROR_RATE = 0.138

pytestmark = pytest.mark.speech


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, GroundTruth]:
    folder = tmp_path_factory.mktemp("truths")
    return {name: demo_truth(name, folder) for name in DEMO_RECORDINGS}


@pytest.fixture(scope="module", params=DEMO_RECORDINGS)
def truth(request: pytest.FixtureRequest, truths: dict[str, GroundTruth]) -> GroundTruth:
    return truths[str(request.param)]


@pytest.fixture(scope="module")
def regions(truth: GroundTruth, tmp_path_factory: pytest.TempPathFactory) -> tuple[SpeechRegion, ...]:
    wav_path = tmp_path_factory.mktemp("speech") / "speech.wav"
    decode_speech(truth.media_path, wav_path)
    return find_speech(read_speech(wav_path))


def error_rate(truth: GroundTruth) -> float:
    return count_edits(truth.words, scored_words(raw_transcript(truth).text)).error_rate


def test_voting_gets_fewer_words_wrong_on_the_whole_and_loses_on_no_recording(
    truths: dict[str, GroundTruth],
) -> None:
    rates = {name: error_rate(truth) for name, truth in truths.items()}
    assert all(rate <= PLAIN_ERROR_RATES[name] + LARGEST_LOSS for name, rate in rates.items()), rates
    assert fmean(rates.values()) <= LARGEST_MEAN_ERROR_RATE, rates


def test_nothing_that_was_said_is_taken_for_an_invention(
    truth: GroundTruth, regions: tuple[SpeechRegion, ...]
) -> None:
    assert clean(raw_transcript(truth), regions).removed == ()


def test_speech_is_found_where_people_speak(truth: GroundTruth, regions: tuple[SpeechRegion, ...]) -> None:
    assert all(one.end_seconds < other.start_seconds for one, other in pairwise(regions))
    for turn in truth.turns:
        start, end = turn.start_seconds, turn.end_seconds
        found = sum(
            max(0.0, min(end, region.end_seconds) - max(start, region.start_seconds)) for region in regions
        )
        assert found > 0.5 * (end - start)
