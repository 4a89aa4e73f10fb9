"""Tells in which language each word of a transcript is spoken."""

from __future__ import annotations

from transcription.raw_transcript import RawTranscript


def word_languages(transcript: RawTranscript) -> tuple[str, ...]:
    """Return a language for each word, in order: that of its segment, or the transcript's."""
    return tuple(
        segment.language or transcript.language for segment in transcript.segments for _ in segment.words
    )
