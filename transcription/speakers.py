"""Tells who speaks each word: the leader, the interviewer, or unknown where there is doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from transcription.known_voices import HeardVoice, ToldBy, recognise
from transcription.part_memory import PartMemory
from transcription.raw_transcript import Word
from transcription.sliced_sound import SlicedSound
from transcription.speaker_doubts import WordSpeaker, roles_of_words
from transcription.speaker_roles import Role, SpokenTurn, tell_roles
from transcription.speech_regions import SpeechRegion
from transcription.voice_clusters import DOUBTFUL_LIKENESSES, find_voices, voices_alike
from transcription.voice_sound import VoiceSound, listen
from transcription.voice_windows import window_seconds
from transcription.word_voices import WordVoice, words_to_voices

__all__ = ["HeardSpeakers", "WordSpeaker", "hear_speakers", "speakers_in", "tell_speakers"]

# A stretch that fits no voice but has this many words may be a voice that speaks once.
_FEWEST_STRANGER_WORDS = 4


@dataclass(frozen=True, slots=True)
class HeardSpeakers:
    """The speaker of each word, and the voices that were found."""

    words: tuple[WordSpeaker, ...]
    voices: tuple[HeardVoice, ...]


def tell_speakers(
    samples: SlicedSound,
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    languages: Sequence[str | None] = (),
) -> tuple[WordSpeaker, ...]:
    """Tell who speaks each word, knowing no voice from before; as `hear_speakers` otherwise."""
    return hear_speakers(samples, words, regions, languages).words


def hear_speakers(
    samples: SlicedSound,
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    languages: Sequence[str | None] = (),
    interviewer: Sequence[NDArray[np.float32]] = (),
    progress: Callable[[float], None] | None = None,
    memory: PartMemory | None = None,
) -> HeardSpeakers:
    """Tell who speaks each word, and which voices there are.

    Parameters
    ----------
    samples : SlicedSound, n samples
        16 kHz mono sound in -1..1.
    words : sequence of Word
        In order of time.
    regions : sequence of SpeechRegion
        Where someone speaks, in order of time, apart from each other.
    languages : sequence of str or None
        What each word is spoken in, 'fr' or 'en'; None where it is not known. Empty: known of none.
    interviewer : sequence of float32 arrays, shape (256,)
        The voice of this recording's interviewer in other recordings.
    progress, memory : optional
        As `voice_sound.listen` takes them: that is where the time goes.

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
    return speakers_in(listen(samples, regions, progress, memory), words, regions, languages, interviewer)


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
    numbers = _stretch_numbers(word_voices, len(groups))
    return HeardSpeakers(roles_of_words(words, word_voices, numbers, roles), voices)


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
