"""Gives known names and terms their spelling where no word, but their sound, was heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from transcription.french_sound import french_sound
from transcription.raw_transcript import RawTranscript, Segment, Word
from transcription.word_commonness import is_listed

# An elided word before the name, marks around it and an English genitive stay as they were heard.
_SPOKEN = re.compile(
    r"(\W*(?:(?:[cdjlmnst]|qu)['’])?)([^\W\d_]+(?:[-‑][^\W\d_]+)*)((?:['’]s)?\W*)", re.IGNORECASE
)
_LANGUAGES = ("fr", "en")
# The shorter a sound, the more other words have it; lengths are letters of its key.
_SHORTEST_SAME, _SHORTEST_VOICING, _SHORTEST_NEAR = 4, 5, 7
_LONGEST_GAP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _KnownWord:
    """A word of a name or term: how it is written, and its sound with and without voicing."""

    text: str
    sound: str
    coarse_sound: str


def restore_names(transcript: RawTranscript, names: Sequence[str] = ()) -> RawTranscript:
    """Write known names, and the terms that the engine was told to expect, as they are spelled.

    A word changes only when none of its parts is in the word list of French or English, and one known word
    alone is nearest to it in sound: the same, the same but for voicing (« Safard »), or, for long ones, one
    sound away (« Chikotimi »). Two neighbours of that kind may make one name. So no common word is ever
    changed, and nothing where nothing is known.

    Parameters
    ----------
    transcript : RawTranscript
        Its `vocabulary` holds what the engine was told.
    names : sequence of str
        Further names that may be spoken, in any language.

    Returns
    -------
    RawTranscript
        Changed words keep their span, their probability (of two, the lower) and the marks around them. The
        settings list them as `restored_names`: what was heard, what is written, and when in seconds.
    """
    languages = {segment.language or transcript.language for segment in transcript.segments}
    told = transcript.vocabulary
    known = {language: _known_words((*told.get(language, ()), *names)) for language in languages}
    restored: list[dict[str, object]] = []
    segments: list[Segment] = []
    for segment in transcript.segments:
        words = _restored_words(segment.words, known[segment.language or transcript.language])
        changes = [(heard, word) for heard, word in words if heard != (word,)]
        restored += [
            {
                "heard": " ".join(one.text for one in heard),
                "written": word.text,
                "start_seconds": round(word.start_seconds, 3),
            }
            for heard, word in changes
        ]
        segments.append(_retold(segment, [word for _, word in words]) if changes else segment)
    if not restored:
        return transcript
    settings = {**transcript.settings, "restored_names": restored}
    return replace(transcript, segments=tuple(segments), settings=settings)


def _known_words(terms: Iterable[str]) -> tuple[_KnownWord, ...]:
    """Return each word of the terms that sounds long enough to be told from others."""
    known: dict[str, _KnownWord] = {}
    for term in terms:
        for written in term.split():
            spoken = _SPOKEN.fullmatch(written)
            if spoken is None:
                continue
            sound = _joined_sound(spoken[2])
            if len(sound) >= _SHORTEST_SAME:
                coarse_sound = _joined_sound(spoken[2], coarse=True)
                known.setdefault(spoken[2].casefold(), _KnownWord(spoken[2], sound, coarse_sound))
    return tuple(known.values())


def _restored_words(
    words: Sequence[Word], known: Sequence[_KnownWord]
) -> list[tuple[tuple[Word, ...], Word]]:
    """Pair what was heard, one word or two neighbours, with the word to write."""
    pairs: list[tuple[tuple[Word, ...], Word]] = []
    index = 0
    while index < len(words):
        one, two = words[index : index + 1], words[index : index + 2]
        written = _written_for_one(one[0], known) if known else None
        heard = tuple(one)
        if known and written is None and len(two) > 1:
            written = _written_for_two(two[0], two[1], known)
            heard = tuple(two) if written else heard
        pairs.append((heard, _rewritten(heard, written) if written else one[0]))
        index += len(heard)
    return pairs


def _written_for_one(word: Word, known: Sequence[_KnownWord]) -> str | None:
    spoken = _SPOKEN.fullmatch(word.text)
    if spoken is None or _is_common(spoken[2]):
        return None
    name = _nearest(spoken[2], known)
    return None if name is None else f"{spoken[1]}{_begun_as(spoken[2], name)}{spoken[3]}"


def _written_for_two(one: Word, two: Word, known: Sequence[_KnownWord]) -> str | None:
    first, second = _SPOKEN.fullmatch(one.text), _SPOKEN.fullmatch(two.text)
    is_far = two.start_seconds - one.end_seconds > _LONGEST_GAP_SECONDS
    # A mark between the two parts them.
    if first is None or second is None or first[3] or second[1] or is_far:
        return None
    if _is_common(first[2]) or _is_common(second[2]):
        return None
    sound = _joined_sound(f"{first[2]}-{second[2]}")
    same = {one.text for one in known if one.sound == sound}
    return f"{first[1]}{_begun_as(first[2], same.pop())}{second[3]}" if len(same) == 1 else None


def _nearest(text: str, known: Sequence[_KnownWord]) -> str | None:
    """Return the known word that alone is nearest to a heard one, if any is near enough."""
    sound, coarse_sound = _joined_sound(text), _joined_sound(text, coarse=True)
    nearness: dict[int, list[str]] = {}
    for one in known:
        if one.text.casefold() == text.casefold():
            nearness.setdefault(0, []).append(one.text)
        elif one.sound == sound:
            nearness.setdefault(1, []).append(one.text)
        elif len(one.sound) >= _SHORTEST_VOICING and one.coarse_sound == coarse_sound:
            nearness.setdefault(2, []).append(one.text)
        elif len(one.sound) >= _SHORTEST_NEAR and Levenshtein.distance(one.sound, sound) == 1:
            nearness.setdefault(3, []).append(one.text)
    found = nearness[min(nearness)] if nearness else []
    return found[0] if len(found) == 1 else None


def _begun_as(heard: str, name: str) -> str:
    """Return the name with the capital that the heard word begins with, as at the start of a sentence."""
    return f"{name[0].upper()}{name[1:]}" if heard[0].isupper() else name


def _is_common(text: str) -> bool:
    return any(is_listed(text, language) for language in _LANGUAGES)


def _joined_sound(text: str, *, coarse: bool = False) -> str:
    return french_sound(text, coarse=coarse).replace(" ", "")


def _rewritten(heard: tuple[Word, ...], text: str) -> Word:
    known = [word.probability for word in heard if word.probability is not None]
    agreements = [word.agreement for word in heard if word.agreement is not None]
    return Word(
        text,
        heard[0].start_seconds,
        heard[-1].end_seconds,
        min(known, default=None),
        min(agreements, default=None),
    )


def _retold(segment: Segment, words: Sequence[Word]) -> Segment:
    return replace(segment, text=" ".join(word.text for word in words), words=tuple(words))
