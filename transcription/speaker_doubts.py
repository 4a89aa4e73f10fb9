"""Gives each word the role of its voice, and unknown where the sound leaves a doubt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from transcription.raw_transcript import Word
from transcription.sentence_ends import ends_sentence
from transcription.speaker_roles import Role
from transcription.word_voices import WordVoice

# Share of the way towards its own voice under which a word's speaker is in doubt.
LEAST_MARGIN = 0.15
# Shorter stretches (yes, mm-hm, two people at once) must be clearer than the rest.
SHORT_STRETCH_SECONDS = 0.6
LEAST_MARGIN_SHORT = 0.40
# In a sentence that is clearly one voice's on the whole, a word must only lean to it.
CLEAR_SENTENCE_MARGIN = 0.30
# Somebody who speaks this briefly inside another's sentence is overheard, not heard: both sounds are mixed.
INTERRUPTION_SECONDS = 1.0


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


def roles_of_words(
    words: Sequence[Word],
    voices: Sequence[WordVoice],
    stretches: Sequence[int | None],
    roles: Mapping[int, Role],
) -> tuple[WordSpeaker, ...]:
    """Tell who speaks each word.

    Parameters
    ----------
    words, voices : sequences of Word and WordVoice
        One voice per word.
    stretches : sequence of int or None
        The number by which `roles` knows the word's voice; None where the sound is nobody's.
    roles : mapping of int to str
    """
    voice_count = max((len(voice.margins) for voice in voices), default=0)
    speakers: list[WordSpeaker] = []
    for number, group in groupby(range(len(words)), key=lambda index: stretches[index]):
        stretch = list(group)
        role = "unknown" if number is None else roles.get(number, "unknown")
        others = [voice for voice in range(voice_count) if role == "unknown" or roles.get(voice) != role]
        for sentence in _sentences(words, stretch):
            floor = _floor(words, stretch, sentence, voices, others)
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
    words: Sequence[Word],
    stretch: Sequence[int],
    sentence: Sequence[int],
    voices: Sequence[WordVoice],
    others: Collection[int],
) -> float:
    """Return the margin that the words of a sentence must reach.

    The words of one sentence are one person's: noise that makes some of them doubtful is outweighed by the
    others. A sentence that begins or ends as another voice's is none; brief stretches have no others.
    """
    if words[stretch[-1]].end_seconds - words[stretch[0]].start_seconds < SHORT_STRETCH_SECONDS:
        return LEAST_MARGIN_SHORT
    weighed = [
        (words[index].end_seconds - words[index].start_seconds, margin)
        for index in sentence
        if (margin := voices[index].margin_to(others)) is not None
    ]
    seconds = sum(length for length, _ in weighed)
    is_clear = sum(length * margin for length, margin in weighed) >= CLEAR_SENTENCE_MARGIN * seconds > 0
    return 0.0 if is_clear and _is_whole(words, sentence) else LEAST_MARGIN


def _is_whole(words: Sequence[Word], sentence: Sequence[int]) -> bool:
    first, last = sentence[0], sentence[-1]
    begins = first == 0 or ends_sentence(words[first - 1].text, words[first].text)
    # A mark that stands alone ends what the word before it would have ended.
    text = words[last].text if last == first else words[last - 1].text + words[last].text
    ends = last + 1 == len(words) or ends_sentence(text, words[last + 1].text)
    return begins and ends


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
