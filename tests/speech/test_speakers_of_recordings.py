"""Who speaks in the demo recordings, told from what the real engine hears and checked against the truth."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.demo_truths import DEMO_RECORDINGS, demo_truth
from tests.transcript_cache import raw_transcript
from transcription.media_gate import decode_speech
from transcription.raw_transcript import Word
from transcription.scoring import SpokenSpan, score_speakers
from transcription.speakers import WordSpeaker, tell_speakers
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech
from transcription.spoken_structure import build

pytestmark = pytest.mark.speech

LARGEST_ERROR = 0.02


class Heard:
    """One recording with its words, its speakers and the turns as they were really spoken."""

    def __init__(self, name: str, folder: Path):
        truth = demo_truth(name, folder)
        decode_speech(truth.media_path, folder / "speech.wav")
        self.samples = read_speech(folder / "speech.wav")
        self.regions = find_speech(self.samples)
        self.words = raw_transcript(truth).words
        self.speakers = tell_speakers(self.samples, self.words, self.regions)
        self.turns = json.loads(truth.path.read_text(encoding="utf-8"))["turns"]

    def true_role(self, word: Word) -> str:
        # The last moment of a word is the surest: engines stretch words over the pause before them.
        moment = max(word.end_seconds - 0.1, word.start_seconds)
        turn = min(self.turns, key=lambda turn: max(turn["start"] - moment, moment - turn["end"], 0.0))
        return "interviewer" if turn["speaker"] == "interviewer" else "leader"


@pytest.fixture(scope="module", params=DEMO_RECORDINGS)
def heard(request, tmp_path_factory) -> Heard:
    return Heard(request.param, tmp_path_factory.mktemp("speech"))


def seconds(word: Word) -> float:
    # Marks that stand alone have no sound, but at times a span over the whole pause.
    if not any(character.isalnum() for character in word.text):
        return 0.0
    return min(word.end_seconds - word.start_seconds, 0.6)


def test_words_given_to_the_wrong_speaker_or_to_nobody_take_at_most_two_in_a_hundred_seconds(heard):
    total = sum(seconds(word) for word in heard.words)
    wrong = sum(
        seconds(word)
        for word, speaker in zip(heard.words, heard.speakers, strict=True)
        if speaker.role != heard.true_role(word)
    )
    print(f"speaker error {wrong / total:.4f} of {total:.1f} s of words")
    assert wrong / total <= LARGEST_ERROR


@pytest.mark.parametrize("parts", ["turns", "passages"])
def test_the_speaker_error_by_time_is_at_most_two_in_a_hundred(heard, parts):
    structure = build(heard.words, heard.speakers, heard.regions)
    reference = [
        SpokenSpan(
            "interviewer" if turn["speaker"] == "interviewer" else "leader", turn["start"], turn["end"]
        )
        for turn in heard.turns
    ]
    told = [SpokenSpan(part.role, part.start_seconds, part.end_seconds) for part in getattr(structure, parts)]
    error = score_speakers(reference, told)
    print(f"speaker error by time of {parts} {error.error_rate:.4f}, confused {error.confused_seconds:.2f} s")
    assert error.confused_seconds == 0.0
    assert error.error_rate <= LARGEST_ERROR


def test_noise_as_loud_as_half_the_speech_confuses_nobody(heard):
    noise = np.random.default_rng(1).normal(size=len(heard.samples))
    # Falls with frequency, as engines and wind do.
    noise = np.convolve(noise, np.ones(16) / 16, "same")
    gain = np.sqrt((heard.samples**2).mean() / (noise**2).mean() / 10**0.3)
    noisy = (heard.samples + gain * noise).astype(np.float32)
    speakers = tell_speakers(noisy, heard.words, find_speech(noisy))
    told = list(zip(heard.words, speakers, strict=True))
    total = sum(seconds(word) for word in heard.words)
    wrong = [
        word.text
        for word, speaker in told
        if seconds(word) and speaker.role not in ("unknown", heard.true_role(word))
    ]
    unknown = sum(seconds(word) for word, speaker in told if speaker.role == "unknown")
    assert (wrong, unknown / total <= LARGEST_ERROR) == ([], True)


def test_no_passage_of_the_leader_is_given_to_the_interviewer_or_back(heard):
    for passage in build(heard.words, heard.speakers, heard.regions).passages:
        own = heard.words[passage.first_word : passage.end_word]
        true_roles = [heard.true_role(word) for word in own]
        most = max(set(true_roles), key=true_roles.count)
        assert passage.role in ("unknown", most), " ".join(word.text for word in own)


def test_every_question_of_the_interview_that_was_answered_opens_an_exchange(heard):
    structure = build(heard.words, heard.speakers, heard.regions)
    asked = [
        turn
        for turn, answer in zip(heard.turns, heard.turns[1:], strict=False)
        if turn["speaker"] == "interviewer" and "?" in turn["text"] and answer["speaker"] != "interviewer"
    ]
    for turn in asked:
        middle = (turn["start"] + turn["end"]) / 2
        assert any(
            structure.turns[question].start_seconds <= middle <= structure.turns[question].end_seconds
            for exchange in structure.exchanges
            for question in exchange.question_turns
        ), turn["text"]


def test_one_voice_alone_is_unknown_whoever_it_is(heard):
    alone = [index for index, word in enumerate(heard.words) if heard.true_role(word) == "leader"]
    words = tuple(heard.words[index] for index in alone)
    answers = [turn for turn in heard.turns if turn["speaker"] != "interviewer"]
    silenced = np.zeros_like(heard.samples)
    for turn in answers:
        span = slice(int(turn["start"] * 16000), int(turn["end"] * 16000))
        silenced[span] = heard.samples[span]
    speakers: tuple[WordSpeaker, ...] = tell_speakers(silenced, words, find_speech(silenced))
    assert {speaker.role for speaker in speakers} == {"unknown"}


def test_the_same_recording_gives_the_same_speakers(heard):
    assert tell_speakers(heard.samples, heard.words, heard.regions) == heard.speakers
