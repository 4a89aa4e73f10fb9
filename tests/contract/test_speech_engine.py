"""What every speech engine promises, checked on real weights and 18 seconds of a real phone recording."""

from __future__ import annotations

import importlib.util
import json
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from transcription.engine import (
    ENGINE_NAMES,
    SAMPLE_RATE_HZ,
    DecodeOptions,
    Samples,
    SpeechEngine,
    open_engine,
)
from transcription.faster_whisper_engine import FasterWhisperEngine
from transcription.media_gate import decode_speech
from transcription.raw_transcript import RawTranscript
from transcription.scoring import score_words
from transcription.speech_audio import read_speech

MEDIA = Path(__file__).resolve().parents[2] / "media" / "demo" / "demo-savard.3gp"
EXCERPT_SECONDS = 18.0
SAID = (
    "Bonjour madame Savard, merci de me recevoir dans votre autobus de campagne. On va faire ça à la bonne "
    "franquette. Bonjour, ça me fait plaisir. Excusez le bruit, le chauffeur vient de repartir et il nous "
    "reste encore trois arrêts aujourd'hui."
)
FRENCH = DecodeOptions(language="fr")

pytestmark = [
    pytest.mark.speech,
    # openai-whisper sorts torch tensors with numpy, in its own code, with every current version of both.
    pytest.mark.filterwarnings("ignore:__array_wrap__ must accept context:DeprecationWarning"),
    # It also leaves its tokenizer's file to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*tiktoken:pytest.PytestUnraisableExceptionWarning",
        "ignore:unclosed file.*tiktoken:ResourceWarning",
    ),
]


@pytest.fixture(scope="module", params=ENGINE_NAMES)
def engine(request: pytest.FixtureRequest) -> SpeechEngine:
    if request.param == "faster-whisper":
        return open_engine("faster-whisper", "base")
    give_up = pytest.fail if os.environ.get("FRANQUETTE_TEST_OPENAI") == "required" else pytest.skip
    if importlib.util.find_spec("whisper") is None:
        give_up("openai-whisper is not installed (extra openai-whisper)")
    checkpoint = os.environ.get("FRANQUETTE_TEST_OPENAI_MODEL")
    if not checkpoint:
        give_up("FRANQUETTE_TEST_OPENAI_MODEL names no checkpoint (tests/openai_checkpoint.py makes one)")
    return open_engine("openai-whisper", checkpoint)


@pytest.fixture(scope="module")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    wav_path = tmp_path_factory.mktemp("speech") / "savard.wav"
    decode_speech(MEDIA, wav_path)
    return read_speech(wav_path)[: round(EXCERPT_SECONDS * SAMPLE_RATE_HZ)]


@pytest.fixture(scope="module")
def told() -> list[float]:
    return []


@pytest.fixture(scope="module")
def heard(engine: SpeechEngine, excerpt: Samples, told: list[float]) -> RawTranscript:
    told.clear()
    return engine.transcribe(excerpt, FRENCH, told.append)


def test_most_words_of_a_noisy_phone_recording_are_right(heard: RawTranscript) -> None:
    assert score_words(SAID, heard.text).error_rate < 0.3


def test_words_follow_each_other_inside_the_recording(heard: RawTranscript) -> None:
    assert heard.duration_seconds == EXCERPT_SECONDS
    assert heard.words[0].start_seconds >= 0
    assert heard.words[-1].end_seconds <= EXCERPT_SECONDS
    assert all(word.start_seconds < word.end_seconds for word in heard.words)
    assert all(first.end_seconds <= second.start_seconds for first, second in pairwise(heard.words))


def test_words_begin_when_they_are_said(heard: RawTranscript) -> None:
    # The leader's « Bonjour » begins at 9.21 s, after a second of bus.
    greetings = [word for word in heard.words if word.text.lower().startswith("bonjour")]
    assert any(abs(word.start_seconds - 9.21) < 0.8 for word in greetings)


def test_every_word_bears_a_probability_and_its_segment_bears_its_text(heard: RawTranscript) -> None:
    for segment in heard.segments:
        assert segment.words
        assert segment.average_log_probability is not None
        assert " ".join(word.text for word in segment.words).split() == segment.text.split()
        assert all(0.0 < (word.probability or 0.0) <= 1.0 for word in segment.words)


def test_the_transcript_knows_who_made_it_and_how(engine: SpeechEngine, heard: RawTranscript) -> None:
    assert (heard.engine, heard.model) == (engine.name, engine.model)
    assert heard.language == "fr"
    assert heard.settings["beam_size"] == FRENCH.beam_size
    assert RawTranscript.from_json(json.loads(json.dumps(heard.to_json()))) == heard


def test_progress_never_goes_back_and_ends_with_the_whole_length(
    heard: RawTranscript, told: list[float]
) -> None:
    assert heard.segments
    assert told == sorted(told)
    assert told[-1] == EXCERPT_SECONDS


def test_no_sound_gives_no_word(engine: SpeechEngine) -> None:
    empty = engine.transcribe(np.zeros(0, np.float32), FRENCH)
    assert (empty.words, empty.duration_seconds) == ((), 0.0)


def test_sound_of_another_shape_is_refused(engine: SpeechEngine) -> None:
    with pytest.raises(ValueError, match="mono float32"):
        engine.transcribe(np.zeros((2, 100), np.float32), FRENCH)


def test_a_recording_in_parts_keeps_its_times(engine: SpeechEngine, excerpt: Samples) -> None:
    pause = np.zeros(2 * SAMPLE_RATE_HZ, np.float32)
    greeting = excerpt[: round(8.8 * SAMPLE_RATE_HZ)]
    heard = engine.transcribe(
        np.concatenate((excerpt, pause, greeting)), DecodeOptions(language="fr", chunk_seconds=20.0)
    )
    last_words = [word for word in heard.words if "franquette" in word.text.lower()]
    assert len(last_words) == 2
    assert last_words[-1].end_seconds == pytest.approx(EXCERPT_SECONDS + 2 + 8.2, abs=0.8)


def test_french_is_known_from_english_even_in_a_bus(engine: SpeechEngine, excerpt: Samples) -> None:
    seen = engine.language_probabilities(excerpt, ("fr", "en"))
    assert seen["fr"] > 0.7
    assert seen["fr"] + seen["en"] == pytest.approx(1.0)


def test_the_language_of_a_short_look_is_told_too(engine: SpeechEngine, excerpt: Samples) -> None:
    greeting = excerpt[round(9.2 * SAMPLE_RATE_HZ) : round(14.2 * SAMPLE_RATE_HZ)]
    assert engine.language_probabilities(greeting, ("fr", "en"))["fr"] > 0.5
    nothing = engine.language_probabilities(np.zeros(0, np.float32), ("fr", "en"))
    assert sum(nothing.values()) == pytest.approx(1.0)


def test_what_is_decoded_side_by_side_is_what_is_decoded_in_turn(
    engine: SpeechEngine, excerpt: Samples, heard: RawTranscript
) -> None:
    if engine.decodes_at_once == 1:
        pytest.skip(f"{engine.name} decodes one sound at a time")
    batched = DecodeOptions(language="fr", is_batched=True, window_seconds=8)
    alone = engine.transcribe(excerpt, batched)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(engine.transcribe, excerpt, FRENCH)
        second = threads.submit(engine.transcribe, excerpt, batched)
    assert first.result().text == heard.text
    assert second.result().text == alone.text
    starts = [[word.start_seconds for word in one.words] for one in (second.result(), alone)]
    assert starts[0] == pytest.approx(starts[1], abs=0.05)


def test_windows_shared_out_have_the_words_of_one_batch(engine: SpeechEngine, excerpt: Samples) -> None:
    if not isinstance(engine, FasterWhisperEngine):
        pytest.skip(f"{engine.name} knows no batches")
    from faster_whisper import BatchedInferencePipeline

    stock, _ = BatchedInferencePipeline(engine._whisper).transcribe(
        excerpt, language="fr", beam_size=5, batch_size=8, chunk_length=8, word_timestamps=True
    )
    ours = engine.transcribe(excerpt, DecodeOptions(language="fr", is_batched=True, window_seconds=8))
    assert ours.text.split() == " ".join(segment.text for segment in stock).split()


def test_a_name_told_beforehand_is_written_as_told(engine: SpeechEngine, excerpt: Samples) -> None:
    told = DecodeOptions(language="fr", is_batched=True, window_seconds=24, vocabulary=("Savard",))
    assert "Savard" in engine.transcribe(excerpt, told).text
