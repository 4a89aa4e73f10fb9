"""A recording is heard in parts, in its languages; what was heard before a stop is not heard again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from time import sleep
from typing import Any

import numpy as np
import pytest

from transcription.engine import DecodeOptions, Progress, Samples
from transcription.expected_words import expected_words
from transcription.hearing import hear
from transcription.hearing_plan import HearingPlan, languages_from
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.speech_regions import SpeechRegion

RATE_HZ = 16_000
ENGLISH = 1_000
PLAN = HearingPlan(("fr", "en"), "voting", {"fr": ("Rimouski", "données ouvertes"), "en": ("open data",)})


@dataclass
class CountingEngine:
    """Hears the sounds of `sound`: a word for each, its language and its number."""

    name = "counting"
    model = "base"
    longest_part_seconds = 900.0
    decodes_at_once = 1
    asked: list[tuple[int, DecodeOptions]] = field(default_factory=list)
    looks: int = 0
    stops_after: int = 1_000
    stops_after_looks: int = 1_000

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        if len(self.asked) >= self.stops_after:
            raise KeyboardInterrupt
        self.asked.append((len(samples), options))
        edges = np.flatnonzero(np.diff(samples != 0, prepend=False, append=False)).reshape(-1, 2)
        words = tuple(
            Word(f"{options.language}{int(samples[start])}", start / RATE_HZ, end / RATE_HZ, 0.9)
            for start, end in edges
        )
        if progress:
            progress(len(samples) / RATE_HZ)
        text = " ".join(word.text for word in words)
        segments = (Segment(words[0].start_seconds, words[-1].end_seconds, text, words),) if words else ()
        return RawTranscript(options.language, len(samples) / RATE_HZ, segments, self.name, self.model)

    def language_probabilities(self, samples: Samples, languages: Sequence[str]) -> dict[str, float]:
        if self.looks >= self.stops_after_looks:
            raise KeyboardInterrupt
        self.looks += 1
        french = float(np.mean(samples[samples > 0] < ENGLISH)) * 0.998 + 0.001
        return {"fr": french, "en": 1 - french}


@dataclass
class Kept:
    """A memory that holds what files would."""

    files: dict[str, str] = field(default_factory=dict)

    def recall(self, name: str) -> Any | None:
        return json.loads(self.files[name]) if name in self.files else None

    def keep(self, name: str, values: Any) -> None:
        self.files[name] = json.dumps(values)


def sound(seconds: int, english: range = range(0)) -> tuple[Samples, tuple[SpeechRegion, ...]]:
    """Each second begins with half a second that holds its number; a thousand more where it is English."""
    numbers = [second + 1 + (ENGLISH if second in english else 0) for second in range(seconds)]
    halves = np.array([value for number in numbers for value in (number, 0)], np.float32)
    regions = tuple(SpeechRegion(float(second), second + 0.5) for second in range(seconds))
    return np.repeat(halves, RATE_HZ // 2), regions


def test_every_second_is_heard_once_and_in_order() -> None:
    samples, regions = sound(600)
    transcript = hear(CountingEngine(), samples, regions, PLAN)
    assert [word.text for word in transcript.words] == [f"fr{second + 1}" for second in range(600)]
    assert all(abs(word.start_seconds - second) < 0.001 for second, word in enumerate(transcript.words))
    assert all(word.agreement == 1.0 for word in transcript.words)


def test_each_language_is_decoded_as_itself_and_laid_back_in_time() -> None:
    samples, regions = sound(60, english=range(20, 40))
    transcript = hear(CountingEngine(), samples, regions, PLAN)
    texts = [word.text for word in transcript.words]
    expected = [f"en{second + 1001}" if 20 <= second < 40 else f"fr{second + 1}" for second in range(60)]
    assert texts == expected
    assert all(abs(word.start_seconds - second) < 0.001 for second, word in enumerate(transcript.words))
    assert [segment.language for segment in transcript.segments] == ["fr", "en", "fr"]
    assert transcript.settings["languages"] == ["fr", "en"]


def test_names_are_told_only_to_the_decodings_that_bear_them() -> None:
    engine = CountingEngine()
    samples, regions = sound(30)
    hear(engine, samples, regions, PLAN)
    told = [(options.is_batched, options.vocabulary) for _, options in engine.asked]
    assert told[0] == (False, ())
    assert all(vocabulary == PLAN.vocabulary["fr"] for is_batched, vocabulary in told[1:] if is_batched)


def test_what_was_heard_before_a_stop_is_not_heard_again() -> None:
    samples, regions = sound(600)
    memory = Kept()
    with pytest.raises(KeyboardInterrupt):
        hear(CountingEngine(stops_after=4), samples, regions, PLAN, memory=memory)
    engine = CountingEngine()
    resumed = hear(engine, samples, regions, PLAN, memory=memory)
    whole = CountingEngine()
    assert resumed == hear(whole, samples, regions, PLAN)
    assert len(engine.asked) == len(whole.asked) - 4


@dataclass
class TwoAtOnceEngine(CountingEngine):
    """Decodes two at a time, the first one slowest, and says which decoding it made."""

    decodes_at_once = 2

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        if not options.is_batched:
            sleep(0.05)
        heard = super().transcribe(samples, options, progress)
        return replace(heard, settings={"window": options.window_seconds * options.is_batched})


def test_decodings_side_by_side_are_joined_in_the_settings_order_and_kept_under_their_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined: list[list[int]] = []

    def join(decodings: Sequence[RawTranscript]) -> list[Segment]:
        joined.append([decoding.settings["window"] for decoding in decodings])
        return list(decodings[0].segments)

    monkeypatch.setattr("transcription.hearing.join_decodings", join)
    samples, regions = sound(30)
    memory, told = Kept(), []
    hear(TwoAtOnceEngine(), samples, regions, PLAN, told.append, memory)
    assert told == sorted(told)
    kept = {name: json.loads(text) for name, text in memory.files.items() if name.startswith("fr-")}
    assert {name: one["settings"]["window"] for name, one in kept.items()} == {
        "fr-0-0": 0, "fr-0-1": 24, "fr-0-2": 27,
    }  # fmt: skip
    # Whichever were kept before a stop, the others are made and all take their places.
    for lost in (("fr-0-0",), ("fr-0-1",), ("fr-0-0", "fr-0-2")):
        engine = TwoAtOnceEngine()
        left = {name: text for name, text in memory.files.items() if name not in lost}
        hear(engine, samples, regions, PLAN, memory=Kept(left))
        assert len(engine.asked) == len(lost)
    assert joined == [[0, 24, 27]] * 4


def test_an_engine_that_can_only_keep_short_parts_gets_short_parts() -> None:
    engine = CountingEngine()
    engine.longest_part_seconds = 60.0
    samples, regions = sound(150)
    raw = hear(engine, samples, regions, PLAN)
    assert all(length <= 60 * RATE_HZ for length, _ in engine.asked)
    assert raw.settings["part_seconds"] == 60.0


def test_languages_that_were_told_before_a_stop_are_not_asked_again() -> None:
    samples, regions = sound(1_000, english=range(100, 120))
    memory = Kept()
    with pytest.raises(KeyboardInterrupt):
        hear(CountingEngine(stops_after_looks=35), samples, regions, PLAN, memory=memory)
    engine, whole = CountingEngine(), CountingEngine()
    resumed = hear(engine, samples, regions, PLAN, memory=memory)
    assert resumed == hear(whole, samples, regions, PLAN)
    assert whole.looks > engine.looks > whole.looks - 35


def test_progress_only_grows_and_ends_with_the_whole() -> None:
    samples, regions = sound(600, english=range(100, 200))
    told: list[float] = []
    hear(CountingEngine(), samples, regions, PLAN, told.append)
    assert told == sorted(told)
    assert told[-1] == 600


@dataclass
class TellingEngine(CountingEngine):
    """Tells each second how far it is, as an engine does after each of its segments."""

    def transcribe(
        self, samples: Samples, options: DecodeOptions, progress: Progress | None = None
    ) -> RawTranscript:
        for second in range(1, len(samples) // RATE_HZ + 1):
            if progress:
                progress(float(second))
        return super().transcribe(samples, options, progress)


def test_progress_never_stands_still_for_longer_than_the_engine_or_one_look_at_a_language_takes() -> None:
    samples, regions = sound(600, english=range(100, 200))
    told: list[float] = []
    hear(TellingEngine(), samples, regions, PLAN, told.append)
    # A look at up to half a minute, at a tenth of the whole work; a decoding moves by a third of a second.
    assert max(after - before for before, after in pairwise([0.0, *told])) <= 0.1 * 30
    decoding = [seconds for seconds in told if seconds >= 60]
    assert max(after - before for before, after in pairwise(decoding)) <= 0.5


def test_each_part_is_told_the_end_of_what_was_heard_in_the_part_before() -> None:
    engine = CountingEngine()
    samples, regions = sound(600)
    transcript = hear(engine, samples, regions, PLAN)
    plain = [(length / RATE_HZ, options) for length, options in engine.asked if not options.is_batched]
    assert len(plain) == 4
    heard_seconds = 0.0
    for seconds, options in plain:
        said = " ".join(word.text for word in transcript.words if word.end_seconds <= heard_seconds)
        assert options.previous_text == said[-200:]
        heard_seconds += seconds
    # Windows that are decoded each for itself are told nothing.
    assert {options.previous_text for _, options in engine.asked if options.is_batched} == {""}


def test_the_settings_say_that_the_original_was_heard_and_in_which_way() -> None:
    samples, regions = sound(30)
    settings = hear(CountingEngine(), samples, regions, PLAN).settings
    assert (settings["heard"], settings["setting"], settings["languages"]) == ("original", "voting", ["fr"])
    assert [one["is_batched"] for one in settings["passes"]] == [False, True, True]


def test_silence_is_an_empty_transcript() -> None:
    assert hear(CountingEngine(), np.zeros(0, np.float32), (), PLAN).segments == ()


def test_names_come_before_themes_and_without_names_nothing_is_expected() -> None:
    themes = [
        ("e-voting", {"fr": "vote en ligne", "en": "online voting"}),
        ("privacy", {"fr": "vie privée et sécurité", "en": "privacy and security"}),
    ]
    assert expected_words(["Rimouski"], themes) == {
        "fr": ("Rimouski", "vote en ligne", "vie privée"),
        "en": ("Rimouski", "online voting", "privacy"),
    }
    assert expected_words([], themes) == {}
    assert languages_from("en") == ("en", "fr")
