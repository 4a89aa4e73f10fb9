"""The three demo recordings, heard once by the real engine: the marks of the first issue hold."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.transcript_cache import raw_transcript
from transcription.hallucinations import clean
from transcription.media_gate import decode_speech
from transcription.scoring import score_words
from transcription.speech_audio import read_speech
from transcription.speech_regions import SpeechRegion, find_speech

ROOT = Path(__file__).resolve().parents[2]
TRUTH = Path(__file__).parent / "truth"
# Plain faster-whisper base: the first marks to beat.
MARKS = {"demo-savard.3gp": 0.22, "demo-tessier.mov": 0.15, "demo-lavoie.m4a": 0.15}

pytestmark = pytest.mark.speech


@pytest.fixture(scope="module", params=sorted(MARKS))
def media_path(request: pytest.FixtureRequest) -> Path:
    return ROOT / "media" / "demo" / str(request.param)


@pytest.fixture(scope="module")
def regions(media_path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[SpeechRegion, ...]:
    wav_path = tmp_path_factory.mktemp("speech") / "speech.wav"
    decode_speech(media_path, wav_path)
    return find_speech(read_speech(wav_path))


def true_turns(media_path: Path) -> list[dict[str, str | float]]:
    truth = json.loads((TRUTH / f"{media_path.stem}.json").read_text(encoding="utf-8"))
    turns: list[dict[str, str | float]] = truth["turns"]
    return turns


def test_fewer_words_are_wrong_than_plain_whisper_gets_wrong(media_path: Path) -> None:
    said = " ".join(str(turn["text"]) for turn in true_turns(media_path))
    assert score_words(said, raw_transcript(media_path).text).error_rate <= MARKS[media_path.name]


def test_nothing_that_was_said_is_taken_for_an_invention(
    media_path: Path, regions: tuple[SpeechRegion, ...]
) -> None:
    assert clean(raw_transcript(media_path), regions).removed == ()


def test_speech_is_found_where_people_speak(media_path: Path, regions: tuple[SpeechRegion, ...]) -> None:
    assert all(one.end_seconds < other.start_seconds for one, other in pairwise(regions))
    for turn in true_turns(media_path):
        start, end = float(turn["start"]), float(turn["end"])
        found = sum(
            max(0.0, min(end, region.end_seconds) - max(start, region.start_seconds)) for region in regions
        )
        assert found > 0.5 * (end - start)
