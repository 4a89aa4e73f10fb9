"""Tells who speaks each word: the leader, the interviewer, or unknown where there is doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from transcription.known_voices import HeardVoice, ToldBy, recognise
from transcription.raw_transcript import Word
from transcription.sentence_ends import ends_sentence
from transcription.speaker_roles import Role, SpokenTurn, tell_roles
from transcription.speech_regions import SpeechRegion
from transcription.voice_clusters import DOUBTFUL_LIKENESSES, find_voices, voices_alike
from transcription.voice_sound import VoiceSound, listen
from transcription.voice_windows import window_seconds
from transcription.word_voices import WordVoice, words_to_voices

# Share of the way towards its own voice under which a word's speaker is in doubt.
LEAST_MARGIN = 0.15
# Shorter stretches (yes, mm-hm, two people at once) must be clearer than the rest.
SHORT_STRETCH_SECONDS = 0.6
LEAST_MARGIN_SHORT = 0.40
# In a sentence that is clearly one voice's on the whole, a word must only lean to it.
CLEAR_SENTENCE_MARGIN = 0.30
# Somebody who speaks this briefly inside another's sentence is overheard, not heard: both sounds are mixed.
INTERRUPTION_SECONDS = 1.0
# A stretch that fits no voice but has this many words may be a voice that speaks once.
_FEWEST_STRANGER_WORDS = 4


@dataclass(frozen=True, slots=True)
class WordSpeaker:
    """Who speaks one word.

    Attributes
    ----------
    role : {"leader", "interviewer", "unknown"}
        Unknown where the voice is in doubt or its role is.
    voice : int or None
        Number of the voice in order of first appearance; None where the sound fits no voice that was found.
    confidence : float or None
        In 0..1: how much nearer the sound is to this voice than to the next one of another role, as a share
        of the distance between them. A measured margin, not a probability. None without such a voice.
    """

    role: Role
    voice: int | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class HeardSpeakers:
    """The speaker of each word, and the voices that were found."""

    words: tuple[WordSpeaker, ...]
    voices: tuple[HeardVoice, ...]


def tell_speakers(
    samples: NDArray[np.float32],
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    languages: Sequence[str | None] = (),
) -> tuple[WordSpeaker, ...]:
    """Tell who speaks each word, knowing no voice from before; as `hear_speakers` otherwise."""
    return hear_speakers(samples, words, regions, languages).words


def hear_speakers(
    samples: NDArray[np.float32],
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    languages: Sequence[str | None] = (),
    interviewer: Sequence[NDArray[np.float32]] = (),
) -> HeardSpeakers:
    """Tell who speaks each word, and which voices there are.

    Parameters
    ----------
    samples : float32, shape (n,)
        16 kHz mono sound in -1..1.
    words : sequence of Word
        In order of time.
    regions : sequence of SpeechRegion
        Where someone speaks, in order of time, apart from each other.
    languages : sequence of str or None
        What each word is spoken in, 'fr' or 'en'; None where it is not known. Empty: known of none.
    interviewer : sequence of float32 arrays, shape (256,)
        The voice of this recording's interviewer in other recordings.

    Returns
    -------
    HeardSpeakers
        One speaker per word.

    Raises
    ------
    VoiceWeightsMissing
        When the voice encoder's weights are not installed.
    ValueError
        When there are languages, but not one per word.
    """
    if languages and len(languages) != len(words):
        raise ValueError(f"{len(words)} words need as many languages, not {len(languages)}")
    if not words:
        return HeardSpeakers((), ())
    return speakers_in(listen(samples, regions), words, regions, languages, interviewer)


def speakers_in(
    sound: VoiceSound,
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    languages: Sequence[str | None] = (),
    interviewer: Sequence[NDArray[np.float32]] = (),
) -> HeardSpeakers:
    """Tell who speaks each word of a recording that was listened to; see `hear_speakers`."""
    spoken = _Spoken(words, regions, languages or [None] * len(words), sound, interviewer)
    groups = find_voices(sound.embeddings, sound.windows.region_numbers)
    plain = _told(spoken, groups)
    if any(voice.role == "leader" for voice in plain.voices):
        return plain
    # Noise may have made two voices alike: then questions and answers give them away.
    for likeness in DOUBTFUL_LIKENESSES:
        split = find_voices(sound.embeddings, sound.windows.region_numbers, likeness)
        if len(split) > len(groups):
            doubtful = _told(spoken, split, is_split_doubtful=True)
            if any(voice.role == "leader" for voice in doubtful.voices):
                return doubtful
    return plain


@dataclass(frozen=True, slots=True)
class _Spoken:
    words: Sequence[Word]
    regions: Sequence[SpeechRegion]
    languages: Sequence[str | None]
    sound: VoiceSound
    interviewer: Sequence[NDArray[np.float32]]


def _told(
    spoken: _Spoken, groups: Sequence[NDArray[np.int64]], *, is_split_doubtful: bool = False
) -> HeardSpeakers:
    """Give words to the voices of some groups of windows, and roles to the voices."""
    sound, words = spoken.sound, spoken.words
    centres = np.array([sound.centre(group) for group in groups], dtype=np.float32)
    centres = centres.reshape(len(groups), sound.embeddings.shape[1])
    word_voices = words_to_voices(words, spoken.regions, sound.windows, sound.embeddings, centres)
    heard = tuple(
        HeardVoice(number, "unknown", "", window_seconds(len(group)), centres[number])
        for number, group in enumerate(groups)
    )
    recognised = {} if is_split_doubtful else recognise(heard, spoken.interviewer)
    turns = _turns(spoken, word_voices, len(groups))
    alike = voices_alike(sound.embeddings, groups)
    by_talk = tell_roles(turns, is_split_doubtful=is_split_doubtful, alike=alike)
    roles = tell_roles(turns, is_split_doubtful=is_split_doubtful, alike=alike, recognised=recognised)
    voices = tuple(
        replace(voice, role=role, told_by=_told_by(voice.voice, role, by_talk, recognised))
        for voice in heard
        for role in [roles.get(voice.voice, "unknown")]
    )
    return HeardSpeakers(_with_doubts(spoken, word_voices, roles, len(groups)), voices)


def _told_by(voice: int, role: Role, by_talk: Mapping[int, Role], recognised: Mapping[int, Role]) -> ToldBy:
    if role == "unknown":
        return ""
    if by_talk.get(voice) != role:
        return "voice"
    return "talk and voice" if recognised.get(voice) == role else "talk"


def _turns(spoken: _Spoken, voices: Sequence[WordVoice], voice_count: int) -> list[SpokenTurn]:
    """Join words into turns of one voice; a stranger who says a sentence gets a number of his own."""
    numbers = _stretch_numbers(voices, voice_count)
    known = [index for index, number in enumerate(numbers) if number is not None]
    turns: list[SpokenTurn] = []
    for voice, group in groupby(known, key=lambda index: numbers[index]):
        indices = list(group)
        seconds = sum(spoken.words[i].end_seconds - spoken.words[i].start_seconds for i in indices)
        if voice is not None:
            text = " ".join(spoken.words[i].text for i in indices)
            turns.append(SpokenTurn(voice, text, seconds, _most([spoken.languages[i] for i in indices])))
    return turns


def _stretch_numbers(voices: Sequence[WordVoice], voice_count: int) -> list[int | None]:
    """Return the voice of each word; strangers' sentences count on, their single words are None."""
    numbers: list[int | None] = []
    strangers = 0
    for voice, group in groupby(voices, key=lambda word: word.voice):
        length = len(list(group))
        if voice is None and length >= _FEWEST_STRANGER_WORDS:
            numbers += [voice_count + strangers] * length
            strangers += 1
        else:
            numbers += [voice] * length
    return numbers


def _most(languages: Sequence[str | None]) -> str | None:
    known = [language for language in languages if language is not None]
    return max(set(known), key=lambda language: (known.count(language), language), default=None)


def _with_doubts(
    spoken: _Spoken, voices: Sequence[WordVoice], roles: Mapping[int, Role], voice_count: int
) -> tuple[WordSpeaker, ...]:
    """Give each word the role of its voice, and unknown where the sound leaves a doubt."""
    words = spoken.words
    numbers = _stretch_numbers(voices, voice_count)
    speakers: list[WordSpeaker] = []
    for number, group in groupby(range(len(words)), key=lambda index: numbers[index]):
        stretch = list(group)
        role = "unknown" if number is None else roles.get(number, "unknown")
        others = [voice for voice in range(voice_count) if role == "unknown" or roles.get(voice) != role]
        for sentence in _sentences(words, stretch):
            floor = _floor(words, stretch, [(words[i], voices[i].margin_to(others)) for i in sentence])
            speakers += [_speaker(voices[index], role, others, floor) for index in sentence]
    return tuple(_without_interruptions(words, speakers))


def _sentences(words: Sequence[Word], stretch: Sequence[int]) -> list[list[int]]:
    """Cut a stretch of words where sentences end."""
    sentences: list[list[int]] = [[]]
    for index in stretch:
        sentences[-1].append(index)
        if index != stretch[-1] and ends_sentence(words[index].text, words[index + 1].text):
            sentences.append([])
    return sentences


def _floor(
    words: Sequence[Word], stretch: Sequence[int], sentence: Sequence[tuple[Word, float | None]]
) -> float:
    """Return the margin that the words of a sentence must reach.

    The words of one sentence are one person's: noise that makes some of them doubtful is outweighed by the
    others. Brief stretches have no others.
    """
    if words[stretch[-1]].end_seconds - words[stretch[0]].start_seconds < SHORT_STRETCH_SECONDS:
        return LEAST_MARGIN_SHORT
    weighed = [(word.end_seconds - word.start_seconds, margin) for word, margin in sentence]
    seconds = sum(length for length, margin in weighed if margin is not None)
    whole = sum(length * margin for length, margin in weighed if margin is not None)
    return 0.0 if whole >= CLEAR_SENTENCE_MARGIN * seconds > 0 else LEAST_MARGIN


def _speaker(voice: WordVoice, role: Role, others: Sequence[int], floor: float) -> WordSpeaker:
    margin = voice.margin_to(others)
    if margin is None:
        return WordSpeaker(role, voice.voice, None)
    confidence = round(max(0.0, min(1.0, margin)), 3)
    return WordSpeaker(role if margin >= floor else "unknown", voice.voice, confidence)


def _without_interruptions(words: Sequence[Word], speakers: Sequence[WordSpeaker]) -> list[WordSpeaker]:
    """Make unknown what seems said briefly inside the sentence of the other: never break a sentence by it."""
    settled = list(speakers)
    stretches = [
        list(group) for _, group in groupby(range(len(words)), key=lambda index: speakers[index].role)
    ]
    for before, stretch, after in zip(stretches, stretches[1:], stretches[2:], strict=False):
        role, around = speakers[stretch[0]].role, speakers[before[-1]].role
        if "unknown" in (role, around) or speakers[after[0]].role != around:
            continue
        seconds = words[stretch[-1]].end_seconds - words[stretch[0]].start_seconds
        is_inside = not ends_sentence(words[before[-1]].text, words[stretch[0]].text)
        if is_inside and seconds < INTERRUPTION_SECONDS:
            for index in stretch:
                settled[index] = replace(speakers[index], role="unknown")
    return settled
