"""An interviewer whose voice is known from other interviews is told by it where the talk leaves it open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transcription.raw_transcript import Word
from transcription.speakers import HeardSpeakers, speakers_in
from transcription.speech_regions import SpeechRegion
from transcription.voice_sound import VoiceSound
from transcription.voice_windows import lay_windows

Point = NDArray[np.float32]
TURN_SECONDS, PAUSE_SECONDS = 6.0, 0.8
FRAMES_PER_SECOND = 100
# One question that is answered, and turns of nearly the same length: too little to tell by.
OPEN_TALK = (
    "Il fait beau aujourd'hui sur le quai, on voit les bateaux?",
    "Les bateaux rentrent au port ce soir, la pêche était bonne cette année dans le golfe.",
    "La pêche était bonne, on le dit partout dans le village.",
    "Le village vit de la mer, et la mer est généreuse depuis le printemps, tout le monde le dit.",
)
PLAIN_TALK = (
    "Bonjour madame Roy, merci de me recevoir. Que ferez-vous des données?",
    "Nous les ouvrirons toutes, et je le promets, parce que nos villages attendent depuis dix ans.",
    "Et combien cela va-t-il coûter?",
    "Le gouvernement va payer, et nous allons brancher chaque maison de nos régions à la fibre.",
)


def point(number: int) -> Point:
    axes: Point = np.eye(256, dtype=np.float32)
    return axes[number]


def talk(sentences: Sequence[str], known: Sequence[Point] = ()) -> HeardSpeakers:
    """Two voices say the sentences by turns; the sound is points among voices, as an encoder lays them."""
    step = TURN_SECONDS + PAUSE_SECONDS
    regions = [SpeechRegion(turn * step, turn * step + TURN_SECONDS) for turn in range(len(sentences))]
    words = [
        Word(text, region.start_seconds + place * length, region.start_seconds + (place + 1) * length)
        for region, sentence in zip(regions, sentences, strict=True)
        for length in [TURN_SECONDS / len(sentence.split())]
        for place, text in enumerate(sentence.split())
    ]
    windows = lay_windows(regions, round(step * len(sentences) * FRAMES_PER_SECOND))
    embeddings = np.array([point(int(number) % 2) for number in windows.region_numbers])
    return speakers_in(VoiceSound(windows, embeddings), words, regions, ["fr"] * len(words), known)


def told(heard: HeardSpeakers) -> list[tuple[str, str]]:
    return [(voice.role, voice.told_by) for voice in heard.voices]


def test_without_a_known_voice_an_open_talk_leaves_both_unknown() -> None:
    assert told(talk(OPEN_TALK)) == [("unknown", ""), ("unknown", "")]


def test_the_interviewer_of_other_interviews_is_told_by_voice_and_who_is_left_is_the_leader() -> None:
    heard = talk(OPEN_TALK, [point(0)])
    assert told(heard) == [("interviewer", "voice"), ("leader", "voice")]
    assert {(word.voice, word.role) for word in heard.words} == {(0, "interviewer"), (1, "leader")}


def test_a_known_voice_that_is_in_neither_changes_nothing() -> None:
    assert talk(OPEN_TALK, [point(7)]).words == talk(OPEN_TALK).words


def test_talk_and_voice_that_agree_are_both_named() -> None:
    assert told(talk(PLAIN_TALK, [point(0)])) == [("interviewer", "talk and voice"), ("leader", "talk")]
    assert told(talk(PLAIN_TALK)) == [("interviewer", "talk"), ("leader", "talk")]


def test_a_known_voice_overrules_nothing_that_the_talk_says_plainly() -> None:
    assert told(talk(PLAIN_TALK, [point(1)])) == told(talk(PLAIN_TALK))
