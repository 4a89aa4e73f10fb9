"""Turns what Whisper's aligner gives into words: both engines cut « aujourd'hui » in two, readers do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transcription.raw_transcript import Word


@dataclass(frozen=True, slots=True)
class AlignedPiece:
    """A piece of text with its span in seconds and probability; a space before it begins a new word."""

    text: str
    start_seconds: float
    end_seconds: float
    probability: float


def join_pieces(pieces: Iterable[AlignedPiece], offset_seconds: float = 0.0) -> tuple[Word, ...]:
    """Join the pieces of one segment into words.

    Parameters
    ----------
    pieces : iterable of AlignedPiece
        As aligned, spaces kept.
    offset_seconds : float
        Added to every time: where the decoded part begins in the recording.

    Returns
    -------
    tuple of Word
        Words without surrounding spaces. A word of several pieces spans them all and bears the lowest
        of their probabilities, so that a doubtful half stays visible.
    """
    words: list[Word] = []
    begins_word = True
    for piece in pieces:
        begins_word = begins_word or piece.text[:1].isspace()
        text = piece.text.strip()
        if not text:
            begins_word = begins_word or bool(piece.text)
            continue
        start, end = piece.start_seconds + offset_seconds, piece.end_seconds + offset_seconds
        probability = min(max(piece.probability, 0.0), 1.0)
        if begins_word:
            words.append(Word(text, start, end, probability))
        else:
            last = words[-1]
            lowest = min(probability, last.probability if last.probability is not None else probability)
            words[-1] = Word(last.text + text, last.start_seconds, end, lowest)
        begins_word = piece.text[-1:].isspace()
    return tuple(words)
