"""Tells who speaks each word: the leader, the interviewer, or unknown where there is doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from transcription.raw_transcript import Word
from transcription.speaker_roles import Role, SpokenTurn, tell_roles
from transcription.speech_regions import SpeechRegion
from transcription.voice_clusters import DOUBTFUL_LIKENESS, find_voices
from transcription.voice_embedding import embed_windows, mel_frames
from transcription.voice_windows import SpeechWindows, lay_windows
from transcription.word_voices import WordVoice, words_to_voices

# Share of the way towards its own voice under which a word's speaker is in doubt.
LEAST_MARGIN = 0.15
# Shorter stretches (yes, mm-hm, two people at once) must be clearer than the rest.
SHORT_STRETCH_SECONDS = 0.6
LEAST_MARGIN_SHORT = 0.40


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
        In 0..1: how much nearer the sound is to this voice than to the next one, as a share of the distance
        between them. A measured margin, not a probability. None without a voice, or when there is only one.
    """

    role: Role
    voice: int | None
    confidence: float | None


def tell_speakers(
    samples: NDArray[np.float32], words: Sequence[Word], regions: Sequence[SpeechRegion]
) -> tuple[WordSpeaker, ...]:
    """Tell who speaks each word.

    Parameters
    ----------
    samples : float32, shape (n,)
        16 kHz mono sound in -1..1.
    words : sequence of Word
        In order of time.
    regions : sequence of SpeechRegion
        Where someone speaks, in order of time, apart from each other.

    Returns
    -------
    tuple of WordSpeaker
        One per word.

    Raises
    ------
    VoiceWeightsMissing
        When the voice encoder's weights are not installed.
    """
    if not words:
        return ()
    mels = mel_frames(samples)
    windows = lay_windows(regions, len(mels))
    embeddings = embed_windows(mels, windows.frames)
    groups = find_voices(embeddings, windows.region_numbers)
    if len(groups) != 1:
        return _with_roles(words, _word_voices(words, regions, windows, embeddings, groups))
    # One voice, or two that noise has made alike: in the second case questions and answers give them away.
    split = find_voices(embeddings, windows.region_numbers, DOUBTFUL_LIKENESS)
    voices = _word_voices(words, regions, windows, embeddings, split)
    speakers = _with_roles(words, voices, is_split_doubtful=True)
    if any(speaker.role != "unknown" for speaker in speakers):
        return speakers
    return _with_roles(words, _word_voices(words, regions, windows, embeddings, groups))


def _word_voices(
    words: Sequence[Word],
    regions: Sequence[SpeechRegion],
    windows: SpeechWindows,
    embeddings: NDArray[np.float32],
    groups: Sequence[NDArray[np.int64]],
) -> tuple[WordVoice, ...]:
    means = [embeddings[group].mean(axis=0) for group in groups]
    centres = np.array([mean / np.linalg.norm(mean) for mean in means], dtype=np.float32)
    return words_to_voices(
        words, regions, windows, embeddings, centres.reshape(len(means), embeddings.shape[1])
    )


def _with_roles(
    words: Sequence[Word], voices: Sequence[WordVoice], *, is_split_doubtful: bool = False
) -> tuple[WordSpeaker, ...]:
    """Give roles to voices, and unknown to the words in doubt."""
    stretches = [
        list(group) for _, group in groupby(range(len(words)), key=lambda index: voices[index].voice)
    ]
    roles = tell_roles(_turns(words, voices, stretches), is_split_doubtful=is_split_doubtful)
    speakers: list[WordSpeaker] = []
    for stretch in stretches:
        seconds = words[stretch[-1]].end_seconds - words[stretch[0]].start_seconds
        floor = LEAST_MARGIN if seconds >= SHORT_STRETCH_SECONDS else LEAST_MARGIN_SHORT
        speakers += [_speaker(voices[index], roles, floor) for index in stretch]
    return tuple(speakers)


def _turns(
    words: Sequence[Word], voices: Sequence[WordVoice], stretches: Sequence[Sequence[int]]
) -> list[SpokenTurn]:
    """Join stretches into turns of one voice; strangers' words are left out."""
    known = [stretch for stretch in stretches if voices[stretch[0]].voice is not None]
    turns: list[SpokenTurn] = []
    for voice, group in groupby(known, key=lambda stretch: voices[stretch[0]].voice):
        indices = [index for stretch in group for index in stretch]
        seconds = sum(words[index].end_seconds - words[index].start_seconds for index in indices)
        if voice is not None:
            turns.append(SpokenTurn(voice, " ".join(words[index].text for index in indices), seconds))
    return turns


def _speaker(voice: WordVoice, roles: Mapping[int, Role], floor: float) -> WordSpeaker:
    if voice.voice is None:
        return WordSpeaker("unknown", None, None)
    if voice.margin is None:
        return WordSpeaker(roles[voice.voice], voice.voice, None)
    confidence = round(max(0.0, min(1.0, voice.margin)), 3)
    return WordSpeaker(roles[voice.voice] if voice.margin >= floor else "unknown", voice.voice, confidence)
