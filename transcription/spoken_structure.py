"""Builds turns, passages and exchanges from words and who speaks them. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from transcription.raw_transcript import Word
from transcription.sentence_ends import ends_sentence
from transcription.speaking_spans import with_spoken_edges
from transcription.spoken_exchanges import find_exchanges
from transcription.spoken_parts import Exchange, Passage, SpeakerRole, SpokenStructure, Turn
from transcription.spoken_passages import cut_passages

if TYPE_CHECKING:
    # Only their attributes are read: importing them would bring in numpy.
    from transcription.speakers import WordSpeaker
    from transcription.speech_regions import SpeechRegion

__all__ = ["Exchange", "Passage", "SpokenStructure", "Turn", "build"]

# A lone doubtful word this far from its neighbours may be somebody else's "oui".
_CLOSE_SECONDS = 0.5

_Speaker = tuple[SpeakerRole, int | None]


def build(
    words: Sequence[Word],
    speakers: Sequence[WordSpeaker],
    regions: Sequence[SpeechRegion] = (),
    languages: Sequence[str] = (),
) -> SpokenStructure:
    """Build the structure of a conversation.

    Parameters
    ----------
    words : sequence of Word
        In order of time.
    speakers : sequence of WordSpeaker
        One per word.
    regions : sequence of SpeechRegion
        Where someone speaks: turns and passages begin and end with the speech that holds them. Without any,
        they begin and end with their words.
    languages : sequence of str
        What each word is spoken in: no passage joins sentences of two languages. Empty: one language.

    Returns
    -------
    SpokenStructure
        Every word is in exactly one turn and one passage, in order; passages never cross turns, and the spans
        of neither overlap.

    Raises
    ------
    ValueError
        When there is not one speaker per word, or languages are told but not for each.
    """
    if len(words) != len(speakers):
        raise ValueError(f"{len(words)} words need as many speakers, not {len(speakers)}")
    if languages and len(languages) != len(words):
        raise ValueError(f"{len(words)} words need as many languages, not {len(languages)}")
    turns = _turns(words, _settled(words, [(speaker.role, speaker.voice) for speaker in speakers]))
    passages = tuple(
        passage for index, turn in enumerate(turns) for passage in cut_passages(words, turn, index, languages)
    )
    if regions:
        turns, passages = with_spoken_edges(turns, passages, words, regions)
    return SpokenStructure(turns, passages, find_exchanges(words, turns))


def _turns(words: Sequence[Word], speakers: Sequence[_Speaker]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for (role, voice), group in groupby(range(len(words)), key=lambda index: speakers[index]):
        indices = list(group)
        first, last = indices[0], indices[-1]
        start, end = words[first].start_seconds, words[last].end_seconds
        turns.append(Turn(first, last + 1, start, end, role, voice))
    return tuple(turns)


def _settled(words: Sequence[Word], speakers: Sequence[_Speaker]) -> list[_Speaker]:
    """Give a lone doubtful word to the turn around it where the sentence leaves no doubt.

    Both neighbours must be known and the same speaker, close in time, and the word must not be a sentence of
    its own: "oui." between two sentences may be the other's. At the edge of a turn a word stays unknown,
    unless the sound leaned to the speaker whose sentence it is part of.
    """
    settled = list(speakers)
    for index, (role, voice) in enumerate(speakers):
        before = speakers[index - 1] if index > 0 else None
        after = speakers[index + 1] if index + 1 < len(speakers) else None
        if role != "unknown" or any(side is not None and side[0] == "unknown" for side in (before, after)):
            continue
        joins_before = before is not None and _is_one_sentence(words[index - 1], words[index])
        joins_after = after is not None and _is_one_sentence(words[index], words[index + 1])
        leans_before = before is not None and (before == after or (before[1] == voice and not joins_after))
        leans_after = after is not None and (before == after or (after[1] == voice and not joins_before))
        if before is not None and joins_before and leans_before:
            settled[index] = before
        elif after is not None and joins_after and leans_after:
            settled[index] = after
    return settled


def _is_one_sentence(before: Word, after: Word) -> bool:
    is_close = after.start_seconds - before.end_seconds < _CLOSE_SECONDS
    return is_close and not ends_sentence(before.text, after.text)
