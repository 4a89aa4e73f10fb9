"""Music, singing and other people in a recording are given to neither of the two who talk."""

from pathlib import Path

import pytest

from tests.demo_truths import demo_truth
from tests.intruders import Disturbed, chords, disturb, other_voice, singing
from transcription.ground_truth import GroundTruth
from transcription.media_gate import decode_speech
from transcription.speakers import HeardSpeakers, hear_speakers
from transcription.speech_audio import read_speech
from transcription.speech_regions import find_speech

pytestmark = pytest.mark.speech


def recorded(name: str, folder: Path):
    folder.mkdir()
    truth = demo_truth(name, folder)
    decode_speech(truth.media_path, folder / "speech.wav")
    return truth, read_speech(folder / "speech.wav")


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory) -> tuple[GroundTruth, Disturbed, HeardSpeakers]:
    """A jingle, a tune and somebody else before a demo recording, and a heckler in the midst of it."""
    folder = tmp_path_factory.mktemp("intruders")
    truth, samples = recorded("demo-lavoie.m4a", folder / "lavoie")
    others, other_samples = recorded("demo-tessier.mov", folder / "tessier")
    answers = [turn for turn in others.turns if turn.role == "leader"]
    someone = max(answers, key=lambda turn: turn.end_seconds - turn.start_seconds)
    heckler = next(turn for turn in others.turns if turn.role == "interviewer")
    between_turns = (truth.turns[5].end_seconds + truth.turns[6].start_seconds) / 2
    intruders = (
        (0.0, chords(6.0)),
        (0.0, singing(6.0)),
        (0.0, other_voice(other_samples, someone, 8.0)),
        # Too short to be a voice of its own: it must be known as nobody's.
        (between_turns, other_voice(other_samples, heckler, 3.0)),
    )
    given = disturb(samples, truth, find_speech(samples), *intruders)
    return truth, given, hear_speakers(given.samples, given.words, given.regions, given.languages)


def test_neither_music_nor_other_people_are_taken_for_the_leader_or_the_interviewer(disturbed):
    _, given, heard = disturbed
    strange = [
        (word.text, speaker.role)
        for word, speaker, is_intruders in zip(given.words, heard.words, given.is_intruders, strict=True)
        if is_intruders
    ]
    assert len(strange) > 50
    assert {role for _, role in strange} == {"unknown"}


def test_the_talk_beside_them_is_told_apart_as_if_they_were_not_there(disturbed):
    truth, given, heard = disturbed
    own = [
        speaker.role
        for speaker, is_intruders in zip(heard.words, given.is_intruders, strict=True)
        if not is_intruders
    ]
    wanted = [turn.role for turn in truth.turns for _ in turn.text.split()]
    wrong = [pair for pair in zip(own, wanted, strict=True) if pair[0] not in (pair[1], "unknown")]
    assert wrong == []
    assert own.count("unknown") / len(own) <= 0.02
