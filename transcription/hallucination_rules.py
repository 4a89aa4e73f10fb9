"""What Whisper writes when nobody spoke: the rules that recognise it, each on plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transcription.speech_regions import SpeechRegion

# Lines that subtitle files end with and that Whisper learned by heart; compared after the stated normaliser.
_CREDITS = re.compile(
    r"sous titr\w* (realis\w* )?par .*"
    r"|sous titr\w* (st|(societe )?radio canada|amara|fr|mfp|soustitreur)( .*)?"
    r"|sous titr(es|age)"
    r"|(realise|traduit|traduction|transcription|relecture|adaptation) par .*"
    r"|.*\b(amara org|soustitreur com)\b.*"
    r"|(subtitles|captions|captioning|subtitled|transcribed|translated|transcript) (by|provided by) .*"
)
# Farewells to spectators: a person may say them, so they go only where hardly anyone speaks.
_FAREWELLS = re.compile(
    r"merci d (avoir regarde|avoir visionne|avoir ecoute).*|(n hesitez pas a )?(vous )?abonne[rz] .*"
    r"|thanks? (you )?for (watching|listening).*|(please )?(like and )?subscribe.*"
    r"|a bientot|merci|au revoir|thank you|you"
)
_FAREWELL_MOST_SPEECH = 0.5
# Around a region's edges soft speech falls under the detector's threshold, and word times drift by as much.
_EDGE_SECONDS = 0.4
_MOSTLY_SILENT = 0.2
_UNSURE_PROBABILITY = 0.6
# People say « non, non, non » and « très, très »; the fewer words are repeated, the more repeats are theirs.
_FEWEST_REPEATS = {1: 6, 2: 5}
_FEWEST_PHRASE_REPEATS = 3
_LONGEST_LOOP_WORDS = 12
_FASTEST_WORDS_PER_SECOND = 7.0
_FEWEST_ENDING_WORDS = 3


@dataclass(frozen=True, slots=True)
class HeardSentence:
    """One sentence as written by the engine: its normalised words, span in seconds and mean probability."""

    words: tuple[str, ...]
    start_seconds: float
    end_seconds: float
    probability: float | None

    @property
    def plain(self) -> str:
        """The words without accents, joined by spaces."""
        return " ".join(self.words).translate(_WITHOUT_ACCENTS)


_WITHOUT_ACCENTS = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")


def share_of_speech(start_seconds: float, end_seconds: float, regions: Sequence[SpeechRegion]) -> float:
    """Return the share, 0..1, of a span that lies in speech regions; 1.0 for an empty span inside one."""
    if end_seconds <= start_seconds:
        return float(any(r.start_seconds <= start_seconds < r.end_seconds for r in regions))
    covered = sum(
        max(0.0, min(end_seconds, r.end_seconds) - max(start_seconds, r.start_seconds)) for r in regions
    )
    return min(1.0, covered / (end_seconds - start_seconds))


def is_credit(sentence: HeardSentence, regions: Sequence[SpeechRegion]) -> bool:
    """Tell whether a whole sentence is a subtitler's credit, or a farewell where hardly anyone speaks."""
    if _CREDITS.fullmatch(sentence.plain):
        return True
    speech = share_of_speech(sentence.start_seconds, sentence.end_seconds, regions)
    return bool(_FAREWELLS.fullmatch(sentence.plain)) and speech < _FAREWELL_MOST_SPEECH


def is_outside_speech(sentence: HeardSentence, regions: Sequence[SpeechRegion]) -> bool:
    """Tell whether nobody speaks: no speech within 0.4 s, or little of it and an unsure engine."""
    widened = [SpeechRegion(r.start_seconds - _EDGE_SECONDS, r.end_seconds + _EDGE_SECONDS) for r in regions]
    if not any(
        sentence.start_seconds < region.end_seconds and region.start_seconds < sentence.end_seconds
        for region in widened
    ):
        return True
    if sentence.probability is None or sentence.probability >= _UNSURE_PROBABILITY:
        return False
    return share_of_speech(sentence.start_seconds, sentence.end_seconds, regions) < _MOSTLY_SILENT


def is_repeated_ending(last: HeardSentence, before: HeardSentence, regions: Sequence[SpeechRegion]) -> bool:
    """Tell whether the last sentence repeats the one before, too fast or where hardly anyone speaks."""
    if last.words != before.words or len(last.words) < _FEWEST_ENDING_WORDS:
        return False
    duration_seconds = max(last.end_seconds - last.start_seconds, 1e-3)
    is_too_fast = len(last.words) / duration_seconds > _FASTEST_WORDS_PER_SECOND
    return (
        is_too_fast or share_of_speech(last.start_seconds, last.end_seconds, regions) < _FAREWELL_MOST_SPEECH
    )


def find_loops(words: Sequence[str]) -> list[tuple[int, int]]:
    """Find phrases repeated over and over; return half-open word spans to drop, the first saying kept.

    Parameters
    ----------
    words : sequence of str
        Normalised words of the whole transcript, one per word of the engine.

    Returns
    -------
    list of (int, int)
        Spans after the first occurrence, in order, apart from each other.
    """
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        end = _loop_end(words, position)
        if end is None:
            position += 1
        else:
            spans.append(end)
            position = end[1]
    return spans


def _loop_end(words: Sequence[str], position: int) -> tuple[int, int] | None:
    for length in range(1, min(_LONGEST_LOOP_WORDS, (len(words) - position) // 2) + 1):
        phrase = words[position : position + length]
        repeats = 1
        while words[position + repeats * length : position + (repeats + 1) * length] == phrase:
            repeats += 1
        if repeats >= _FEWEST_REPEATS.get(length, _FEWEST_PHRASE_REPEATS) and any(phrase):
            return position + length, position + repeats * length
    return None
